import { describe, expect, test } from 'vitest';
import { collisions } from '../../src/model/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { known, type Truth, unknown } from '../../src/value/index.ts';

const file = new SourceFile('.gitlab-ci.yml', 'a: 1\nb: 2\nc: 3\n');

/** A thing with a name, written at the start of a line, 0-based. */
interface Thing {
  readonly name: string;
  readonly key: string;
  readonly line: number;
}

const thing = (name: string, key: string, line: number): Thing => ({ name, key, line });
const placeOf = ({ line }: Thing) => ({ file, start: line * 5, end: line * 5 + 4 });
const cause = {
  kind: 'variable',
  because: '`$KEY` is set outside this repository',
  at: placeOf(thing('', '', 0)),
} as const;

function sameKey(one: Thing, other: Thing): Truth {
  return one.key === '?' || other.key === '?' ? unknown(cause) : known(one.key === other.key);
}

const found = (...things: readonly Thing[]) =>
  collisions(things, { placeOf, keysOf: ({ key }) => (key === '?' ? undefined : [key]), collide: sameKey }).map(
    ({ at, members, truth }) => [at.name, members.map(({ name }) => name).join(' '), truth.is],
  );

describe('collisions', () => {
  test('things of one place are told of once', () => {
    expect(found(thing('amd64', 'go', 0), thing('arm64', 'go', 0), thing('s390x', 'go', 0))).toEqual([
      ['amd64', 'amd64 arm64 s390x', 'yes'],
    ]);
  });

  test('things of two places are told of at the later one', () => {
    expect(found(thing('amd64', 'go', 0), thing('arm64', 'go', 1))).toEqual([['arm64', 'amd64 arm64', 'yes']]);
  });

  test('a place that is to be changed is not held against later ones', () => {
    const things = [thing('amd64', 'go', 0), thing('arm64', 'go', 0), thing('desktop', 'go', 1)];
    expect(found(...things)).toEqual([['amd64', 'amd64 arm64', 'yes']]);
  });

  test('what cannot be compared may collide', () => {
    expect(found(thing('amd64', '?', 0), thing('arm64', 'go', 1))).toEqual([['arm64', 'amd64 arm64', 'unknown']]);
  });

  test('different keys do not collide', () => {
    expect(found(thing('amd64', 'go-amd64', 0), thing('arm64', 'go-arm64', 0))).toEqual([]);
  });
});
