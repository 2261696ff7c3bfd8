import { type OptionRow, optionTable } from './option-table.ts';

const head = `multiarch-lint tells whether a CI pipeline will publish a correct multi-architecture container image.

Usage:
  multiarch-lint [options] [DIR ...]   lint; DIR is a project root (default: .)
  multiarch-lint rules                 list all rules with group and severity
  multiarch-lint explain RULE          the rule's page: why, exceptions, options
  multiarch-lint init [DIR]            write .multiarch-lint.yml from what is found, print the CI job to add
  multiarch-lint merge-reports FILE ...  join the JSON, SARIF or Code Quality reports of several runs

Options:
`;

const foot = `
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
export const usage = (): string => head + optionTable.map(lineOf).join('') + foot;

const lineOf = (row: OptionRow): string => `  ${nameOf(row).padEnd(column)} ${row.help}\n`;

const nameOf = ({ name, short, value }: OptionRow): string =>
  `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;

const column = Math.max(...optionTable.map((row) => nameOf(row).length)) + 1;
