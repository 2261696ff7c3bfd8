import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import {
  all,
  any,
  everyItem,
  hasMore,
  holds,
  known,
  no,
  not,
  open,
  someItem,
  type Truth,
  unknown,
  unset,
  yes,
} from '../../src/value/index.ts';

const cause = { kind: 'include', because: 'it was not read', at: new SourceFile('a.yml', '').whole } as const;
const doubt = unknown(cause);
const truth = fc.constantFrom<Truth>(yes, no, doubt);

/** What a truth may turn out to be. */
const outcomes = ({ is }: Truth): boolean[] => (is === 'unknown' ? [true, false] : [is === 'yes']);

test('a conjunction is decided exactly when every outcome of its parts gives the same', () => {
  fc.assert(
    fc.property(truth, truth, (a, b) => {
      const results = new Set(outcomes(a).flatMap((x) => outcomes(b).map((y) => x && y)));
      expect(new Set(outcomes(all([a, b])))).toEqual(results);
    }),
  );
});

test('a disjunction is the dual of a conjunction', () => {
  fc.assert(
    fc.property(truth, truth, (a, b) => {
      expect(any([a, b]).is).toBe(not(all([not(a), not(b)])).is);
    }),
  );
});

test('of nothing, all hold and none does', () => {
  expect([all([]), any([])]).toEqual([yes, no]);
});

test('what is open keeps its causes', () => {
  expect(all([yes, doubt, doubt])).toEqual(unknown(cause, cause));
  expect(all([no, doubt])).toEqual(no);
});

test('an open list may hold an item that decides', () => {
  const list = open([1, 2], cause);
  expect(someItem(list, (item) => known(item === 3))).toEqual(doubt);
  expect(someItem(list, (item) => known(item === 2))).toEqual(yes);
  expect(everyItem(list, (item) => known(item < 3))).toEqual(doubt);
  expect(everyItem(list, (item) => known(item < 2))).toEqual(no);
  expect(hasMore(list)).toEqual(doubt);
});

test('an absent key means what its absence means', () => {
  expect(holds(unset, yes, () => no)).toEqual(yes);
});
