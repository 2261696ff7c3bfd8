import { parseGoBool } from '../facts/go-bool.ts';
import type { Span } from '../source/source-file.ts';
import {
  type Cause,
  causesIn,
  distinctCauses,
  type Field,
  hidden,
  known,
  knownString,
  no,
  type OpenList,
  set,
  type Text,
  type Truth,
  unknown,
  unset,
  yes,
} from '../value/index.ts';
import { type FlagGrammar, type FlagSpec } from './flag-grammar.ts';
import { type FlagUse, type ScannedFlags, scanFlags } from './flag-scan.ts';

export { csvFields } from './csv-fields.ts';
export { booleans, type FlagGrammar, valued } from './flag-grammar.ts';

/** One value that a flag is given. */
export interface FlagValue {
  readonly value: Text;
  /** The value alone. */
  readonly span: Span;
  /** The flag with its value, as one or two words. */
  readonly flagSpan: Span;
}

/** A flag that the tool's grammar does not have. */
export interface UnknownFlag {
  /** With its dashes, without a value: `--build-arg`. */
  readonly name: string;
  readonly span: Span;
}

/** A command line, read by a grammar. Flags are asked for by any of their names, dashes included. */
export interface ReadFlags {
  /** The subcommands, joined by blanks: `buildx build`; empty for none. Unknown where a hole may be one. */
  readonly path: Field<string>;
  /** The last value of a flag: the one that counts for a flag that may be given once. */
  flag(name: string): Field<Text>;
  /** The last value of a flag with its places. */
  flagValue(name: string): Field<FlagValue>;
  /** All values of a repeatable flag, in order. */
  flags(name: string): OpenList<FlagValue>;
  /** A boolean flag; absent ones are "no". A value that Go's ParseBool rejects is "no". */
  isOn(name: string): Truth;
  /** Whether the flag is written, with or without a value. */
  has(name: string): Truth;
  /** The place of the flag's last use, if it has one. */
  spanOf(name: string): Span | undefined;
  readonly positionals: OpenList<Text>;
  /** One of a fixed number of positionals, 0-based. Unknown where flags that we do not see may shift it. */
  operand(index: number): Field<Text>;
  readonly unknown: readonly UnknownFlag[];
  /** Flags at the end of the line whose value is missing. */
  readonly incomplete: readonly UnknownFlag[];
  /** Why there may be more flags than are seen. */
  readonly openTo: readonly Cause[];
}

/**
 * Reads words as flags, values, subcommands and positionals. A word that begins with a hole is taken as a value
 * or a positional; that it may be a flag is said by `args.openTo`. Never throws; a name that the grammar does not
 * have is answered like a flag that is not written.
 */
export function readFlags(args: OpenList<Text>, grammar: FlagGrammar): ReadFlags {
  const scanned = scanFlags(args, grammar);
  const asked = new Map<string, readonly FlagUse[]>();
  const uses = (name: string): readonly FlagUse[] => {
    const known = asked.get(name) ?? usesOf(scanned, name);
    asked.set(name, known);
    return known;
  };
  const opening = (name: string): readonly Cause[] =>
    scanned.openTo.filter((cause) =>
      mayBring(scanned, cause, ({ uses }) => uses.some(({ spec }) => hasName(spec, name))),
    );
  const valueOf = (name: string): Field<FlagValue> => lastOr(uses(name).flatMap(asValue), opening(name));
  return {
    path: scanned.path,
    flag: (name) => {
      const last = valueOf(name);
      return last.is === 'set' ? set(last.value.value) : last;
    },
    flagValue: valueOf,
    flags: (name) => ({ items: uses(name).flatMap(asValue), openTo: opening(name) }),
    isOn: (name) => isOn(uses(name), opening(name)),
    has: (name) => presence(uses(name), opening(name)),
    spanOf: (name) => uses(name).at(-1)?.span,
    positionals: {
      items: scanned.positionals,
      openTo: distinctCauses([...openToPositionals(scanned), ...scanned.doubts]),
    },
    operand: (index) => operand(scanned, index),
    unknown: scanned.unknown,
    incomplete: scanned.incomplete,
    openTo: scanned.openTo,
  };
}

/** Whether words that may be there for a cause make a claim true; where they are not known, they do. */
function mayBring({ perhaps }: ScannedFlags, cause: Cause, claim: (words: ScannedFlags) => boolean): boolean {
  const words = perhaps.get(cause);
  return words === undefined || words.unknown.length > 0 || words.incomplete.length > 0 || claim(words);
}

/** Why there may be more positionals than are seen. */
const openToPositionals = (scanned: ScannedFlags): readonly Cause[] =>
  scanned.openTo.filter((cause) => mayBring(scanned, cause, ({ positionals }) => positionals.length > 0));

/** The uses of a flag under any of its names, found through the spec that owns the name. */
function usesOf({ uses }: ScannedFlags, name: string): readonly FlagUse[] {
  return uses.filter(({ spec }) => hasName(spec, name));
}

const hasName = (spec: FlagSpec, name: string): boolean => spec.names.includes(name);

const asValue = ({ value, valueSpan, span }: FlagUse): readonly FlagValue[] =>
  value === undefined ? [] : [{ value, span: valueSpan, flagSpan: span }];

/** A later flag that is not seen would replace a value that is, but nobody repeats a flag to take it back. */
function lastOr<T>(values: readonly T[], openTo: readonly Cause[]): Field<T> {
  const last = values.at(-1);
  if (last !== undefined) return set(last);
  return openTo.length > 0 ? hidden(...openTo) : unset;
}

function isOn(uses: readonly FlagUse[], openTo: readonly Cause[]): Truth {
  const last = uses.at(-1);
  if (last === undefined) return openTo.length > 0 ? unknown(...openTo) : no;
  if (last.value === undefined) return yes;
  const written = knownString(last.value);
  if (written === undefined) return unknown(...causesIn(last.value));
  return known(parseGoBool(written) === true);
}

function presence(uses: readonly FlagUse[], openTo: readonly Cause[]): Truth {
  if (uses.length > 0) return yes;
  return openTo.length > 0 ? unknown(...openTo) : no;
}

function operand(scanned: ScannedFlags, index: number): Field<Text> {
  const { positionals, operands, doubts } = scanned;
  const causes = distinctCauses([...openToPositionals(scanned), ...doubts]);
  const item = positionals[index];
  if (item !== undefined && (causes.length === 0 || positionals.length === operands)) return set(item);
  return causes.length === 0 ? unset : hidden(...causes);
}
