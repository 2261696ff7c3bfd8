import type { Word, WordPart } from '../../syntax/shell.ts';

/** More words than this are not written by hand. */
const mostWords = 500;

/**
 * The words that `{a,b}` and `{1..3}` make of a word, each as its parts. `undefined` for a word without braces;
 * `open` for braces around quotes or expansions, and for very many words.
 *
 * Source: gnu.org/software/bash/manual, Brace Expansion.
 */
export function braceWords(word: Word): readonly (readonly WordPart[])[] | 'open' | undefined {
  if (word.parts?.some(({ type }) => type === 'BraceExpansion') !== true) return undefined;
  let words: readonly (readonly WordPart[])[] = [[]];
  for (const part of word.parts) {
    const choices = part.type === 'BraceExpansion' ? choicesOf(part) : [part];
    if (choices === undefined || words.length * choices.length > mostWords) return 'open';
    words = words.flatMap((head) => choices.map((choice) => [...head, choice]));
  }
  return words;
}

function choicesOf(part: Extract<WordPart, { type: 'BraceExpansion' }>): readonly WordPart[] | undefined {
  if (part.parts?.some(({ type }) => type !== 'Literal') === true) return undefined;
  const inside = part.text.slice(1, -1);
  const choices = rangeOf(inside) ?? (/[{}\\]/.test(inside) ? undefined : inside.split(','));
  return choices?.map((value) => ({ type: 'Literal', pos: part.pos, end: part.end, value, text: value }));
}

/** `1..3`, `a..e`, `01..10..2`; `undefined` for a list. */
function rangeOf(inside: string): readonly string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inside);
  if (numbers !== null) {
    const [, first = '', last = '', step = '1'] = numbers;
    const width = /^-?0\d|\.\.-?0\d/.test(inside) ? Math.max(first.length, last.length) : 0;
    return steps(Number(first), Number(last), Number(step)).map((number) => `${number}`.padStart(width, '0'));
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])$/.exec(inside);
  if (letters === null) return undefined;
  const [, first = '', last = ''] = letters;
  return steps(first.charCodeAt(0), last.charCodeAt(0), 1).map((unit) => String.fromCharCode(unit));
}

function steps(first: number, last: number, step: number): readonly number[] {
  const size = Math.max(1, Math.abs(step));
  const count = Math.min(mostWords + 1, Math.floor(Math.abs(last - first) / size) + 1);
  const sign = first <= last ? 1 : -1;
  return Array.from({ length: count }, (_, index) => first + sign * size * index);
}
