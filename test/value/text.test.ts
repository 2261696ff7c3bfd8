import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import {
  joinTexts,
  knownString,
  literal,
  sameText,
  showText,
  sliceText,
  splitText,
  type Text,
  textKey,
} from '../../src/value/index.ts';

const place = new SourceFile('.gitlab-ci.yml', '').whole;
const cause = { kind: 'variable', because: 'it is set elsewhere', at: place } as const;

/** A text in which capital letters are holes and small ones literals. */
const text = (written: string): Text => ({
  parts: written
    .split('')
    .map((letter) => (/[A-Z]/.test(letter) ? { symbol: letter, shown: `$${letter}`, cause } : letter)),
  span: place,
});

/** What a text is once its holes are filled. */
const filled = (one: Text, values: ReadonlyMap<string, string>): string =>
  one.parts.map((part) => (typeof part === 'string' ? part : (values.get(part.symbol) ?? ''))).join('');

const written = (most: number): string[] => {
  const letters = ['a', 'b', 'X', 'Y'];
  return most === 0 ? [''] : ['', ...letters.flatMap((letter) => written(most - 1).map((rest) => letter + rest))];
};

describe('sameText', () => {
  test('is never wrong about any two short texts, whatever their holes hold', () => {
    const texts = [...new Set(written(3))];
    const values = ['', 'a', 'b', 'ab'].flatMap((x) =>
      ['', 'a', 'b', 'ab'].map(
        (y) =>
          new Map([
            ['X', x],
            ['Y', y],
          ]),
      ),
    );
    const wrong: string[] = [];
    for (const left of texts) {
      for (const right of texts) {
        const answer = sameText(text(left), text(right)).is;
        const equal = values.map((fill) => filled(text(left), fill) === filled(text(right), fill));
        if (answer === 'yes' && equal.includes(false)) wrong.push(`${left} = ${right}`);
        if (answer === 'no' && equal.includes(true)) wrong.push(`${left} != ${right}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['X-a', 'X-a', 'yes'],
    ['X-a', 'X-b', 'no'],
    ['X-a', 'Y-a', 'unknown'],
    ['Xa', 'X', 'no'],
    ['aXb', 'aYc', 'no'],
  ])('tells of %s and %s: %s', (left, right, answer) => {
    expect(sameText(text(left), text(right)).is).toBe(answer);
  });

  test('names what hides the answer', () => {
    const answer = sameText(text('X'), text('a'));
    expect(answer.is === 'unknown' && answer.causes).toEqual([cause]);
  });
});

test('texts with one key are certainly equal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', 'X', 'Y')),
      fc.array(fc.constantFrom('a', 'b', 'X', 'Y')),
      (left, right) => {
        const [a, b] = [text(left.join('')), text(right.join(''))];
        expect(textKey(a) === textKey(b)).toBe(sameText(a, b).is === 'yes');
      },
    ),
    { numRuns: 500 },
  );
});

test('cutting a text at a separator and joining it again gives the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ',', 'X')), (letters) => {
      const whole = text(letters.join(''));
      const pieces = splitText(whole, ',');
      const joined = joinTexts(
        pieces.flatMap((piece, index) => (index === 0 ? [piece] : [literal(',', place), piece])),
        place,
      );
      expect(textKey(joined)).toBe(textKey(whole));
    }),
    { numRuns: 500 },
  );
});

test('slices count one atom per letter and one per hole', () => {
  expect(showText(sliceText(text('abXcd'), 1, 4))).toBe('b$Xc');
  expect(knownString(sliceText(text('abXcd'), 3))).toBe('cd');
});
