import type { Span } from '../source/source-file.ts';
import { type Cause, causesIn, type Field, hidden, type OpenList, set, type Text } from '../value/index.ts';
import type { FlagGrammar, FlagSpec } from './flag-grammar.ts';
import { type FlagWord, flagWord } from './flag-word.ts';
import { OpenWords } from './open-words.ts';
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
}

/** Takes words apart from left to right. Linear in the number of words. */
export function scanFlags(args: OpenList<Text>, grammar: FlagGrammar): ScannedFlags {
  const scan = new Scan(args, grammar);
  scan.run();
  return scan.result();
}

/** The position in one command line and what was found before it. */
class Scan {
  readonly #words: OpenWords;
  readonly #levels: FlagGrammar[];
  readonly #path: string[] = [];
  readonly #uses: FlagUse[] = [];
  readonly #positionals: Text[] = [];
  readonly #unknown: { name: string; span: Span }[] = [];
  readonly #incomplete: { name: string; span: Span }[] = [];
  readonly #openTo: Set<Cause>;
  readonly #doubts: Cause[] = [];
  readonly #hidesPath: Cause[] = [];
  #at = 0;
  #isPastFlags = false;

  constructor(args: OpenList<Text>, grammar: FlagGrammar) {
    this.#words = new OpenWords(args);
    this.#levels = [grammar];
    this.#openTo = new Set(args.openTo);
  }

  run(): void {
    for (let word = this.#next(); word !== undefined; word = this.#next()) {
      const flag = this.#isPastFlags ? undefined : flagWord(word, this.#level.style, (name) => this.#specOf(name));
      if (flag === undefined) this.#takePositional(word);
      else this.#takeFlag(word, flag);
    }
    this.#settleOperands();
  }

  result(): ScannedFlags {
    const openTo = [...this.#openTo];
    const mayDescend = this.#level.subcommands !== undefined && this.#positionals.length === 0;
    const hides = [...this.#hidesPath, ...(mayDescend ? openTo : [])];
    return {
      path: hides.length > 0 ? hidden(...hides) : set(this.#path.join(' ')),
      uses: this.#uses,
      positionals: this.#positionals,
      unknown: this.#unknown,
      incomplete: this.#incomplete,
      openTo,
      doubts: this.#doubts,
      operands: this.#level.operands,
    };
  }

  get #level(): FlagGrammar {
    return this.#levels.at(-1) ?? { style: 'pflag', flags: [] };
  }

  #next(): Text | undefined {
    const word = this.#words.items[this.#at];
    this.#at += 1;
    return word;
  }

  /** The spec of a name at this level or, where the style lets a subcommand know them, at those above. */
  #specOf(name: string): FlagSpec | undefined {
    const levels = this.#level.style === 'go' ? this.#levels.slice(-1) : this.#levels.toReversed();
    for (const { flags } of levels) {
      const spec = flags.find(({ names }) => names.includes(name));
      if (spec !== undefined) return spec;
    }
    return undefined;
  }

  #takePositional(word: Text): void {
    const { subcommands } = this.#level;
    if (subcommands !== undefined && this.#positionals.length === 0 && !this.#isPastFlags) {
      const [first] = word.parts;
      const isKnown = word.parts.length === 1 && typeof first === 'string';
      if (isKnown && Object.hasOwn(subcommands, first)) {
        this.#descend(first, subcommands[first]);
        return;
      }
      // An unquoted variable in front of the subcommand holds options, if anything.
      if (this.#words.opening(word).length > 0) return;
      if (!isKnown) this.#hidesPath.push(...causesIn(word));
    }
    this.#positionals.push(word);
    if (this.#level.style === 'go' || this.#level.stopsAtPositional === true) this.#isPastFlags = true;
  }

  #descend(name: string, grammar: FlagGrammar | undefined): void {
    if (grammar === undefined) return;
    this.#path.push(name);
    this.#levels.push(grammar);
  }

  #takeFlag(word: Text, flag: FlagWord): void {
    switch (flag.is) {
      case 'end':
        this.#isPastFlags = true;
        return;
      case 'hidden':
        for (const cause of flag.causes) this.#openTo.add(cause);
        return;
      case 'unknown':
        this.#takeUnknown(word, flag.name, flag.hasValue);
        return;
      case 'known':
        for (const use of flag.uses) this.#takeUse(word, use.spec, use.value);
    }
  }

  /** The word behind an unknown flag may be its value. */
  #takeUnknown(word: Text, name: string, hasValue: boolean): void {
    this.#unknown.push({ name, span: word.span });
    if (hasValue) return;
    const because = `\`${name}\` is no flag that is known here, so it is not known whether the next word is its value`;
    this.#doubts.push({ kind: 'syntax', because, at: word.span });
    // Go's tools stop here with an error. What the author meant to say behind it is worth more than one positional.
    const next = this.#words.items[this.#at];
    if (this.#level.style === 'go' && next !== undefined && !literalHead(next).startsWith('-')) this.#at += 1;
  }

  #takeUse(word: Text, spec: FlagSpec, attached: Text | undefined): void {
    if (attached !== undefined || spec.takes !== 'value') {
      const value = attached === undefined ? {} : { value: attached };
      this.#uses.push({ spec, ...value, valueSpan: attached?.span ?? word.span, span: word.span });
      return;
    }
    const value = this.#next();
    if (value === undefined) {
      this.#incomplete.push({ name: spec.names[0] ?? '', span: word.span });
      return;
    }
    this.#claim(value);
    this.#uses.push({ spec, value, valueSpan: value.span, span: spanAcross(word.span, value.span) });
  }

  /** A variable that stands where one word is needed is taken as one word: `-t $IMAGE` hides no other flag. */
  #claim(word: Text): void {
    for (const cause of this.#words.opening(word)) if (this.#words.opensOnly(cause)) this.#openTo.delete(cause);
  }

  /** With as many positionals as the tool takes, each is one word; with more, the open ones are options. */
  #settleOperands(): void {
    const { operands } = this.#level;
    if (operands === undefined || this.#doubts.length > 0) return;
    if (this.#positionals.length > operands) {
      const sure = this.#positionals.filter((word) => this.#words.opening(word).length === 0);
      if (sure.length === operands) this.#positionals.splice(0, this.#positionals.length, ...sure);
      return;
    }
    if (this.#positionals.length === operands) for (const word of this.#positionals) this.#claim(word);
  }
}
