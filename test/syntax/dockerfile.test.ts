import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, constantFrom, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import { parseDockerfile } from '../../src/syntax/dockerfile.ts';
import { type CutInstruction, instructionsByLibrary } from './dockerfile-ast-oracle.ts';

const fileOf = (text: string): SourceFile => new SourceFile('Dockerfile', text);

const cut = (file: SourceFile): readonly CutInstruction[] =>
  parseDockerfile(file).instructions.map(({ keyword, span }) => ({
    keyword,
    text: file.text.slice(span.start, span.end),
    start: span.start,
  }));

const keywordsAndArgs = (text: string): readonly string[] =>
  parseDockerfile(fileOf(text)).instructions.map(({ keyword, args }) => `${keyword}|${args.text}`);

describe('agrees with dockerfile-ast', () => {
  const fixtures = join(import.meta.dirname, '../../fixtures');
  const paths = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /(?:Docker|Container)file[^/]*$/.test(path) && !path.includes('binary'),
  );

  test('on all Dockerfiles of the fixtures', () => {
    expect(paths.length).toBeGreaterThan(500);
    for (const path of paths) {
      const file = new SourceFile(path, readFileSync(join(fixtures, path), 'utf8'));
      expect(cut(file), path).toEqual(instructionsByLibrary(file));
    }
  });

  const line = constantFrom(
    'FROM alpine:3.22 AS build',
    'from --platform=$BUILDPLATFORM golang',
    'RUN make && \\',
    'RUN make \\   ',
    '  # a comment',
    '# check=skip=all',
    '',
    ' \t',
    '    install && \\',
    'COPY --from=build /a /b',
    'RUN ["go", "test"]',
    'RUN <<EOF',
    'COPY <<-EOF /etc/motd',
    'RUN 3<<EOF cat /dev/fd/3',
    'RUN cat <<ONE <<"TWO"',
    'EOF',
    'EOF ',
    '\tEOF',
    'ONE',
    'TWO',
    'ONBUILD RUN make',
    'ONBUILD COPY <<EOF /x',
    'HEALTHCHECK CMD curl -f http://localhost',
    'ENV PATH=C:\\\\',
    'ENV A=b \\',
    'ARG TARGETARCH',
    'unknown words `',
    'x',
  );
  const top = constantFrom('', '# syntax=docker/dockerfile:1\n', '# escape=`\n', '\ufeff', '\ufeff# escape=\\\n# a\n');
  const lineBreak = constantFrom('\n', '\n', '\r\n');

  test('on Dockerfiles put together from lines of all kinds', () => {
    assert(
      property(tuple(top, array(tuple(line, lineBreak), { maxLength: 14 })), ([head, lines]) => {
        const file = fileOf(head + lines.flat().join(''));
        expect(cut(file)).toEqual(instructionsByLibrary(file));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('reads as BuildKit does, where the library does not', () => {
  test.each([
    ['an instruction behind a continuation mark of its own line', '\\\nFROM alpine\n', ['FROM|alpine']],
    ['a continuation mark behind an escaped blank', 'RUN a \\ \\\n b\nUSER app\n', ['RUN|a \\  b', 'USER|app']],
    [
      'a here-document behind a continued line',
      'RUN cat \\\n5<<EOF\nUSER x\nEOF\nUSER app\n',
      ['RUN|cat 5<<EOF', 'USER|app'],
    ],
    ['no here-document in quotes', 'RUN echo "a <<EOF b"\nUSER app\n', ['RUN|echo "a <<EOF b"', 'USER|app']],
    [
      'a here-document with blanks in its name',
      'RUN <<"THE END"\nUSER x\nTHE END\nUSER app\n',
      ['RUN|<<"THE END"', 'USER|app'],
    ],
    ['tabs in front of one of two ends', 'RUN cat <<-A <<B\n\tA\n\tB\nB\nUSER app\n', ['RUN|cat <<-A <<B', 'USER|app']],
    ['a mark at the end of the file', 'FROM alpine\nUSER app\\', ['FROM|alpine', 'USER|app']],
    ['nothing but a mark', 'FROM alpine\n\\', ['FROM|alpine', '\\|']],
    ['a form feed between instructions', 'FROM alpine\n\f\nUSER app\n', ['FROM|alpine', 'USER|app']],
  ])('%s', (_, text, expected) => {
    expect(keywordsAndArgs(text)).toEqual(expected);
  });
});

test('gives the lines behind an instruction to its here-documents alone', () => {
  const file = fileOf('RUN <<EOF\nmake\nEOF\nCOPY a b\n');
  const rests = parseDockerfile(file).instructions.map(({ rest }) => file.text.slice(rest.start, rest.end));
  expect(rests).toEqual(['make\nEOF', '']);
});
