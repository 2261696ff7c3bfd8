import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readMake } from '../../src/make/read-make.ts';
import { codeOf } from '../../src/script/code.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { knownString, literal, set, unset } from '../../src/value/index.ts';

/** A repository, a call of make in it, and the environment of the call. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Whether there is a GNU make of the version whose behaviour is read here. */
export const hasMake = /^GNU Make 4\.[34]/.test(spawnSync('make', ['--version'], { encoding: 'utf8' }).stdout);

/** What `make -n` prints and whether it succeeds. */
export function dryRun({ files, words, environment = {} }: Case): {
  readonly lines: readonly string[];
  readonly isRight: boolean;
} {
  const folder = mkdtempSync(join(tmpdir(), 'make-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout, status } = spawnSync('make', ['-n', '--no-print-directory', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  rmSync(folder, { recursive: true });
  const lines = stdout.split('\n').filter((line) => line !== '' && !/^make(?:\[\d+\])?: /.test(line));
  return { lines, isRight: status === 0 };
}

/** The lines that our reader says make would run, and why there may be others. */
export function readRun({ files, words, environment = {} }: Case): {
  readonly lines: readonly string[];
  readonly causes: readonly string[];
} {
  const place = new SourceFile('.gitlab-ci.yml', words.join(' ')).whole;
  const plan = readMake({
    words: ['make', ...words].map((word) => literal(word, place)),
    openTo: [],
    span: place,
    directory: literal('', place),
    paths: Object.keys(files),
    environment: (name) => (environment[name] === undefined ? unset : set(literal(environment[name], place))),
    valueOf: () => literal('', place),
    readFile: (path) => {
      const text = files[knownString(path) ?? ''];
      const file = text === undefined ? undefined : new SourceFile(knownString(path) ?? '', text);
      return file === undefined ? undefined : codeOf(EmbeddedText.verbatim(file.whole));
    },
    outputOf: () => literal('', place),
    absolute: (directory) => literal(`/repo/${knownString(directory) ?? ''}`.replace(/\/$/, ''), place),
  });
  return {
    lines: plan.steps.flatMap(({ code }) => code.text.text.split('\n')),
    causes: plan.openTo.map(({ because }) => because),
  };
}
