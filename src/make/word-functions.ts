import { wordsOf } from '../syntax/makefile-words.ts';
import { expandedArguments, onlyArgument } from './arguments.ts';
import type { Application, MakeFunction } from './functions.ts';
import { isHole, isOpen } from './hole-table.ts';
import { stemOf } from './rule.ts';
import { mayMatch, unknownResult } from './text-functions.ts';

/** Functions on words. An unknown value alone may be several words, so it hides how many there are. */
export const wordFunctions: Readonly<Record<string, MakeFunction>> = {
  filter: (application) => filtered(application, 'filter'),
  'filter-out': (application) => filtered(application, 'filter-out'),
  sort: (application) => {
    const text = onlyArgument(application);
    if (isOpen(text)) return unknownUnlessOne(application, 'sort', text);
    return [...new Set(wordsOf(text))].sort((a, b) => (a < b ? -1 : 1)).join(' ');
  },
  word: (application) => {
    const [index = '', text = ''] = expandedArguments(application, 2);
    const words = wordsOf(text);
    const position = numberOf(index);
    if (position === undefined || hidesCount(words.slice(0, position)))
      return unknownResult(application, 'word', [index, text]);
    return words[position - 1] ?? '';
  },
  wordlist: (application) => {
    const [from = '', to = '', text = ''] = expandedArguments(application, 3);
    const words = wordsOf(text);
    const [first, last] = [numberOf(from), numberOf(to)];
    if (first === undefined || last === undefined || hidesCount(words.slice(0, last)))
      return unknownResult(application, 'wordlist', [from, to, text]);
    return stretch(text, Math.max(1, first), last);
  },
  words: (application) => {
    const text = onlyArgument(application);
    const words = wordsOf(text);
    return hidesCount(words) ? unknownResult(application, 'words', [text]) : `${words.length}`;
  },
  firstword: (application) => {
    const text = onlyArgument(application);
    const [first = ''] = wordsOf(text);
    return isHole(first) && first !== text.trim() ? unknownResult(application, 'firstword', [text]) : first;
  },
  lastword: (application) => {
    const text = onlyArgument(application);
    const last = wordsOf(text).at(-1) ?? '';
    return isHole(last) && last !== text.trim() ? unknownResult(application, 'lastword', [text]) : last;
  },
  addsuffix: (application) => eachWord(application, (affix, word) => word + affix),
  addprefix: (application) => eachWord(application, (affix, word) => affix + word),
  join: (application) => {
    const [left = '', right = ''] = expandedArguments(application, 2);
    const [a, b] = [wordsOf(left), wordsOf(right)];
    if (hidesCount(a) || hidesCount(b)) return unknownResult(application, 'join', [left, right]);
    return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => (a[at] ?? '') + (b[at] ?? '')).join(' ');
  },
};

/** Whether an unknown value stands alone, so that it may be several words or none. */
export const hidesCount = (words: readonly string[]): boolean => words.some(isHole);

/** The words from the first to the last with the blanks that stand between them. */
function stretch(text: string, first: number, last: number): string {
  const found = [...text.matchAll(/\S+/g)].slice(first - 1, last);
  const [begin, end] = [found[0], found.at(-1)];
  return begin === undefined || end === undefined ? '' : text.slice(begin.index, end.index + end[0].length);
}

const numberOf = (text: string): number | undefined => (/^\s*\d+\s*$/.test(text) ? Number(text) : undefined);

const unknownUnlessOne = (application: Application, operation: string, text: string): string => {
  const words = wordsOf(text);
  return words.length === 1 ? (words[0] ?? '') : unknownResult(application, operation, [text]);
};

function eachWord(application: Application, change: (affix: string, word: string) => string): string {
  const [affix = '', text = ''] = expandedArguments(application, 2);
  const words = wordsOf(text);
  if (words.length > 1 && hidesCount(words)) return unknownResult(application, 'add', [change(affix, '\0'), text]);
  return words.map((word) => change(affix, word)).join(' ');
}

/** Patterns that were split at blanks and the words that match one of them. */
function filtered(application: Application, operation: 'filter' | 'filter-out'): string {
  const [patterns = '', text = ''] = expandedArguments(application, 2);
  const wanted = wordsOf(patterns);
  const words = wordsOf(text);
  const plain = new Set(wanted.filter((pattern) => !pattern.includes('%')));
  const withPercent = wanted.filter((pattern) => pattern.includes('%'));
  const matches = (word: string): boolean =>
    plain.has(word) || withPercent.some((pattern) => stemOf(pattern, word) !== undefined);
  const isUndecided = (word: string): boolean =>
    !matches(word) && (isOpen(word) || isOpen(patterns)) && wanted.some((pattern) => mayMatch(pattern, word));
  if (words.some(isUndecided)) return unknownResult(application, operation, [patterns, text]);
  return words.filter((word) => matches(word) === (operation === 'filter')).join(' ');
}
