import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import { linesOf } from './reading.ts';

/** A repository whose scripts find their neighbours in the ways in which scripts do. */
const repository: Readonly<Record<string, string>> = {
  'ci/common.sh': 'TAG=v1\nwhere() { say "where $(dirname "${BASH_SOURCE[0]}")"; }',
  'ci/dirname.sh': '. "$(dirname "$0")/common.sh"\nsay "$TAG"',
  'ci/source.sh': '#!/usr/bin/env bash\nsource "$(dirname "${BASH_SOURCE[0]}")/common.sh"\nsay "$TAG"\nwhere',
  'ci/plain.sh': '#!/bin/bash\nsource "$(dirname "$BASH_SOURCE")/common.sh"\nsay "$TAG"',
  'ci/here.sh': 'HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\n. "$HERE/common.sh"\nsay "$TAG" "${HERE##*/}"',
  'ci/real.sh': 'here=$(dirname "$(readlink -f "$0")")\n. "$here/common.sh"\nsay "$TAG"',
  'ci/path.sh': '. "$(realpath "$(dirname "$0")")/common.sh"\nsay "$TAG"',
  'ci/cut.sh': 'cd "${0%/*}" && . ./common.sh\nsay "$TAG"',
  'ci/parent.sh': 'ROOT=$(cd "$(dirname "$0")/.." && pwd)\n. "$ROOT/ci/common.sh"\nsay "$TAG"',
  'ci/deep/up.sh': '. "$(dirname "$(dirname "$(realpath "$0")")")/common.sh"\nsay "$TAG"',
  'ci/known.sh':
    'DIR=$( cd -- "$( dirname -- "${BASH_SOURCE[0]}" )" &> /dev/null && pwd -P )\n. "$DIR/common.sh"\nsay "$TAG" "$(basename -- "$0" .sh)"',
  'ci/main.sh': 'main() { say main; }\nif [[ "${BASH_SOURCE[0]}" == "${0}" ]]; then main; else say sourced; fi',
};

/** What a job can write, and where the repository's own place is asked for. */
const calls = [
  'bash ci/dirname.sh',
  'bash ./ci/dirname.sh',
  'cd ci; bash dirname.sh',
  'bash ci/source.sh',
  'bash "$CI_PROJECT_DIR/ci/source.sh"',
  'bash ci/plain.sh',
  'bash ci/here.sh',
  'bash ci/real.sh',
  'bash ci/path.sh',
  'bash ci/cut.sh',
  'bash ci/parent.sh',
  'cd ci/deep; bash up.sh',
  'bash ci/known.sh',
  'bash ci/main.sh',
  'source ci/main.sh',
  'source ci/source.sh',
  'f() { . ci/source.sh; }; f',
];

describe('a script knows where it lies', () => {
  const said = saidByBash();
  test.each(calls.map((call, index) => [call, said[index]] as const))('%s', (call, expected) => {
    const readFile = (path: string): SourceFile | undefined => {
      const text = repository[path];
      return text === undefined ? undefined : new SourceFile(path, text);
    };
    const lines = linesOf(call, { readFile });
    expect(lines.filter((line) => line.startsWith('say '))).toEqual(expected);
  });
});

test('a script that was handed over has no place', () => {
  expect(linesOf('bash -c \'say "$(dirname "${BASH_SOURCE[0]}")"\'').at(-1)).toBe('say $(dirname "${BASH_SOURCE[0]}")');
});

test('the callers of a script are left open', () => {
  const readFile = (path: string): SourceFile => new SourceFile(path, 'say "${BASH_SOURCE[1]}"');
  expect(linesOf('bash ci/build.sh', { readFile }).at(-1)).toBe('say ${BASH_SOURCE[1]}');
});

test('git tells where the checkout is', () => {
  expect(linesOf('cd sub; . "$(git rev-parse --show-toplevel)/ci.sh"', { readFile: (path) => file(path) })).toContain(
    'say ci.sh',
  );
});

const file = (path: string): SourceFile | undefined =>
  path === 'ci.sh' ? new SourceFile(path, 'say ci.sh') : undefined;

/** What the calls say in a checkout of the repository, by bash. */
function saidByBash(): readonly (readonly string[])[] {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'own-place-')));
  for (const [path, text] of Object.entries(repository)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const program = calls.map((call) => `(\n${call}\n)\necho ---`).join('\n');
  const { stdout } = spawnSync('bash', ['--norc', '--noprofile'], {
    input: `cd "${root}"\nsay() { echo "say $*"; }\nexport -f say\n${program}`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', CI_PROJECT_DIR: root },
  });
  rmSync(root, { recursive: true });
  const shown = stdout.replaceAll(root, '$CI_PROJECT_DIR');
  return shown.split('---\n').map((lines) => lines.split('\n').filter((line) => line !== ''));
}
