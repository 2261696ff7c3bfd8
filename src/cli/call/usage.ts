import { type OptionRow, optionTable } from './option-table.ts';
import { planOptions } from './plan-call.ts';

const head = `multiarch-lint tells whether a CI pipeline will publish a correct multi-architecture container image.

Usage:
  multiarch-lint [options] [DIR ...]   lint; DIR is a project root (default: .)
  multiarch-lint plan [DIR]            what is built where, pushed as what, joined by whom; gaps marked
  multiarch-lint rules                 list all rules with group, severity and whether they fix
  multiarch-lint explain RULE          the rule's page: why, exceptions, examples, settings
  multiarch-lint init [DIR]            write .multiarch-lint.yml from what is found, print the CI job to add
  multiarch-lint merge-reports FILE ...  join the JSON, SARIF or Code Quality reports of several runs

Options:
`;

const planHead = `
Options of plan, beside --config and --color:
`;

const foot = `
\`plan\` exits with 0 whatever it shows, with 3 where there is nothing to plan, and with 2 and 70 as below.

Exit codes:
  0   nothing at or above --fail-on
  1   findings
  2   wrong call or wrong policy file
  3   nothing to lint, or --strict and something was undecided
  70  a defect of multiarch-lint

With --fix and --fix-unsafe, reports and exit code tell what remains. A fix that would not remove its problem, or that
would bring another one, is not written.
`;

/** The help, made from the table of options. */
export const usage = (): string =>
  head + optionTable.map(lineOf).join('') + planHead + ownOfPlan.map(lineOf).join('') + foot;

const ownOfPlan = planOptions.filter((row) => !optionTable.includes(row));

const lineOf = (row: OptionRow): string => `  ${nameOf(row).padEnd(column)} ${row.help}\n`;

const nameOf = ({ name, short, value }: OptionRow): string =>
  `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;

const column = Math.max(...optionTable.map((row) => nameOf(row).length)) + 1;
