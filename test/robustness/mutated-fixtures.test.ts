import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Files, lintFiles } from './lint-files.ts';

const root = 'fixtures/projects';

/** The repository's own fixtures; each run breaks one file of one of them. */
const projects: readonly Files[] = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [filesIn(join(root, entry.name))] : [],
);

function filesIn(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** A place in a project: which one, which file, and how far into it. */
const place = fc.record({
  project: fc.nat(projects.length - 1),
  file: fc.nat(20),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
});

/** Text that means something somewhere. */
const inserted = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '`',
    '$(',
    '${',
    '}',
    ')',
    '<<EOF\n',
    '\\',
    '\\\n',
    '\n',
    '\r',
    '\0',
    '\t',
    '\uFEFF',
    '\ud800',
  ),
  fc.constantFrom(
    '{',
    '[',
    ']',
    ': ',
    '- ',
    '&a ',
    '*a ',
    '<<: ',
    '!reference ',
    '|\n',
    '>-\n',
    '#',
    '|',
    '&&',
    ';',
    '$[[ ',
    '%',
    '@',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

interface Place {
  readonly project: number;
  readonly file: number;
  readonly from: number;
  readonly length: number;
}

/** The project with one of its files changed by `change`, which gets the text and an offset in it. */
function withChange({ project, file, from }: Place, change: (text: string, at: number) => string): Files {
  const files = projects[project]!;
  const paths = Object.keys(files);
  const path = paths[file % paths.length]!;
  const text = files[path]!;
  return { ...files, [path]: change(text, Math.floor(from * text.length)) };
}

const settings = { seed: 20_261_121, numRuns: 25 } as const;

test('a file that is cut off anywhere does not end the reading', () => {
  fc.assert(
    fc.property(place, (where) => {
      expect(lintFiles(withChange(where, (text, at) => text.slice(0, at)))).toBeInstanceOf(Array);
    }),
    settings,
  );
});

test('a file with something put in or taken out anywhere does not end the reading', () => {
  fc.assert(
    fc.property(place, inserted, (where, put) => {
      const change = (text: string, at: number): string => text.slice(0, at) + put + text.slice(at + where.length);
      expect(lintFiles(withChange(where, change))).toBeInstanceOf(Array);
    }),
    settings,
  );
});

test('a file with lines in another order does not end the reading', () => {
  fc.assert(
    fc.property(place, (where) => {
      const change = (text: string, at: number): string => {
        const lines = text.split('\n');
        const [line = ''] = lines.splice(text.slice(0, at).split('\n').length - 1, 1);
        return lines.toSpliced(where.length % lines.length, 0, line).join('\n');
      };
      expect(lintFiles(withChange(where, change))).toBeInstanceOf(Array);
    }),
    settings,
  );
});
