import type { Call } from '../call/arguments.ts';
import { wantsColor } from '../call/wants-color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { bold } from '../output/styles.ts';
import { writeTo } from '../output/write-to.ts';
import { allRules } from '../projects/all-rules.ts';
import type { Surroundings } from '../surroundings.ts';
import { byGroup } from './rule-groups.ts';

/** `multiarch-lint rules`: all rules by group, with their severity and requirement. */
export async function rulesCommand(
  { color }: Extract<Call, { command: 'rules' }>,
  { stdout, environment }: Surroundings,
): Promise<ExitCode> {
  const isColored = wantsColor(color, environment, stdout.isTTY === true);
  const width = Math.max(...allRules.map(({ id }) => id.length));
  const groups = byGroup(allRules).map(({ group, title, rules }) => {
    const lines = rules.map(({ id, severity, summary, isOptIn, fixes = [] }) => {
      const level = isOptIn === true ? 'opt-in' : severity;
      const fix = fixes.includes('safe') ? 'fix' : fixes.includes('unsafe') ? 'unsafe' : '';
      return `  ${id.padEnd(width)}  ${level.padEnd(7)}  ${fix.padEnd(6)}  ${summary}\n`;
    });
    return `${bold(group, isColored)}: ${title}\n${lines.join('')}`;
  });
  await writeTo(
    stdout,
    `${groups.join('\n')}\n${allRules.length} rules; fix and unsafe: some of its findings are fixed by --fix or --fix-unsafe; \`multiarch-lint explain RULE\` tells more\n`,
  );
  return exitCode.clean;
}
