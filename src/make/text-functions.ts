import { wordsOf } from '../syntax/makefile-words.ts';
import { expandedArguments, onlyArgument } from './arguments.ts';
import type { Application, MakeFunction } from './functions.ts';
import { derived, isOpen } from './hole-table.ts';
import { stemOf, withStem } from './rule.ts';
import type { Run } from './run.ts';

/** Functions that change text. Source: gnu.org/software/make/manual, 8.2 Functions for String Substitution. */
export const textFunctions: Readonly<Record<string, MakeFunction>> = {
  subst: (application) => {
    const [from = '', to = '', text = ''] = expandedArguments(application, 3);
    if (from === '') return text + to;
    if (isOpen(from) || (from.length > 1 && isOpen(text))) return unknownResult(application, 'subst', [from, to, text]);
    return text.split(from).join(to);
  },
  patsubst: (application) => {
    const [from = '', to = '', text = ''] = expandedArguments(application, 3);
    return substitutePattern(application.run, { pattern: from.trim(), replacement: to, text });
  },
  strip: (application) => wordsOf(onlyArgument(application)).join(' '),
  findstring: (application) => {
    const [find = '', text = ''] = expandedArguments(application, 2);
    if (text.includes(find)) return find;
    return isOpen(find) || isOpen(text) ? unknownResult(application, 'findstring', [find, text]) : '';
  },
};

/** One unknown value for what a function makes of unknown arguments. */
export const unknownResult = ({ run, written }: Application, operation: string, operands: readonly string[]): string =>
  derived(run.table, { operation: `$(${operation})`, operands, shown: written, at: run.at });

/** `$(NAME:from=to)`: without `%` in it, `from` is an end of words. */
export const substituteSuffix = (run: Run, from: string, to: string, text: string): string =>
  from.includes('%')
    ? substitutePattern(run, { pattern: from, replacement: to, text })
    : substitutePattern(run, { pattern: `%${from}`, replacement: `%${to}`, text });

interface Substitution {
  readonly pattern: string;
  readonly replacement: string;
  readonly text: string;
}

/** Each word that matches, replaced; without `%`, the blanks between words stay as they are. */
function substitutePattern(run: Run, { pattern, replacement, text }: Substitution): string {
  const change = (word: string): string => substituted(run, { pattern, replacement, text: word });
  return pattern.includes('%') ? wordsOf(text).map(change).join(' ') : text.replace(/\S+/g, change);
}

/** One word. If its unknown part may hide the match, it is one unknown value. */
function substituted(run: Run, { pattern, replacement, text: word }: Substitution): string {
  const stem = stemOf(pattern, word);
  if (stem !== undefined) return withStem(replacement, stem);
  if (word === pattern) return replacement;
  if (!mayMatch(pattern, word)) return word;
  const operands = [pattern, replacement, word];
  return derived(run.table, { operation: '$(patsubst)', operands, shown: '$(patsubst …)', at: run.at });
}

/** Whether a word that does not match as it is could match in some run: its known ends do not contradict. */
export function mayMatch(pattern: string, word: string): boolean {
  if (!isOpen(word) && !isOpen(pattern)) return false;
  if (isOpen(pattern)) return true;
  const percent = pattern.indexOf('%');
  const [head, tail] = percent === -1 ? [pattern, pattern] : [pattern.slice(0, percent), pattern.slice(percent + 1)];
  const knownHead = /^[^\uE100-\uF870]*/.exec(word)?.[0] ?? '';
  const knownTail = /[^\uE100-\uF870]*$/.exec(word)?.[0] ?? '';
  const length = Math.min(head.length, knownHead.length);
  const tailLength = Math.min(tail.length, knownTail.length);
  return (
    head.slice(0, length) === knownHead.slice(0, length) &&
    tail.slice(tail.length - tailLength) === knownTail.slice(knownTail.length - tailLength)
  );
}
