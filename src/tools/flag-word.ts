import { type Cause, causesIn, type Text } from '../value/index.ts';
import type { FlagGrammar, FlagSpec } from './flag-grammar.ts';
import { literalHead, tailOf } from './word-parts.ts';

/** What a word that begins with a dash is. */
export type FlagWord =
  /** `--`: what follows are positionals. */
  | { readonly is: 'end' }
  /** Its name holds a hole. */
  | { readonly is: 'hidden'; readonly causes: readonly Cause[] }
  | { readonly is: 'unknown'; readonly name: string; readonly hasValue: boolean }
  /** One flag, or several short ones; only the last can need the next word as its value. */
  | { readonly is: 'known'; readonly uses: readonly { readonly spec: FlagSpec; readonly value?: Text }[] };

type FindSpec = (name: string) => FlagSpec | undefined;

/** Reads one word as a flag; `undefined` if it is none. A single `-` is none: it stands for standard input. */
export function flagWord(word: Text, style: FlagGrammar['style'], specOf: FindSpec): FlagWord | undefined {
  const head = literalHead(word);
  if (!head.startsWith('-')) return undefined;
  if (word.parts.length === 1 && head === '-') return undefined;
  if (word.parts.length === 1 && head === '--') return { is: 'end' };
  const isLong = head.startsWith('--') || style === 'go';
  return isLong ? longFlag(word, head, style, specOf) : shortFlags(word, head, specOf);
}

function longFlag(word: Text, head: string, style: FlagGrammar['style'], specOf: FindSpec): FlagWord {
  const equals = head.indexOf('=');
  if (equals === -1 && word.parts.length > 1) return { is: 'hidden', causes: causesIn(word) };
  const name = equals === -1 ? head : head.slice(0, equals);
  const spec = specOf(name) ?? (style === 'go' ? specOf(otherDashes(name)) : undefined);
  if (spec === undefined) return { is: 'unknown', name, hasValue: equals !== -1 };
  if (equals === -1) return { is: 'known', uses: [{ spec }] };
  return { is: 'known', uses: [{ spec, value: tailOf(word, equals + 1) }] };
}

/** Go's flag package takes one dash for two. */
const otherDashes = (name: string): string => (name.startsWith('--') ? name.slice(1) : `-${name}`);

/** `-t value`, `-tvalue`, `-t=value`, `-qf value`. */
function shortFlags(word: Text, head: string, specOf: FindSpec): FlagWord {
  const uses: { spec: FlagSpec; value?: Text }[] = [];
  for (let at = 1; at < head.length; at += 1) {
    const name = `-${head.charAt(at)}`;
    const spec = specOf(name);
    if (spec === undefined) return { is: 'unknown', name: uses.length === 0 ? head : name, hasValue: false };
    const isLast = at === head.length - 1 && word.parts.length === 1;
    const hasEquals = head.charAt(at + 1) === '=';
    if (!isLast && (spec.takes === 'value' || hasEquals)) {
      uses.push({ spec, value: tailOf(word, at + (hasEquals ? 2 : 1)) });
      return { is: 'known', uses };
    }
    uses.push({ spec });
  }
  // Short booleans with a hole behind them: the hole may hold more of them.
  return word.parts.length > 1 ? { is: 'hidden', causes: causesIn(word) } : { is: 'known', uses };
}
