import type { ActionUse } from '../../model/index.ts';
import { knownString, type Text } from '../../value/index.ts';
import { findInText, sliceText } from '../../value/text.ts';
import { trimText } from '../csv-records.ts';
import { inputList } from '../inputs.ts';

/**
 * The entries of an input that is a list of mappings in YAML, as actions take several nodes or several registries: their scalars
 * by key in lower case. What is nested deeper is left out. Empty where it has another form, or cannot be seen.
 */
export function mappingsOf(use: ActionUse, name: string): readonly ReadonlyMap<string, Text>[] {
  const entries: Map<string, Text>[] = [];
  for (const line of inputList(use, name, { commas: false, quote: false })) {
    const isFirst = beginsEntry(line);
    const pair = trimText(isFirst ? sliceText(line, 1) : line);
    if (isFirst) entries.push(new Map());
    const colon = findInText(pair, ':');
    const key = colon === -1 ? undefined : knownString(sliceText(pair, 0, colon));
    const value = { ...withoutQuotes(trimText(sliceText(pair, colon + 1))), span: line.span };
    if (key !== undefined && value.parts.length > 0) entries.at(-1)?.set(key.trim().toLowerCase(), value);
  }
  return entries;
}

const beginsEntry = ({ parts: [first] }: Text): boolean => typeof first === 'string' && /^-\s/.test(first);

function withoutQuotes(value: Text): Text {
  const [first] = value.parts;
  const last = value.parts.at(-1);
  const quote = typeof first === 'string' ? /^["']/.exec(first)?.[0] : undefined;
  if (quote === undefined || typeof last !== 'string' || !last.endsWith(quote)) return value;
  const inner = sliceText(value, 1);
  const atoms = inner.parts.reduce((count, part) => count + (typeof part === 'string' ? part.length : 1), 0);
  return sliceText(inner, 0, atoms - 1);
}
