import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReference, referenceKey, sameReference } from '../../src/oci/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { joinTexts, literal, type Text } from '../../src/value/index.ts';

const at = new SourceFile('.gitlab-ci.yml', '').whole;

/** Words of references; those with `$` are holes. */
const words = [
  'a',
  'b',
  '-',
  '/',
  ':',
  ':1',
  'latest',
  'docker.io/',
  'library/',
  '$X',
  '$Y',
  '$CI_REGISTRY_IMAGE',
] as const;
type Word = (typeof words)[number];

/** What the run may put into a hole that may hold anything. */
const values = ['', 'a', 'b', '-a', 'a:1', ':1', 'b/a', 'docker.io/a', 'latest', 'docker.io', 'library'];

const textOf = (written: readonly Word[]): Text =>
  joinTexts(
    written.map((word) => {
      if (!word.startsWith('$')) return literal(word, at);
      const symbol = word.slice(1);
      return {
        parts: [{ symbol, shown: word, cause: { kind: 'variable', because: 'the run sets it', at } }],
        span: at,
      };
    }),
    at,
  );

interface Run {
  readonly X: string;
  readonly Y: string;
}

const runs: readonly Run[] = values.flatMap((X) => values.map((Y) => ({ X, Y })));

const written = (parts: readonly Word[], { X, Y }: Run): string =>
  parts
    .map((word) => (word === '$X' ? X : word === '$Y' ? Y : word === '$CI_REGISTRY_IMAGE' ? 'r.io/g/app' : word))
    .join('');

/** A reference as a registry takes it, with Docker Hub's long name and the default tag; `undefined` for what is none. */
function canonical(reference: string): string | undefined {
  const match = /^((?:[a-z0-9]+(?:[.-][a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*)(?::(\w[\w.-]*))?$/.exec(reference);
  if (match === null) return undefined;
  const [, name = '', tag = 'latest'] = match;
  const hasHost = /^[^/]*\.[^/]*\//.test(name);
  const full = hasHost ? name : `docker.io/${name}`;
  return `${full.replace(/^docker\.io\/(?=[^/]+$)/, 'docker.io/library/')}:${tag}`;
}

const reference = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 });

test('references are never said to be equal, or to differ, against what a run can make of them', () => {
  fc.assert(
    fc.property(reference, reference, (left, right) => {
      const answer = sameReference(parseReference(textOf(left)), parseReference(textOf(right))).is;
      if (answer === 'unknown') return;
      for (const run of runs) {
        const [one, other] = [canonical(written(left, run)), canonical(written(right, run))];
        if (one === undefined || other === undefined) continue;
        expect([left.join(''), right.join(''), run, answer]).toEqual([
          left.join(''),
          right.join(''),
          run,
          one === other ? 'yes' : 'no',
        ]);
      }
    }),
    {
      numRuns: 3000,
      examples: [
        [
          ['a', '$X'],
          ['docker.io/', 'a', '$X'],
        ],
      ],
    },
  );
});

test('equal words are equal references', () => {
  fc.assert(
    fc.property(
      reference,
      (parts) => sameReference(parseReference(textOf(parts)), parseReference(textOf(parts))).is === 'yes',
    ),
  );
});

test('references that are certainly the same have equal keys', () => {
  fc.assert(
    fc.property(reference, reference, (left, right) => {
      const [one, other] = [left, right].map((parts) => parseReference(textOf(parts)));
      if (one === undefined || other === undefined || sameReference(one, other).is !== 'yes') return;
      expect(referenceKey(one)).toBe(referenceKey(other));
    }),
    { numRuns: 20_000, examples: [[['a'], ['docker.io/', 'library/', 'a', ':', 'latest']]] },
  );
});
