import { type BakeObject, type BakeValue, causesOf, spanOf, stringOf, textOf } from '../../../bake/bake-value.ts';
import type { BuiltTarget } from '../../../bake/read-bake.ts';
import { asObject, type BakeTarget, listOf } from '../../../bake/target.ts';
import {
  all,
  type Cause,
  type Field,
  hidden,
  joinTexts,
  known,
  literal,
  no,
  type OpenList,
  set,
  type Text,
  type Truth,
  unknown,
  unset,
} from '../../../value/index.ts';
import { csvFields, type FlagValue, type ReadFlags } from '../../flags.ts';
import { literalHead } from '../../word-parts.ts';
import { contextOf, dockerfileOf } from './target-paths.ts';

/** What a command adds to the targets of its files. */
export interface CommandPart {
  readonly flags: ReadFlags;
  /** Whether `--push`, or what stands for it, is given. */
  readonly push: Truth;
  /** The folder from which the paths of the file are seen; unset for the working directory. */
  readonly folder: Text | undefined;
}

/** Lists of a target by the flag of `docker buildx build` that means the same. */
const listNames: ReadonlyMap<string, string> = new Map([
  ['--platform', 'platforms'],
  ['--tag', 'tags'],
  ['--output', 'output'],
  ['--cache-to', 'cache-to'],
  ['--cache-from', 'cache-from'],
]);

/**
 * A target in the form of the flags by which `docker buildx build` would build it, so that one reader reads both. Places
 * are those of the file; `--builder`, `--provenance` and `--sbom` are the command's own.
 */
export function targetFlags(target: BuiltTarget, command: CommandPart): ReadFlags {
  const openTo = [...target.openTo, ...command.flags.openTo];
  const flags = (name: string): OpenList<FlagValue> => {
    const list = listNames.get(name);
    if (list !== undefined) return opened(valuesOf(target, list), openTo);
    if (name === '--build-arg') return opened(buildArgsOf(target, command.flags), openTo);
    if (name === '--attest') return opened(attestsOf(target, command.flags), openTo);
    return command.flags.flags(name);
  };
  const flag = (name: string): Field<Text> => {
    if (name === '--file') return orOpen(dockerfileOf(target, command.folder), openTo);
    if (name === '--target') return orOpen(textAt(target, 'target'), openTo);
    return command.flags.flag(name);
  };
  return {
    ...command.flags,
    path: set('build'),
    flags,
    flag,
    operand: () => contextOf(target, command.folder),
    isOn: (name) => (name === '--push' ? pushes(target, command.push) : command.flags.isOn(name)),
    openTo,
  };
}

const opened = ({ items, openTo }: OpenList<FlagValue>, more: readonly Cause[]): OpenList<FlagValue> => ({
  items,
  openTo: [...openTo, ...more],
});

const orOpen = (field: Field<Text>, openTo: readonly Cause[]): Field<Text> =>
  field.is === 'unset' && openTo.length > 0 ? hidden(...openTo) : field;

/** An attribute that is one text; an empty one counts as not set. */
export function textAt({ attributes }: BuiltTarget, name: string): Field<Text> {
  const value = attributes.get(name);
  const text = value === undefined ? undefined : textOf(value);
  if (text === undefined || value === undefined) return unset;
  if (value.kind === 'unknown') return hidden(...causesOf(value));
  return text.parts.length === 0 ? unset : set(text);
}

/** The items of a list as values of a flag; objects in the form `key=value,key=value`. Empty ones do not count. */
export function valuesOf(target: BakeTarget, name: string): OpenList<FlagValue> {
  const { items, openTo } = listOf(target, name);
  const hiding: Cause[] = [...openTo];
  const values = items.flatMap((item) => {
    if (item.kind === 'unknown') hiding.push(...causesOf(item));
    const text = item.kind === 'object' ? recordOf(item) : textOf(item);
    return text === undefined || item.kind === 'unknown' || text.parts.length === 0 ? [] : [flagValue(text)];
  });
  return { items: values, openTo: hiding };
}

const flagValue = (value: Text): FlagValue => ({ value, span: value.span, flagSpan: value.span });

/** `{ type = "registry", ref = "x" }` as `type=registry,ref=x`. */
function recordOf({ entries, span }: BakeObject): Text {
  const fields = [...entries].flatMap(([key, value], index) => {
    const text = textOf(value);
    return text === undefined ? [] : [literal(`${index === 0 ? '' : ','}${key}=`, span), text];
  });
  return joinTexts(fields, span);
}

/** `args`, and `--build-arg` of the command over them. */
function buildArgsOf({ attributes }: BuiltTarget, flags: ReadFlags): OpenList<FlagValue> {
  const own = flags.flags('--build-arg');
  const value = attributes.get('args');
  if (value === undefined) return own;
  const args = asObject(value);
  const values = [...args.entries].flatMap(([name, item]) => {
    const text = textOf(item);
    return text === undefined ? [] : [flagValue(joinTexts([literal(`${name}=`, text.span), text], text.span))];
  });
  return { items: [...values, ...own.items], openTo: args.openTo };
}

/**
 * `attest`, one of each type, the last that is given; a flag of the command takes its place.
 *
 * Source: docker/buildx util/buildflags/attests.go, Merge; commands/bake.go (`--provenance` is `*.attest=…`).
 */
function attestsOf(target: BuiltTarget, flags: ReadFlags): OpenList<FlagValue> {
  const { items, openTo } = valuesOf(target, 'attest');
  const isGiven = (type: string): boolean => flags.flags(`--${type}`).items.length > 0;
  const byType = new Map(items.map((item) => [typeOf(item), item]));
  return { items: [...byType].filter(([type]) => !isGiven(type)).map(([, item]) => item), openTo };
}

const typeOf = ({ value }: FlagValue): string => {
  const type = csvFields(value).get('type')?.at(-1);
  return type === undefined ? literalHead(value) : literalHead(type);
};

/**
 * Whether `--push` or `push` has an effect: it turns on the push of images, and adds one where nothing but loading is
 * asked for; files and folders stay what they are.
 *
 * Source: docker/buildx bake/bake.go, setPushOverride.
 */
function pushes(target: BuiltTarget, asked: Truth): Truth {
  const own = target.attributes.get('push');
  const push = own === undefined ? asked : truthOf(own);
  if (push.is === 'no') return no;
  const types = valuesOf(target, 'output').items.map(typeOf);
  const isPushing = types.every((type) => type === 'docker') || types.some((type) => type === 'image');
  return all([push, known(isPushing)]);
}

function truthOf(value: BakeValue): Truth {
  const written = stringOf(value);
  const { file, start } = spanOf(value);
  const cause: Cause = { kind: 'expression', because: 'its value is not known', at: file.span(start, start + 1) };
  if (written === undefined) return unknown(...(causesOf(value).length > 0 ? causesOf(value) : [cause]));
  return known(written === 'true' || written === '1');
}
