import { packageFile } from '../../host/package-file.ts';
import type { Rule } from '../../rule/index.ts';
import type { Call } from '../call/arguments.ts';
import { wantsColor } from '../call/wants-color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { bold } from '../output/styles.ts';
import { writeTo } from '../output/write-to.ts';
import { ruleCalled } from '../projects/all-rules.ts';
import type { Surroundings } from '../surroundings.ts';
import { rulePage } from './rule-page.ts';

/** `multiarch-lint explain RULE`: the rule's page. */
export async function explainCommand(
  { rule, color }: Extract<Call, { command: 'explain' }>,
  { stdout, environment }: Surroundings,
): Promise<ExitCode> {
  const isColored = wantsColor(color, environment, stdout.isTTY === true);
  await writeTo(stdout, withHeadings(pageOf(ruleCalled(rule)), isColored));
  return exitCode.clean;
}

/** The page that comes with the package, which has examples; without it, what the rule says of itself. */
const pageOf = (rule: Rule): string =>
  packageFile(`rules/${rule.group}/${rule.id}.md`)?.replace(/^<!--.*?-->\n/, '') ?? rulePage(rule);

/** Markdown with its headings in bold instead of marked with `#`; code blocks stay as they are. */
const withHeadings = (page: string, isColored: boolean): string =>
  page
    .split(/^(```[\s\S]*?^```)$/m)
    .map((part) =>
      part.startsWith('```') ? part : part.replace(/^#+ (.*)$/gm, (_, title: string) => bold(title, isColored)),
    )
    .join('');
