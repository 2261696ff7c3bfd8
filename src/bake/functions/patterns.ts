import type { Span } from '../../source/source-file.ts';
import { type BakeValue, listValue, objectValue, stringOf, textValue } from '../bake-value.ts';
import type { BakeFunction, FunctionTable } from './function.ts';

/** Longer subjects and patterns are not matched, since JavaScript's matcher may take exponential time. */
const longest = 500;

const regex: BakeFunction = ([pattern, text], span) => {
  const read = patternOf(pattern, text);
  const match = read?.pattern.exec(read.text);
  return match === null || match === undefined ? undefined : matched(match, span);
};

const regexAll: BakeFunction = ([pattern, text], span) => {
  const read = patternOf(pattern, text);
  if (read === undefined) return undefined;
  return listValue(
    [...read.text.matchAll(read.pattern)].map((match) => matched(match, span)),
    span,
  );
};

const regexReplace: BakeFunction = ([text, pattern, by], span) => {
  const read = patternOf(pattern, text);
  const replacement = stringOf(by);
  if (read === undefined || replacement === undefined) return undefined;
  const written = replacement.replaceAll(/\$\{(\d+)\}/g, '$$$1').replaceAll(/\$\{(\w+)\}/g, '$$<$1>');
  return textValue(read.text.replaceAll(read.pattern, written), span);
};

/** A pattern of Go's RE2 as JavaScript's; `undefined` where one has what the other lacks, or could take too long. */
function patternOf(
  written: BakeValue | undefined,
  subject: BakeValue | undefined,
): { readonly pattern: RegExp; readonly text: string } | undefined {
  const source = stringOf(written);
  const text = stringOf(subject);
  if (source === undefined || text === undefined || source.length > longest || text.length > longest) return undefined;
  if (nestedRepeats.test(source) || /\(\?[^:P]|\\[pPQEAzC]|\[\[:/.test(source)) return undefined;
  try {
    return { pattern: new RegExp(source.replaceAll('(?P<', '(?<'), 'gu'), text };
  } catch {
    return undefined;
  }
}

/** A repeated group that holds a repetition or a choice. */
const nestedRepeats = /\([^()]*[*+|{][^()]*\)[*+{]/;

/** The whole match; with groups, their list; with named ones, their object. */
function matched(match: RegExpMatchArray, span: Span): BakeValue {
  const asValue = (found: string | undefined): BakeValue =>
    found === undefined ? { kind: 'null', span } : textValue(found, span);
  const named = match.groups;
  if (named !== undefined) {
    return objectValue(new Map(Object.entries(named).map(([name, found]) => [name, asValue(found)])), span);
  }
  return match.length === 1 ? asValue(match[0]) : listValue(match.slice(1).map(asValue), span);
}

/** Functions of regular expressions. Source: go-cty cty/function/stdlib/regexp.go. */
export const patternFunctions: FunctionTable = [
  ['regex', regex],
  ['regexall', regexAll],
  ['regex_replace', regexReplace],
];
