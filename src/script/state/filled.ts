import { causesIn, no, type OpenList, type Text, type Truth, unknown, yes } from '../../value/index.ts';
import { isOneWord } from '../words/one-word.ts';
import type { Shell } from './shell.ts';
import { changedValue, type ShellValue } from './shell-state.ts';

/** Whether a text is not empty: `[ -n "$X" ]`. */
export function isFilled(text: Text): Truth {
  if (text.parts.some((part) => typeof part === 'string' || isOneWord(part))) return yes;
  const causes = causesIn(text);
  return causes.length === 0 ? no : unknown(...causes);
}

/** Whether a variable is set, be it to the empty string: `${X-default}`. */
export function isSet({ state, input }: Shell, name: string, value: ShellValue): Truth {
  if (value.is === 'unset') return no;
  if (value.is === 'array') return isFirstSet(value.items);
  if (value.perhaps !== undefined) return unknown(value.perhaps.cause);
  const isOurs = changedValue(state, name) !== undefined || input.variables.defined.has(name);
  if (isOurs || input.given?.has(name) === true) return yes;
  return isFilled(value.text);
}

/** A list is as set as its first item. */
function isFirstSet({ items, openTo }: OpenList<Text>): Truth {
  if (items.length > 0) return yes;
  return openTo.length === 0 ? no : unknown(...openTo);
}
