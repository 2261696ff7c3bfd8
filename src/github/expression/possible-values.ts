import type { Span } from '../../source/source-file.ts';
import { type Hole, knownString, literal } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';
import { keyOfValue } from './key-of-value.ts';

/** More than so many values are not told apart. */
const mostValues = 32;

/** All values that a value can have that is not known, where they are few; `undefined` where they are not, or it is known. */
export function possibleValues(value: GithubValue): readonly GithubValue[] | undefined {
  const hole = holeOf(value);
  const among = (value.is === 'hidden' ? value.among : undefined) ?? hole?.among;
  const values = value.is === 'hidden' ? value.values : undefined;
  return values ?? (hole === undefined ? undefined : among?.map((one) => stringValue(one, hole.cause.at)));
}

/** The hole that is all of a value. */
function holeOf(value: GithubValue): Hole | undefined {
  if (value.is === 'hidden') return value.hole;
  const [only, ...others] = value.is === 'text' ? value.text.parts : [];
  return others.length > 0 || typeof only === 'string' ? undefined : only;
}

/** The value that is one of several: itself where they are all the same; otherwise hidden behind `hole`. Of none: it can be anything. */
export const oneOf = (values: readonly GithubValue[], hole: Hole): GithubValue => oneOfBehind(values, () => hole);

/** The same with a hole that is made only where it is needed. */
export function oneOfBehind(values: readonly GithubValue[], makeHole: () => Hole): GithubValue {
  const [only, ...others] = distinctValues(values);
  if (only !== undefined && others.length === 0) return only;
  const flat = distinctValues(values.flatMap((value) => possibleValues(value) ?? [value]));
  const [first] = flat;
  if (first !== undefined && flat.length === 1) return first;
  const hole = makeHole();
  const isAnything = flat.length === 0 || flat.length > mostValues || flat.some(({ is }) => is === 'hidden');
  if (isAnything) return { is: 'hidden', hole };
  const strings = flat.map((value) => (value.is === 'text' ? knownString(value.text) : undefined));
  const among = strings.filter((string) => string !== undefined);
  return among.length === flat.length ? { is: 'hidden', hole, among } : { is: 'hidden', hole, values: flat };
}

/** A hidden value and a text that is the same hole differ: only one of them is certainly a string. */
const distinctValues = (values: readonly GithubValue[]): readonly GithubValue[] =>
  values.length < 2
    ? values
    : [...new Map(values.map((value) => [`${value.is} ${keyOfValue(value)}`, value])).values()];

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
