import { expect, test } from 'vitest';
import { parseShell } from '../../src/syntax/shell.ts';

test('a script is a list of statements with offsets in its text', () => {
  const { statements, errors } = parseShell('make\ndocker build .');
  expect(errors).toEqual([]);
  expect(statements.map(({ pos, end }) => [pos, end])).toEqual([
    [0, 4],
    [5, 19],
  ]);
});

test('broken text gives what could be read, and where it breaks', () => {
  const { statements, errors } = parseShell('make; if true; then docker push app');
  expect(statements).toHaveLength(2);
  expect(errors.map(({ message }) => message)).toEqual(["expected 'fi' to close 'if'"]);
});

test('text that nests without end is read without an exception', () => {
  expect(() => parseShell('$('.repeat(20_000))).not.toThrow();
  expect(() => parseShell('{ '.repeat(20_000))).not.toThrow();
});
