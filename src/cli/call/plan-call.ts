import { parseArgs } from 'node:util';
import { UsageError } from '../../policy/usage-error.ts';
import { type OptionRow, optionTable } from './option-table.ts';
import { readOptions } from './read-options.ts';
import type { ColorChoice } from './wants-color.ts';

/** The formats of plans. */
export const planFormats = ['text', 'json', 'mermaid'] as const;
/** A format that a plan is written in. */
export type PlanFormat = (typeof planFormats)[number];

/** A call that shows a plan. */
export interface PlanCall {
  readonly command: 'plan';
  /** As written. */
  readonly folder: string;
  readonly format: PlanFormat;
  /** The git revision with which the plan is compared; `undefined`: it is only shown. */
  readonly revision: string | undefined;
  readonly config: string | undefined;
  readonly color: ColorChoice;
}

/** The options of `plan`, in the order of the help. Some are named as options of `lint` and take other values. */
export const planOptions: readonly OptionRow[] = [
  {
    name: 'format',
    value: 'NAME',
    allowed: planFormats,
    help: 'text (default), json, mermaid',
  },
  { name: 'diff', value: 'REF', help: 'print what has changed in the plan since the work left this git revision' },
  ...optionTable.filter(({ name, isGeneral }) => isGeneral === true || name === 'config'),
];

/** Whether a command line calls `plan`: whether that is its first word that is no option. */
export function isPlanCall(args: readonly string[]): boolean {
  const { positionals } = parseArgs({ args: [...args], strict: false });
  return positionals[0] === 'plan';
}

/** Reads a command line that calls `plan`. Throws a `UsageError` of one line if it is wrong. */
export function readPlan(args: readonly string[]): PlanCall | { readonly command: 'help' | 'version' } {
  const { values, positionals } = readOptions(args, { command: 'plan', table: planOptions });
  const [, folder = '.', ...more] = positionals;
  if (values.has('help')) return { command: 'help' };
  if (values.has('version')) return { command: 'version' };
  if (more.length > 0) throw new UsageError('`plan` takes one folder: multiarch-lint plan [DIR]');
  const revision = values.get('diff')?.at(-1);
  const format = oneOf(values.get('format'), planFormats) ?? 'text';
  if (revision !== undefined && format === 'mermaid')
    throw new UsageError('`--diff` has no picture; use it with `--format text` or `--format json`');
  return {
    command: 'plan',
    folder,
    format,
    revision,
    config: values.get('config')?.at(-1),
    color: oneOf(values.get('color'), ['auto', 'always', 'never']) ?? 'auto',
  };
}

const oneOf = <Word extends string>(written: readonly string[] | undefined, words: readonly Word[]): Word | undefined =>
  words.find((word) => word === written?.at(-1));
