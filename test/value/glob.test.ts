import { expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import { fitsGlob, hole, joinTexts, literal, type Text } from '../../src/value/index.ts';

const at = new SourceFile('image.yml', '').whole;

/** `$NAME` stands for a value of the run. */
const textOf = (written: string): Text =>
  joinTexts(
    written
      .split(/(\$\w+)/)
      .map((part) =>
        part.startsWith('$') ? hole(part, part, { kind: 'expression', because: part, at }) : literal(part, at),
      ),
    at,
  );

test.each([
  ['digests-amd64', 'digests-*', 'yes'],
  ['digests', 'digests-*', 'no'],
  ['digests', 'digest?', 'yes'],
  ['', '*', 'yes'],
  ['', '?', 'no'],
  ['digests-$ARCH', 'digests-*', 'yes'],
  ['digests-$ARCH', 'digests-$ARCH', 'yes'],
  ['digests-$ARCH', 'digests-$OTHER', 'unknown'],
  ['digests-api-$ARCH', 'digests-web-*', 'no'],
  ['$NAME', 'digests-*', 'unknown'],
  ['digests-$ARCH-x', 'digests-*-y', 'no'],
  ['digests-amd64', 'digests-{amd64,arm64}', 'unknown'],
])('"%s" fits "%s": %s', (name, glob, expected) => {
  expect(fitsGlob(textOf(name), textOf(glob)).is).toBe(expected);
});

test('very long names are not compared', () => {
  expect(fitsGlob(textOf('a'.repeat(1000)), textOf('*a'.repeat(1000))).is).toBe('unknown');
});
