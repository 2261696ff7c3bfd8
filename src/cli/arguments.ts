import type { Policy } from '../policy/policy.ts';
import type { RuleLevel } from '../policy/policy-file.ts';
import { UsageError } from '../policy/usage-error.ts';
import type { Safety } from '../rule/index.ts';
import { didYouMean } from '../value/nearest.ts';
import { type CommandName, type FormatName, formatNames, optionTable } from './option-table.ts';
import { readOptions, type WrittenOptions } from './read-options.ts';
import type { ColorChoice } from './wants-color.ts';

/** What the user asks for. */
export type Call =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'rules'; readonly color: ColorChoice }
  | { readonly command: 'explain'; readonly rule: string; readonly color: ColorChoice }
  /** `folder` as written. */
  | { readonly command: 'init'; readonly folder: string }
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
  /** Whether registries are asked about base images. */
  readonly isOnline: boolean;
  readonly color: ColorChoice;
  readonly isQuiet: boolean;
  /** What to do about findings that can be fixed; `undefined`: nothing. */
  readonly repairs: Repairs | undefined;
  /** What to print instead of linting. */
  readonly prints: 'config' | 'model' | undefined;
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
  const written = readOptions(args);
  const [command, ...rest] = written.positionals;
  if (written.values.has('help')) return { command: 'help' };
  if (written.values.has('version')) return { command: 'version' };
  if (command === 'rules') return readRules(written, rest);
  if (command === 'explain') return readExplain(written, rest);
  if (command === 'init') return readInit(written, rest);
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

function onlyGeneral({ values }: WrittenOptions, command: CommandName): void {
  const foreign = optionTable.find(({ name, isGeneral }) => isGeneral !== true && values.has(name));
  if (foreign !== undefined) throw new UsageError(`\`--${foreign.name}\` cannot be used with \`${command}\``);
}

function readLint(written: WrittenOptions): LintCall {
  const { values, positionals } = written;
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

/** `--diff` alone shows the safe fixes. Throws a `UsageError` where a call asks for fixes and for something else instead. */
function repairsOf({ values }: WrittenOptions): Repairs | undefined {
  const asked = ['fix', 'fix-unsafe', 'diff'].find((name) => values.has(name));
  if (asked === undefined) return undefined;
  const other = ['print-config', 'print-model', 'online'].find((name) => values.has(name));
  if (other !== undefined) throw new UsageError(`\`--${asked}\` cannot be used with \`--${other}\``);
  return { accepted: values.has('fix-unsafe') ? ['safe', 'unsafe'] : ['safe'], writes: !values.has('diff') };
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
