import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineEdits } from '../../src/dev/line-edits.ts';
import { applyEdits } from '../../src/source/text-edit.ts';

const text = fc
  .array(fc.constantFrom('FROM alpine\n', 'ARG TARGETARCH\n', '\n', 'RUN make\n', 'last'), { maxLength: 12 })
  .map((lines) => lines.join(''));

test('edits by lines make the one text of the other', () => {
  fc.assert(fc.property(text, text, (before, after) => applyEdits(before, lineEdits(before, after)) === after));
});

test('lines that stay are not touched', () => {
  const edits = lineEdits('a\nb\nc\nd\n', 'a\nx\nb\nc\ny\n');
  expect(edits).toEqual([
    { start: 2, end: 2, text: 'x\n' },
    { start: 6, end: 8, text: 'y\n' },
  ]);
});
