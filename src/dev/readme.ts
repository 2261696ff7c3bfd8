import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byGroup } from '../cli/commands/rule-groups.ts';
import type { Rule } from '../rule/index.ts';

/**
 * `README.md` with its generated parts made anew: the report of the bundled example, and the table of rules. Each
 * stands between `<!-- name -->` and `<!-- /name -->`; without a README there is nothing.
 */
export function readme(root: string, rules: readonly Rule[]): ReadonlyMap<string, string> {
  const path = join(root, 'README.md');
  if (!existsSync(path)) return new Map();
  const withExample = replacePart(readFileSync(path, 'utf8'), 'example', example(root));
  return new Map([['README.md', replacePart(withExample, 'rules', table(rules))]]);
}

const replacePart = (text: string, name: string, part: string): string =>
  text.replace(
    new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
    (_, start: string, end: string) => start + part + end,
  );

/** The findings of the bundled example that a reader meets first: those about the merge job. */
function example(root: string): string {
  const path = join(root, 'fixtures/projects/defects.txt');
  const findings = existsSync(path) ? readFileSync(path, 'utf8').split('\n\n') : [];
  const shown = findings.filter((finding) => /^error\[(?:merge-needs-incomplete|runner-arch-mismatch)\]/.test(finding));
  return `\`\`\`\n${shown.map((finding) => finding.trimEnd()).join('\n\n')}\n\`\`\`\n`;
}

const table = (rules: readonly Rule[]): string =>
  ['| Rule | Severity | Requirement |', '|---|---|---|', ...byGroup(rules).flatMap(({ rules: own }) => own.map(row))]
    .map((line) => `${line}\n`)
    .join('');

const row = ({ id, group, severity, isOptIn, summary }: Rule): string =>
  `| [${id}](rules/${group}/${id}.md) | ${severity}${isOptIn === true ? ', opt-in' : ''} | ${summary.replaceAll('|', '\\|')} |`;
