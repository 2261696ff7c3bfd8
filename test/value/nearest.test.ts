import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/value/nearest.ts';

const options = ['format', 'fail-on', 'strict', 'config', 'preset'];

describe('nearest', () => {
  test.each([
    ['fromat', 'format'],
    ['fomat', 'format'],
    ['formatt', 'format'],
    ['Format', 'format'],
    ['presat', 'preset'],
    ['verbose', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%j means %j', (written, meant) => {
    expect(nearest(written, options)).toBe(meant);
  });

  test('prefers the word with the fewest errors', () => {
    expect(nearest('arch-build-mised', ['arch-build-unused', 'arch-build-missed'])).toBe('arch-build-missed');
  });

  test('finds every word that has one letter too few', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 12 }), fc.nat(), (word, at) => {
        const short = word.slice(0, at % word.length) + word.slice((at % word.length) + 1);
        expect(nearest(short, [word])).toBe(word);
      }),
    );
  });

  test('gives up on words that nobody mistypes, however long', () => {
    expect(nearest('a'.repeat(1_000_000), ['a'.repeat(1_000_000)])).toBeUndefined();
  });

  test('says nothing where it knows nothing', () => {
    expect([didYouMean('quux', options), didYouMean('fromat', options)]).toEqual(['', '; did you mean `format`?']);
  });
});
