import { type OptionRow, optionTable } from '../cli/call/option-table.ts';

/** An input or output of the action, and what it says of itself. */
interface ActionEntry {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
}

/** Options that make no sense in a step: they print something else than findings, or serve terminals and editors. */
const notInputs: ReadonlySet<string> = new Set([
  'format',
  'diff',
  'stdin-filename',
  'color',
  'print-config',
  'print-model',
  'version',
  'help',
]);

/** The options of the command that are inputs of the action, in the order of the help. */
export const inputOptions: readonly OptionRow[] = optionTable.filter(({ name }) => !notInputs.has(name));

const ownInputs: readonly ActionEntry[] = [
  { name: 'directory', description: 'the project root; several on lines of their own', default: '.' },
  {
    name: 'format',
    description:
      'more reports, `NAME=FILE` on lines of their own; a name without file goes to the log instead of annotations',
  },
  { name: 'annotations', description: 'show findings as annotations at their lines: true or false', default: 'true' },
  { name: 'summary', description: 'write a summary of the job: true or false', default: 'true' },
  {
    name: 'version',
    description:
      'the release of the npm package to run, or a range; by default the one that the ref of this action names',
  },
];

const outputs: readonly ActionEntry[] = [
  { name: 'sarif', description: 'path of the SARIF report, for github/codeql-action/upload-sarif' },
  { name: 'report', description: 'path of the JSON report' },
  { name: 'errors', description: 'how many errors were found' },
  { name: 'warnings', description: 'how many warnings were found' },
  { name: 'notes', description: 'how many notes were found' },
  { name: 'undecided', description: 'how many findings could not be decided' },
  { name: 'exit-code', description: 'the exit code of the command' },
];

/** `action.yml`: what GitHub must know to run `bin/action.js` as a step. */
export const actionFile = (): ReadonlyMap<string, string> => new Map([['action.yml', `${lines().join('\n')}\n`]]);

const lines = (): readonly string[] => [
  '# Written by `npm run gen` from src/dev/action-file.ts and src/cli/call/option-table.ts.',
  'name: multiarch-lint',
  'description: Tells whether a pipeline will publish a correct multi-architecture container image',
  'author: multiarch-lint',
  'branding:',
  '  icon: layers',
  '  color: blue',
  'inputs:',
  ...[...ownInputs, ...inputOptions.map(inputOf)].flatMap(entryLines),
  'outputs:',
  ...outputs.flatMap(entryLines),
  'runs:',
  '  using: node24',
  '  main: bin/action.js',
];

const inputOf = ({ name, value, help }: OptionRow): ActionEntry => ({
  name,
  description:
    value === undefined
      ? `${help}: true or false`
      : `${value}: ${help.replace('; repeatable', '; several on lines of their own')}`,
});

const entryLines = (entry: ActionEntry): readonly string[] => [
  `  ${entry.name}:`,
  `    description: ${JSON.stringify(entry.description)}`,
  ...(entry.default === undefined ? [] : [`    default: ${JSON.stringify(entry.default)}`]),
];
