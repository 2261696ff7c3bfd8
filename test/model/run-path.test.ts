import { expect, test } from 'vitest';
import { liesIn, runPath } from '../../src/model/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { hole, joinTexts, literal, showText, type Text } from '../../src/value/index.ts';

const at = new SourceFile('image.yml', '').whole;

/** `$NAME` stands for a value of the run. */
const textOf = (written: string): Text =>
  joinTexts(
    written
      .split(/(\$\w+)/)
      .map((part) =>
        part.startsWith('$') ? hole(part.slice(1), part, { kind: 'variable', because: part, at }) : literal(part, at),
      ),
    at,
  );

test.each([
  ['./out/', 'out'],
  ['.', ''],
  ['/', '/'],
  ['/tmp/digests//', '/tmp/digests'],
  ['$GITHUB_WORKSPACE/out', 'out'],
  ['$GITHUB_WORKSPACE', ''],
  ['$RUNNER_TEMP/digests/', '$RUNNER_TEMP/digests'],
])('%s is %s from the checkout', (written, expected) => {
  expect(showText(runPath(textOf(written)))).toBe(expected);
});

test.each([
  ['/tmp/digests/$DIGEST', '/tmp/digests/*', 'yes'],
  ['/tmp/digests/$DIGEST', '/tmp/digests', 'yes'],
  ['/tmp/digests/a/b', '/tmp/digests/**/*', 'yes'],
  ['/tmp/others/$DIGEST', '/tmp/digests', 'no'],
  ['/tmp', '/tmp/digests', 'no'],
  ['$RUNNER_TEMP/digests/$DIGEST', '$RUNNER_TEMP/digests/*', 'yes'],
  ['$OTHER/digests/a', '$RUNNER_TEMP/digests', 'unknown'],
  ['out/a', '.', 'yes'],
  ['/tmp/a', '.', 'no'],
  ['$RUNNER_TEMP/a', '.', 'unknown'],
])('%s lies in %s: %s', (file, folder, expected) => {
  expect(liesIn(textOf(file), textOf(folder)).is).toBe(expected);
});
