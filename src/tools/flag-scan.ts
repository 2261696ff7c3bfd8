import type { Span } from '../source/source-file.ts';
import { type Cause, causesIn, type Field, hidden, type OpenList, onceFor, set, type Text } from '../value/index.ts';
import type { FlagGrammar, FlagSpec } from './flag-grammar.ts';
import { type FlagWord, flagWord } from './flag-word.ts';
import { type OpenWords, openWordsOf } from './open-words.ts';
import { literalHead, spanAcross } from './word-parts.ts';

/** One use of a flag that the grammar has. */
export interface FlagUse {
  readonly spec: FlagSpec;
  /** Absent for a boolean without `=`. */
  readonly value?: Text;
  readonly valueSpan: Span;
  readonly span: Span;
}

/** A command line taken apart, before any question is asked. */
export interface ScannedFlags {
  readonly path: Field<string>;
  readonly uses: readonly FlagUse[];
  readonly positionals: readonly Text[];
  readonly unknown: readonly { readonly name: string; readonly span: Span }[];
  readonly incomplete: readonly { readonly name: string; readonly span: Span }[];
  /** Why there may be more flags. */
  readonly openTo: readonly Cause[];
  /** Why a positional may be the value of a flag. */
  readonly doubts: readonly Cause[];
  readonly operands: number | undefined;
  /** What the words would be that may be there for a cause, where they are known. */
  readonly perhaps: ReadonlyMap<Cause, ScannedFlags>;
}

/** Takes words apart from left to right. Linear in the number of words. */
export function scanFlags(args: OpenList<Text>, grammar: FlagGrammar): ScannedFlags {
  const scan = begin(args, grammar);
  for (let word = next(scan); word !== undefined; word = next(scan)) {
    const flag = scan.isPastFlags ? undefined : flagWord(word, levelOf(scan).style, (name) => specOf(scan, name));
    if (flag === undefined) takePositional(scan, word);
    else takeFlag(scan, word, flag);
  }
  settleOperands(scan);
  return resultOf(scan);
}

/** The position in one command line and what was found before it. */
interface Scan {
  readonly words: readonly Text[];
  readonly open: OpenWords;
  /** The grammars of the program and of the subcommands that were met. */
  readonly levels: FlagGrammar[];
  readonly path: string[];
  readonly uses: FlagUse[];
  positionals: Text[];
  readonly unknown: ScannedFlags['unknown'][number][];
  readonly incomplete: ScannedFlags['incomplete'][number][];
  readonly openTo: Set<Cause>;
  readonly doubts: Cause[];
  readonly hidesPath: Cause[];
  at: number;
  isPastFlags: boolean;
}

const begin = (args: OpenList<Text>, grammar: FlagGrammar): Scan => ({
  words: args.items,
  open: openWordsOf(args),
  levels: [grammar],
  path: [],
  uses: [],
  positionals: [],
  unknown: [],
  incomplete: [],
  openTo: new Set(args.openTo),
  doubts: [],
  hidesPath: [],
  at: 0,
  isPastFlags: false,
});

function next(scan: Scan): Text | undefined {
  const word = scan.words[scan.at];
  scan.at += 1;
  return word;
}

const levelOf = ({ levels }: Scan): FlagGrammar => levels.at(-1) ?? { style: 'pflag', flags: [] };

/** The spec of a name at this level or, where the style lets a subcommand know them, at those above. */
function specOf(scan: Scan, name: string): FlagSpec | undefined {
  const current = levelOf(scan);
  const own = specsOf(current.flags).get(name);
  if (own !== undefined || current.style === 'go') return own;
  for (let at = scan.levels.length - 2; at >= 0; at -= 1) {
    const spec = specsOf(scan.levels[at]?.flags ?? []).get(name);
    if (spec !== undefined) return spec;
  }
  return undefined;
}

/** The specs of a grammar by each of their names. Kept for each list of flags: grammars are tables that never change. */
const specsOf = onceFor((flags: FlagGrammar['flags']): ReadonlyMap<string, FlagSpec> => {
  const specs = new Map<string, FlagSpec>();
  for (const spec of flags) for (const name of spec.names) if (!specs.has(name)) specs.set(name, spec);
  return specs;
});

function takePositional(scan: Scan, word: Text): void {
  const { subcommands, style, stopsAtPositional } = levelOf(scan);
  if (subcommands !== undefined && scan.positionals.length === 0 && !scan.isPastFlags) {
    const [first] = word.parts;
    const isKnown = word.parts.length === 1 && typeof first === 'string';
    if (isKnown && Object.hasOwn(subcommands, first)) {
      descend(scan, first, subcommands[first]);
      return;
    }
    // An unquoted variable in front of the subcommand holds options, if anything.
    if (scan.open.opening(word).length > 0) return;
    if (!isKnown) scan.hidesPath.push(...causesIn(word));
  }
  scan.positionals.push(word);
  if (style === 'go' || stopsAtPositional === true) scan.isPastFlags = true;
}

function descend({ path, levels }: Scan, name: string, grammar: FlagGrammar | undefined): void {
  if (grammar === undefined) return;
  path.push(name);
  levels.push(grammar);
}

function takeFlag(scan: Scan, word: Text, flag: FlagWord): void {
  switch (flag.is) {
    case 'end':
      scan.isPastFlags = true;
      return;
    case 'hidden':
      for (const cause of flag.causes) scan.openTo.add(cause);
      return;
    case 'unknown':
      takeUnknown(scan, word, flag);
      return;
    case 'known':
      for (const use of flag.uses) takeUse(scan, word, use);
  }
}

/** The word behind an unknown flag may be its value. */
function takeUnknown(scan: Scan, word: Text, { name, hasValue }: Extract<FlagWord, { is: 'unknown' }>): void {
  scan.unknown.push({ name, span: word.span });
  if (hasValue) return;
  const because = `\`${name}\` is no flag that is known here, so it is not known whether the next word is its value`;
  scan.doubts.push({ kind: 'syntax', because, at: word.span });
  // Go's tools stop here with an error. What the author meant to say behind it is worth more than one positional.
  const behind = scan.words[scan.at];
  if (levelOf(scan).style === 'go' && behind !== undefined && !literalHead(behind).startsWith('-')) scan.at += 1;
}

type KnownUse = Extract<FlagWord, { is: 'known' }>['uses'][number];

function takeUse(scan: Scan, word: Text, { spec, value: attached }: KnownUse): void {
  if (attached !== undefined || spec.takes !== 'value') {
    const value = attached === undefined ? {} : { value: attached };
    scan.uses.push({ spec, ...value, valueSpan: attached?.span ?? word.span, span: word.span });
    return;
  }
  const value = next(scan);
  if (value === undefined) {
    scan.incomplete.push({ name: spec.names[0] ?? '', span: word.span });
    return;
  }
  claim(scan, value);
  scan.uses.push({ spec, value, valueSpan: value.span, span: spanAcross(word.span, value.span) });
}

/** A variable that stands where one word is needed is taken as one word: `-t $IMAGE` hides no other flag. */
function claim({ open, openTo }: Scan, word: Text): void {
  for (const cause of open.opening(word)) if (open.opensOnly(cause)) openTo.delete(cause);
}

/** With as many positionals as the tool takes, each is one word; with more, the open ones are options. */
function settleOperands(scan: Scan): void {
  const { operands } = levelOf(scan);
  if (operands === undefined || scan.doubts.length > 0) return;
  if (scan.positionals.length > operands) {
    const sure = scan.positionals.filter((word) => scan.open.opening(word).length === 0);
    if (sure.length === operands) scan.positionals = sure;
    return;
  }
  if (scan.positionals.length === operands) for (const word of scan.positionals) claim(scan, word);
}

function resultOf(scan: Scan): ScannedFlags {
  const { subcommands, operands } = levelOf(scan);
  const { path, uses, positionals, unknown, incomplete, doubts } = scan;
  const openTo = [...scan.openTo];
  const mayDescend = subcommands !== undefined && positionals.length === 0;
  const hides = [...scan.hidesPath, ...(mayDescend ? openTo : [])];
  const named = hides.length > 0 ? hidden(...hides) : set(path.join(' '));
  return { path: named, uses, positionals, unknown, incomplete, openTo, doubts, operands, perhaps: perhapsOf(scan) };
}

/** The words that may be there, read as if they stood behind the others. */
function perhapsOf({ openTo, levels }: Scan): ScannedFlags['perhaps'] {
  if (openTo.size === 0) return nothing;
  const found = new Map<Cause, ScannedFlags>();
  const style = levels.at(-1)?.style ?? 'pflag';
  const flags = levels.toReversed().flatMap((level) => level.flags);
  for (const cause of openTo)
    if (cause.adds !== undefined) found.set(cause, scanFlags({ items: cause.adds, openTo: [] }, { style, flags }));
  return found;
}

const nothing: ScannedFlags['perhaps'] = new Map();
