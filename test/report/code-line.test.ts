import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeLineOf } from '../../src/report/code-line.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const character = fc.constantFrom('a', 'b', '$', '构', '🚀', '\t', 'e\u0301', ' ');
const line = fc.array(character, { maxLength: 120 }).map((characters) => characters.join(''));
const width = fc.integer({ min: 20, max: 80 });

/** The text between two columns of the screen. */
function between(text: string, from: number, to: number): string {
  let column = 0;
  let found = '';
  for (const each of text) {
    const own = displayWidth(each);
    // A combining mark belongs to the column before it.
    const place = own === 0 ? column - 1 : column;
    if (place >= from && place < to) found += each;
    column += own;
  }
  return found;
}

test('a line fits into its width, whatever is in it and wherever the place lies', () => {
  fc.assert(
    fc.property(line, line, line, width, (before, marked, after, columns) => {
      const file = new SourceFile('.gitlab-ci.yml', `x:\n${before}${marked}${after}\ny:\n`);
      const start = 3 + before.length;
      const shown = codeLineOf(file.span(start, start + marked.length), columns);
      expect(displayWidth(shown.text)).toBeLessThanOrEqual(columns);
      expect(shown.from).toBeGreaterThanOrEqual(0);
      expect(shown.to).toBeGreaterThan(shown.from);
      expect(shown.to).toBeLessThanOrEqual(columns + 1);
    }),
  );
});

test('the mark stands below the marked text, wherever the line is cut', () => {
  fc.assert(
    fc.property(line, line, width, (before, after, columns) => {
      const file = new SourceFile('.gitlab-ci.yml', `${before}镜:x${after}`);
      const shown = codeLineOf(file.span(before.length, before.length + 3), columns);
      expect(between(shown.text, shown.from, shown.to)).toBe('镜:x');
    }),
  );
});
