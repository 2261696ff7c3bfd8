/** The formats of reports. */
export const formatNames = [
  'terminal',
  'concise',
  'json',
  'sarif',
  'gitlab',
  'github',
  'junit',
  'markdown',
  'html',
] as const;
/** A format that reports are written in. */
export type FormatName = (typeof formatNames)[number];

/** The commands beside `lint`, which has no name of its own. */
export type CommandName = 'plan' | 'rules' | 'explain' | 'init' | 'merge-reports';

/** One option: what the parser accepts and what the help says. */
export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** How the help writes its value; absent: it takes none. */
  readonly value?: string;
  /** The words that its value may be, where they are few. */
  readonly allowed?: readonly string[];
  readonly help: string;
  /** Whether it may be given with every command, not with `lint` only. */
  readonly isGeneral?: boolean;
}

/** Every option that the command accepts, in the order of the help. */
export const optionTable: readonly OptionRow[] = [
  {
    name: 'format',
    value: 'NAME[=FILE]',
    help: `${formatNames.join(', ')}; repeatable`,
  },
  {
    name: 'fail-on',
    value: 'LEVEL',
    allowed: ['error', 'warning', 'info', 'never'],
    help: 'exit with 1 from this severity on: error (default), warning, info, never',
  },
  { name: 'strict', help: 'exit with 3 if something could not be decided' },
  { name: 'config', value: 'FILE', help: 'the policy file, instead of the nearest .multiarch-lint.yml' },
  {
    name: 'preset',
    value: 'NAME',
    allowed: ['recommended', 'strict', 'all'],
    help: 'recommended (default), strict (warnings are errors), all (rules to opt in, too)',
  },
  { name: 'only', value: 'RULE,...', help: 'run these rules and no others; repeatable' },
  { name: 'rule', value: 'RULE=SEVERITY', help: 'error, warning, info or off for one rule; repeatable' },
  { name: 'fix', help: 'write the safe fixes into the files' },
  { name: 'fix-unsafe', help: 'write the unsafe fixes, too, which may change more than the problem' },
  { name: 'diff', help: 'print the fixes as a patch and write nothing; with --fix-unsafe the unsafe ones, too' },
  { name: 'baseline', value: 'FILE', help: 'leave out the findings that FILE holds' },
  { name: 'write-baseline', value: 'FILE', help: 'write all findings into FILE, so that --baseline leaves them out' },
  { name: 'since', value: 'REF', help: 'report findings only on lines that changed since this git revision' },
  { name: 'no-ignore', help: 'report what comments in the files suppress' },
  { name: 'online', help: 'ask registries, without credentials, for which platforms base images are published' },
  { name: 'recursive', help: 'lint every project root below DIR' },
  { name: 'shard', value: 'I/N', help: 'lint the I-th of N parts of the projects, for parallel jobs' },
  { name: 'stdin-filename', value: 'PATH', help: 'with - as DIR: lint standard input as if it were the CI file PATH' },
  {
    name: 'color',
    value: 'WHEN',
    allowed: ['auto', 'always', 'never'],
    help: 'auto (default), always, never',
    isGeneral: true,
  },
  { name: 'quiet', help: 'print findings only' },
  { name: 'print-config', help: 'print the policy in force as JSON, and lint nothing' },
  { name: 'print-model', help: 'print what was understood of the repository as JSON, and lint nothing' },
  { name: 'version', help: 'print the version', isGeneral: true },
  { name: 'help', short: 'h', help: 'print this help', isGeneral: true },
];
