import type { Span } from '../../source/source-file.ts';
import { type Hole, knownString, literal } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';
import { keyOfValue } from './key-of-value.ts';

/** More than so many values are not told apart. */
const mostValues = 32;

/** All values that a hidden value can have, where they are few and known; `undefined` for any other value. */
export function possibleValues(value: GithubValue): readonly GithubValue[] | undefined {
  if (value.is !== 'hidden') return undefined;
  const { among, hole } = value;
  return value.values ?? among?.map((one) => stringValue(one, hole.cause.at));
}

/** The value that is one of several: itself where they are all the same; otherwise hidden behind `hole`. Of none: it can be anything. */
export function oneOf(values: readonly GithubValue[], hole: Hole): GithubValue {
  const [only, ...others] = distinctValues(values);
  if (only !== undefined && others.length === 0) return only;
  const flat = distinctValues(values.flatMap((value) => possibleValues(value) ?? [value]));
  const [first] = flat;
  if (first !== undefined && flat.length === 1) return first;
  const isAnything = flat.length === 0 || flat.length > mostValues || flat.some(({ is }) => is === 'hidden');
  if (isAnything) return { is: 'hidden', hole };
  const strings = flat.map((value) => (value.is === 'text' ? knownString(value.text) : undefined));
  const among = strings.filter((string) => string !== undefined);
  return among.length === flat.length ? { is: 'hidden', hole, among } : { is: 'hidden', hole, values: flat };
}

/** A hidden value and a text that is the same hole differ: only one of them is certainly a string. */
const distinctValues = (values: readonly GithubValue[]): readonly GithubValue[] => [
  ...new Map(values.map((value) => [`${value.is} ${keyOfValue(value)}`, value])).values(),
];

/** Every choice of one value for each argument; `undefined` if they are too many. Arguments that are known are one choice. */
export function choicesOf(args: readonly GithubValue[]): readonly (readonly GithubValue[])[] | undefined {
  let choices: readonly (readonly GithubValue[])[] = [[]];
  for (const arg of args) {
    const values = possibleValues(arg) ?? [arg];
    if (choices.length * values.length > mostChoices) return undefined;
    choices = choices.flatMap((choice) => values.map((value) => [...choice, value]));
  }
  return choices;
}

const mostChoices = 128;

/** A known string as a value. */
export const stringValue = (value: string, at: Span): GithubValue => ({ is: 'text', text: literal(value, at) });
