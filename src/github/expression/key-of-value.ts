import type { Text } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';

/** One string for all values that are certainly equal and of one type; symbols of holes that follow from other holes are made of it. */
export function keyOfValue(value: GithubValue): string {
  if (value.is === 'hidden') return keyOfText({ parts: [value.hole] });
  if (value.is === 'text') return keyOfText(value.text);
  if (value.is === 'array') {
    const rest = value.items.openTo.map(({ at }) => `?${at.file.path}:${at.start}`);
    return `[${[...value.items.items.map(keyOfValue), ...rest].join()}]`;
  }
  if (value.is === 'object') {
    const entries = [...value.object.entries].map(([name, entry]) => `${JSON.stringify(name)}:${keyOfValue(entry)}`);
    return `{${entries.join()}${value.object.rest === undefined ? '' : ',?'}}`;
  }
  return value.is === 'null' ? 'null' : String(value.value);
}

/** A lone hole is written without quotes, so that a hidden value and its text have one key. */
function keyOfText({ parts }: Pick<Text, 'parts'>): string {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') return `<${first.symbol}>`;
  return `'${parts.map((part) => (typeof part === 'string' ? part.replaceAll("'", "''") : `<${part.symbol}>`)).join('')}'`;
}

/** A symbol that stays short however deep holes are made of other holes: a long one becomes its beginning and two sums of it. */
export function shortSymbol(symbol: string): string {
  if (symbol.length <= longestSymbol) return symbol;
  return `${symbol.slice(0, longestSymbol / 2)}…${sumOf(symbol, 0x811c9dc5)}${sumOf(symbol, 0x2f0b4c47)}`;
}

const longestSymbol = 1000;

/** The 32-bit FNV-1a sum of a string from a given beginning, in base 36. */
function sumOf(text: string, seed: number): string {
  let sum = seed;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return `-${(sum >>> 0).toString(36)}`;
}
