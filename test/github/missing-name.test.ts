import { describe, expect, test } from 'vitest';
import type { Contexts, GithubValue } from '../../src/github/expression/github-value.ts';
import { hiddenValue } from '../../src/github/expression/hidden-value.ts';
import type { Lookup } from '../../src/github/lost/lookups.ts';
import { missingName } from '../../src/github/lost/missing-name.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { literal } from '../../src/value/index.ts';

const at = new SourceFile('.github/workflows/image.yml', 'on: push').whole;
const string = (text: string): GithubValue => ({ is: 'text', text: literal(text, at) });
const object = (
  entries: Readonly<Record<string, GithubValue>>,
  spelling?: ReadonlyMap<string, string>,
): GithubValue => ({
  is: 'object',
  object: { entries: new Map(Object.entries(entries)), ...(spelling && { spelling }) },
});

const matrix = object(
  { arch: string('arm64'), image: object({ name: string('shop') }), gone: { is: 'null' } },
  new Map([['arch', 'Arch']]),
);

const contexts = (value: GithubValue): Contexts => ({
  contextOf: () => value,
  call: () => ({ is: 'boolean', value: true }),
});

const missing = (path: string, value = matrix): ReturnType<typeof missingName> => {
  const lookup: Lookup = { names: path.split('.').map((name) => ({ name, at })), at };
  return missingName(lookup, contexts(value));
};

describe('nothing is missing', () => {
  test.each(['matrix', 'matrix.arch', 'matrix.ARCH', 'matrix.image.name'])('of %s', (path) => {
    expect(missing(path)).toBeUndefined();
  });

  test('of what a text is asked for, since its properties are the business of others', () => {
    expect(missing('matrix.arch.name')).toBeUndefined();
  });

  test('of an object that may hold more than is known', () => {
    const open: GithubValue = {
      is: 'object',
      object: {
        entries: new Map(),
        rest: (name, where) => hiddenValue(name, name, `\`${name}\` is known at run time only`, where),
      },
    };
    expect(missing('steps.meta', open)).toBeUndefined();
  });
});

describe('missing is', () => {
  test('the first name that is not there, with those that are, as they are written', () => {
    expect(missing('matrix.platform.name')).toEqual({ index: 1, others: ['Arch', 'image', 'gone'] });
  });

  test('a name further down', () => {
    expect(missing('matrix.image.tag')).toEqual({ index: 2, others: ['name'] });
  });

  test('what is null', () => {
    expect(missing('matrix.gone')?.index).toBe(1);
  });

  test('anything of a context that is null, in whose place nothing is', () => {
    expect(missing('matrix.arch', { is: 'null' })).toEqual({ index: 1, others: [] });
  });
});
