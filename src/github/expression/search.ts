import type { Span } from '../../source/source-file.ts';
import { knownString, type Text, textKey } from '../../value/index.ts';
import { equals } from './compare.ts';
import { foldText } from './fold.ts';
import type { GithubValue } from './github-value.ts';
import { possibleValues } from './possible-values.ts';
import { textOfValue } from './text-of-value.ts';

/** `contains(search, item)`: an item of an array, or a part of a string, without case; `undefined` where that is not known. */
export function contains(search: GithubValue, item: GithubValue, at: Span): boolean | undefined {
  if (search.is === 'hidden') return undefined;
  if (search.is === 'object') return false;
  if (search.is === 'array') return hasItem(search, item);
  if (isContainer(item)) return false;
  const [whole, part] = [folded(search, at), folded(item, at)];
  if (item.is !== 'hidden' && hasPart(whole, part)) return true;
  const known = knownString(whole);
  const isMissing = known !== undefined && part.parts.some((one) => typeof one === 'string' && !known.includes(one));
  return isMissing ? false : undefined;
}

/** Whether one text certainly is a part of another. The name of a hole is no text in which a literal could be found. */
function hasPart(whole: Text, part: Text): boolean {
  const known = knownString(part);
  if (known === undefined) return textKey(whole).includes(textKey(part));
  return known === '' || whole.parts.some((one) => typeof one === 'string' && one.includes(known));
}

function hasItem({ items }: Extract<GithubValue, { readonly is: 'array' }>, item: GithubValue): boolean | undefined {
  const same = items.items.map((one) => equalsAny(item, possibleValues(one) ?? [one]));
  if (same.includes(true)) return true;
  return items.openTo.length > 0 || same.includes(undefined) ? undefined : false;
}

/** Whether a value equals one that is one of several; `undefined` unless it does, or does not, whichever it is. */
function equalsAny(item: GithubValue, values: readonly GithubValue[]): boolean | undefined {
  const [first, ...others] = values.map((one) => equals(item, one));
  return others.every((same) => same === first) ? first : undefined;
}

/** `startsWith(string, beginning)`, without case; `undefined` where that is not known. */
export function startsWith(value: GithubValue, beginning: GithubValue, at: Span): boolean | undefined {
  if (isContainer(value) || isContainer(beginning)) return false;
  if (value.is === 'hidden' || beginning.is === 'hidden') return undefined;
  return begins(folded(value, at), folded(beginning, at));
}

/** `endsWith(string, end)`, without case; `undefined` where that is not known. */
export function endsWith(value: GithubValue, end: GithubValue, at: Span): boolean | undefined {
  if (isContainer(value) || isContainer(end)) return false;
  if (value.is === 'hidden' || end.is === 'hidden') return undefined;
  return begins(reversed(folded(value, at)), reversed(folded(end, at)));
}

const isContainer = ({ is }: GithubValue): boolean => is === 'array' || is === 'object';

const folded = (value: GithubValue, at: Span): Text => foldText(textOfValue(value, at));

function begins(whole: Text, beginning: Text): boolean | undefined {
  if (textKey(whole).startsWith(textKey(beginning))) return true;
  const [head, start] = [headOf(whole), headOf(beginning)];
  const length = Math.min(head.length, start.length);
  if (head.slice(0, length) !== start.slice(0, length)) return false;
  return knownString(whole) !== undefined && start.length > head.length ? false : undefined;
}

const headOf = ({ parts: [first] }: Text): string => (typeof first === 'string' ? first : '');

/** The text back to front; holes stay as they are. */
const reversed = ({ parts, span }: Text): Text => ({
  parts: parts.toReversed().map((part) => (typeof part === 'string' ? part.split('').reverse().join('') : part)),
  span,
});
