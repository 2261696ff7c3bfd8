import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseOf, changedLines, type GitAnswer, repositoryRoot, workspaceAt } from '../../src/host/git.ts';

let root = '';
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function commit(files: Readonly<Record<string, string>>): string {
  put(files);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Change');
  return git('rev-parse', 'HEAD').trim();
}

function answer<T>(given: GitAnswer<T>): T {
  if (given.is === 'failed') throw new Error(given.because);
  return given.value;
}

const because = (given: GitAnswer<unknown>): string => (given.is === 'failed' ? given.because : 'it did not fail');

let first = '';
let onMain = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'multiarch-lint-git-')));
  git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(root, 'shop'));
  symlinkSync('../ci/build.yml', join(root, 'shop/linked.yml'));
  symlinkSync('../../../outside.yml', join(root, 'shop/lost.yml'));
  symlinkSync('base.yml', join(root, 'ci-link.yml'));
  first = commit({
    '.gitlab-ci.yml': 'one:\n  script: [a]\ntwo:\n  script: [b]\n',
    'ci/build.yml': 'build: {}\n',
    'base.yml': 'base: {}\n',
    'shop/.gitlab-ci.yml': 'shop: {}\n',
    'shop/größe "x".sh': 'a\nb\nc\n',
    'shop/logo.png': 'a\0b',
    'shop/node_modules/left.js': '0\n',
    'gone.yml': 'x: 1\n',
  });
  git('checkout', '--quiet', '-b', 'topic');
  rmSync(join(root, 'gone.yml'));
  commit({ '.gitlab-ci.yml': 'one:\n  script: [a, z]\ntwo:\n  script: [b]\nthree: {}\nfour: {}\n' });
  put({ 'shop/größe "x".sh': 'a\nB\nc\nd\n', 'shop/new file.yml': 'n: 1\n' });
  git('checkout', '--quiet', '-b', 'other', 'main');
  onMain = commit({ 'later.yml': 'l: 1\n' });
  git('branch', '--force', 'main');
  git('checkout', '--quiet', 'topic');
  put({ 'shop/größe "x".sh': 'a\nB\nc\nd\n', 'shop/new file.yml': 'n: 1\n' });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('the base of a revision', () => {
  test('is where the work left it, not where it is now', () => {
    expect(git('rev-parse', 'main').trim()).toBe(onMain);
    expect(answer(baseOf(root, 'main'))).toBe(first);
    expect(answer(baseOf(root, 'HEAD~1'))).toBe(first);
  });

  test.each(['no-such-branch', '--output=x', '-', 'a b', 'x\0y', ''])('is refused for %j', (revision) => {
    expect(because(baseOf(root, revision))).toBe(`\`${revision}\` is no revision of this repository`);
  });

  test('is refused outside of a repository', () => {
    const outside = mkdtempSync(join(tmpdir(), 'multiarch-lint-none-'));
    expect(because(baseOf(outside, 'HEAD'))).toBe(`\`${outside}\` is in no git repository`);
    rmSync(outside, { recursive: true });
  });
});

describe('the files of a commit', () => {
  test('are those of the folder, links followed inside it, foreign folders left out', () => {
    expect(answer(workspaceAt(root, first)).paths).toEqual([
      '.gitlab-ci.yml',
      'base.yml',
      'ci-link.yml',
      'ci/build.yml',
      'gone.yml',
      'shop/.gitlab-ci.yml',
      'shop/größe "x".sh',
      'shop/linked.yml',
      'shop/logo.png',
    ]);
    expect(answer(workspaceAt(join(root, 'shop'), first)).paths).toEqual([
      '.gitlab-ci.yml',
      'größe "x".sh',
      'logo.png',
    ]);
  });

  test('are read as they were then', () => {
    const then = answer(workspaceAt(root, first));
    const read = (path: string) => then.read(path);
    expect(read('.gitlab-ci.yml')).toEqual({ is: 'text', text: 'one:\n  script: [a]\ntwo:\n  script: [b]\n' });
    expect(read('shop/linked.yml')).toEqual({ is: 'text', text: 'build: {}\n' });
    expect(read('./shop/../base.yml')).toEqual({ is: 'text', text: 'base: {}\n' });
    expect(read('shop/größe "x".sh')).toEqual({ is: 'text', text: 'a\nb\nc\n' });
    expect(read('shop/logo.png')).toEqual({ is: 'unreadable', because: 'it is binary' });
    for (const path of ['shop/lost.yml', 'later.yml', '../x', '/etc/passwd', 'shop'])
      expect(read(path)).toEqual({ is: 'missing' });
  });

  test('are none in a folder that was not there yet', () => {
    mkdirSync(join(root, 'fresh'));
    expect(answer(workspaceAt(join(root, 'fresh'), first)).paths).toEqual([]);
  });
});

describe('changed lines', () => {
  test('are those that differ from the commit, with files that git does not track yet', () => {
    expect(answer(changedLines(root, first))).toEqual(
      new Map([
        [
          '.gitlab-ci.yml',
          [
            { first: 2, last: 2 },
            { first: 5, last: 6 },
          ],
        ],
        [
          'shop/größe "x".sh',
          [
            { first: 2, last: 2 },
            { first: 4, last: 4 },
          ],
        ],
        ['shop/new file.yml', [{ first: 1, last: Number.MAX_SAFE_INTEGER }]],
      ]),
    );
  });

  test('are told by paths from the folder', () => {
    expect([...answer(changedLines(join(root, 'shop'), first)).keys()]).toEqual(['größe "x".sh', 'new file.yml']);
  });
});

test('the root of a repository is found from its folders, whatever a hook says', () => {
  process.env['GIT_DIR'] = '/nowhere';
  expect(answer(repositoryRoot(join(root, 'shop')))).toBe(root);
  delete process.env['GIT_DIR'];
});
