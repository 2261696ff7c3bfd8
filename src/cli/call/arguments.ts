import type { Policy } from '../../policy/policy.ts';
import type { RuleLevel } from '../../policy/policy-file.ts';
import { UsageError } from '../../policy/usage-error.ts';
import type { Safety } from '../../rule/index.ts';
import { didYouMean } from '../../value/nearest.ts';
import { refuseConflicts } from './option-conflicts.ts';
import { type CommandName, type FormatName, formatNames, optionTable } from './option-table.ts';
import { isPlanCall, type PlanCall, readPlan } from './plan-call.ts';
import { readOptions, type WrittenOptions } from './read-options.ts';
import { readShard, type Shard } from './shard.ts';
import type { ColorChoice } from './wants-color.ts';

/** What the user asks for. */
export type Call =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'rules'; readonly color: ColorChoice }
  | { readonly command: 'explain'; readonly rule: string; readonly color: ColorChoice }
  /** `folder` as written. */
  | { readonly command: 'init'; readonly folder: string }
  | MergeCall
  | PlanCall
  | LintCall;

/** A call that lints, with its options. */
export interface LintCall {
  readonly command: 'lint';
  /** As written; at least one. */
  readonly folders: readonly string[];
  /** Exactly one of them goes to standard output; none, where a patch goes there. */
  readonly outputs: readonly ReportOutput[];
  readonly failOn: 'error' | 'warning' | 'info' | 'never';
  readonly isStrict: boolean;
  readonly config: string | undefined;
  readonly preset: Policy['preset'] | undefined;
  /** Rule ids; empty: all rules. */
  readonly only: readonly string[];
  readonly severities: ReadonlyMap<string, RuleLevel>;
  readonly ignoresSuppressions: boolean;
  readonly isRecursive: boolean;
  /** The part of the projects that is linted; `undefined`: all. */
  readonly shard: Shard | undefined;
  /** The file of the findings that are known. */
  readonly baseline: string | undefined;
  /** The file that the findings are written to, so that they are known from then on. */
  readonly newBaseline: string | undefined;
  /** The git revision since which lines count as changed; `undefined`: all lines count. */
  readonly since: string | undefined;
  /** The path of the file that comes from standard input. */
  readonly inputPath: string | undefined;
  /** Whether registries are asked about base images. */
  readonly isOnline: boolean;
  readonly color: ColorChoice;
  readonly isQuiet: boolean;
  /** What to do about findings that can be fixed; `undefined`: nothing. */
  readonly repairs: Repairs | undefined;
  /** What to print instead of linting. */
  readonly prints: 'config' | 'model' | undefined;
}

/** A call that joins the reports of several runs. */
export interface MergeCall {
  readonly command: 'merge-reports';
  /** The files as written; at least one. */
  readonly files: readonly string[];
  /** Where the joined report goes; `format`, where it is written, must be that of the files. */
  readonly output: { readonly format: FormatName | undefined; readonly file: string | undefined };
  readonly failOn: LintCall['failOn'];
}

/** Which fixes are wanted. */
export interface Repairs {
  readonly accepted: readonly Safety[];
  /** Whether they are written; otherwise they are printed as a patch. */
  readonly writes: boolean;
}

/** One report: its format, and the file it goes to; without file to standard output. */
export interface ReportOutput {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/** Reads the command line. Throws a `UsageError` of one line if it is wrong. */
export function readArguments(args: readonly string[]): Call {
  if (isPlanCall(args)) return readPlan(args);
  const written = readOptions(args);
  const [command, ...rest] = written.positionals;
  if (written.values.has('help')) return { command: 'help' };
  if (written.values.has('version')) return { command: 'version' };
  if (command === 'rules') return readRules(written, rest);
  if (command === 'explain') return readExplain(written, rest);
  if (command === 'init') return readInit(written, rest);
  if (command === 'merge-reports') return readMerge(written, rest);
  return readLint(written);
}

function readRules(written: WrittenOptions, rest: readonly string[]): Call {
  onlyGeneral(written, 'rules');
  if (rest.length > 0) throw new UsageError('`rules` takes no arguments; a folder of that name is `./rules`');
  return { command: 'rules', color: oneOf(written, 'color', ['auto', 'always', 'never']) ?? 'auto' };
}

function readExplain(written: WrittenOptions, [rule, ...more]: readonly string[]): Call {
  onlyGeneral(written, 'explain');
  if (rule === undefined || more.length > 0)
    throw new UsageError('`explain` takes one rule: multiarch-lint explain RULE');
  return { command: 'explain', rule, color: oneOf(written, 'color', ['auto', 'always', 'never']) ?? 'auto' };
}

function readInit(written: WrittenOptions, [folder = '.', ...more]: readonly string[]): Call {
  onlyGeneral(written, 'init');
  if (more.length > 0) throw new UsageError('`init` takes one folder: multiarch-lint init [DIR]');
  return { command: 'init', folder };
}

function readMerge(written: WrittenOptions, files: readonly string[]): Call {
  onlyGeneral(written, 'merge-reports', ['format', 'fail-on']);
  if (files.length === 0)
    throw new UsageError('`merge-reports` takes the reports to join: multiarch-lint merge-reports FILE ...');
  const [output = { format: undefined, file: undefined }, ...more] = (written.values.get('format') ?? []).map(outputOf);
  if (more.length > 0) throw new UsageError('`merge-reports` writes one report, so `--format` can be given once');
  const failOn = oneOf(written, 'fail-on', ['error', 'warning', 'info', 'never']) ?? 'error';
  return { command: 'merge-reports', files, output, failOn };
}

/** Throws a `UsageError` for an option that the command does not take. */
function onlyGeneral({ values }: WrittenOptions, command: CommandName, own: readonly string[] = []): void {
  const foreign = optionTable.find(
    ({ name, isGeneral }) => isGeneral !== true && !own.includes(name) && values.has(name),
  );
  if (foreign !== undefined) throw new UsageError(`\`--${foreign.name}\` cannot be used with \`${command}\``);
}

function readLint(written: WrittenOptions): LintCall {
  const { values, positionals } = written;
  refuseConflicts(values);
  const repairs = repairsOf(written);
  return {
    command: 'lint',
    folders: positionals.length === 0 ? ['.'] : positionals,
    outputs: outputsOf(values.get('format') ?? [], repairs?.writes === false),
    failOn: oneOf(written, 'fail-on', ['error', 'warning', 'info', 'never']) ?? 'error',
    isStrict: values.has('strict'),
    config: values.get('config')?.at(-1),
    preset: oneOf(written, 'preset', ['recommended', 'strict', 'all']),
    only: (values.get('only') ?? []).flatMap((list) => list.split(',')).filter((id) => id !== ''),
    severities: new Map((values.get('rule') ?? []).map(severityOf)),
    ignoresSuppressions: values.has('no-ignore'),
    isRecursive: values.has('recursive'),
    shard: shardOf(written),
    baseline: values.get('baseline')?.at(-1),
    newBaseline: values.get('write-baseline')?.at(-1),
    since: values.get('since')?.at(-1),
    inputPath: inputPathOf(written),
    isOnline: values.has('online'),
    color: oneOf(written, 'color', ['auto', 'always', 'never']) ?? 'auto',
    isQuiet: values.has('quiet'),
    repairs,
    prints: values.has('print-config') ? 'config' : values.has('print-model') ? 'model' : undefined,
  };
}

/** The last value of an option as one of the words that the table allows. */
function oneOf<Word extends string>(
  { values }: WrittenOptions,
  option: string,
  words: readonly Word[],
): Word | undefined {
  const value = values.get(option)?.at(-1);
  return words.find((word) => word === value);
}

/** `--diff` alone shows the safe fixes. */
function repairsOf({ values }: WrittenOptions): Repairs | undefined {
  if (!['fix', 'fix-unsafe', 'diff'].some((name) => values.has(name))) return undefined;
  return { accepted: values.has('fix-unsafe') ? ['safe', 'unsafe'] : ['safe'], writes: !values.has('diff') };
}

function shardOf({ values, positionals }: WrittenOptions): Shard | undefined {
  const written = values.get('shard')?.at(-1);
  if (written === undefined) return undefined;
  if (!values.has('recursive') && positionals.length < 2)
    throw new UsageError('`--shard` splits projects among jobs: use it with `--recursive` or with several folders');
  return readShard(written);
}

/** `-` stands for the standard input, and the option for its path: one needs the other. */
function inputPathOf({ values, positionals }: WrittenOptions): string | undefined {
  const path = values.get('stdin-filename')?.at(-1);
  const isInput = positionals.includes('-');
  if (path === undefined && isInput)
    throw new UsageError('`-` reads a CI file from standard input: say which one by --stdin-filename PATH');
  if (path !== undefined && (!isInput || positionals.length > 1))
    throw new UsageError(
      '`--stdin-filename` needs `-` in the place of folders: multiarch-lint --stdin-filename PATH -',
    );
  return path;
}

function outputsOf(written: readonly string[], printsPatch: boolean): readonly ReportOutput[] {
  const outputs = written.map(outputOf);
  const printed = outputs.filter(({ file }) => file === undefined);
  const [first] = printed;
  if (printsPatch && first?.format === 'github')
    throw new UsageError('`--diff` and `--format github` both write to standard output; ask for one of them');
  if (printsPatch && first !== undefined)
    throw new UsageError(`\`--diff\` prints a patch, so the report needs a file: --format ${first.format}=FILE`);
  if (printsPatch) return outputs;
  if (printed.length > 1)
    throw new UsageError(
      `only one format can go to standard output, not ${printed.map(({ format }) => `\`${format}\``).join(' and ')}; write the others as NAME=FILE`,
    );
  return printed.length === 0 ? [{ format: 'terminal', file: undefined }, ...outputs] : outputs;
}

function outputOf(written: string): ReportOutput {
  const [name = '', ...rest] = written.split('=');
  const format = formatNames.find((each) => each === name);
  if (format === undefined)
    throw new UsageError(
      `unknown format \`${name}\`; allowed: ${formatNames.join(', ')}${didYouMean(name, formatNames)}`,
    );
  if (written === `${name}=`) throw new UsageError(`\`--format ${written}\` names no file`);
  if (format === 'github' && rest.length > 0)
    throw new UsageError('`github` writes into the log of a step, so it takes no file: --format github');
  return { format, file: rest.length === 0 ? undefined : rest.join('=') };
}

const levels = ['error', 'warning', 'info', 'off'] as const;

function severityOf(written: string): readonly [string, RuleLevel] {
  const [id = '', level = ''] = written.split('=');
  const found = levels.find((each) => each === level);
  if (found === undefined || id === '' || written !== `${id}=${level}`)
    throw new UsageError(
      `\`--rule ${written}\` is not RULE=SEVERITY; severities: ${levels.join(', ')}${didYouMean(level, levels)}`,
    );
  return [id, found];
}
