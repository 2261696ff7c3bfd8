import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeWorkspace } from '../../src/host/node-workspace.ts';

let parent = '';
let root = '';

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'multiarch-lint-'));
  root = join(parent, 'server');
  put('.gitlab-ci.yml', 'build: {}\n');
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

describe('the listing', () => {
  test('has every file of the repository, sorted, with slashes', () => {
    put('Dockerfile', '');
    put('images/server/Dockerfile', '');
    put('images/Makefile', '');
    expect(nodeWorkspace(root).paths).toEqual([
      '.gitlab-ci.yml',
      'Dockerfile',
      'images/Makefile',
      'images/server/Dockerfile',
    ]);
  });

  test('leaves out the folders that are no part of the project', () => {
    for (const folder of ['.git', 'node_modules', 'web/node_modules']) put(`${folder}/Dockerfile`, '');
    expect(nodeWorkspace(root).paths).toEqual(['.gitlab-ci.yml']);
  });

  test('has links to files inside the root, and none that lead out of it or to folders', () => {
    put('ci/build.yml', '');
    writeFileSync(join(parent, 'secret.yml'), '');
    symlinkSync('ci/build.yml', join(root, 'build.yml'));
    symlinkSync('../secret.yml', join(root, 'secret.yml'));
    symlinkSync('ci', join(root, 'pipelines'));
    symlinkSync('gone.yml', join(root, 'broken.yml'));
    symlinkSync('.', join(root, 'loop'));
    expect(nodeWorkspace(root).paths).toEqual(['.gitlab-ci.yml', 'build.yml', 'ci/build.yml']);
  });

  test('says which folders it could not look into', () => {
    expect(nodeWorkspace(join(root, 'gone'))).toMatchObject({
      paths: [],
      gaps: ['the folder `.` cannot be read and was left out'],
    });
  });
});

describe('reading', () => {
  const read = (path: string) => nodeWorkspace(root).read(path);

  test('keeps the text exactly, a byte order mark and carriage returns included', () => {
    put('windows.yml', '\uFEFFbuild:\r\n  script: make\r\n');
    expect(read('windows.yml')).toEqual({ is: 'text', text: '\uFEFFbuild:\r\n  script: make\r\n' });
  });

  test.each([
    ['is not there', 'gone.yml'],
    ['is a folder', 'ci'],
    ['is the root', ''],
    ['lies in a file', '.gitlab-ci.yml/part'],
    ['lies outside', '../server/.gitlab-ci.yml'],
    ['has a name that is too long', 'a'.repeat(5000)],
    ['has a name that no file can have', 'nul\0.yml'],
  ])('calls missing what %s', (_, path) => {
    mkdirSync(join(root, 'ci'));
    expect(read(path)).toEqual({ is: 'missing' });
  });

  test('does not leave the root', () => {
    writeFileSync(join(parent, 'secret.yml'), 'password');
    symlinkSync('../secret.yml', join(root, 'link.yml'));
    symlinkSync('..', join(root, 'up'));
    expect([read('../secret.yml'), read('link.yml'), read('up/secret.yml')]).toEqual([
      { is: 'missing' },
      { is: 'unreadable', because: 'it is a link to a place outside the repository' },
      { is: 'unreadable', because: 'it is a link to a place outside the repository' },
    ]);
  });

  test('says why a file that is there cannot be read', () => {
    put('Dockerfile', Buffer.from([70, 82, 0, 79, 77]));
    put('huge.yml', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'));
    symlinkSync('itself.yml', join(root, 'itself.yml'));
    expect(['Dockerfile', 'huge.yml', 'itself.yml'].map(read)).toEqual([
      { is: 'unreadable', because: 'it is binary' },
      { is: 'unreadable', because: 'it is larger than 10 MiB' },
      { is: 'unreadable', because: 'it is a link that leads to itself' },
    ]);
  });

  test.skipIf(process.getuid?.() === 0)('says that a file may not be read', () => {
    chmodSync(join(root, '.gitlab-ci.yml'), 0);
    expect(read('.gitlab-ci.yml')).toEqual({ is: 'unreadable', because: 'permission is denied' });
  });

  describe('of what the listing has shown', () => {
    const listed = () => {
      const workspace = nodeWorkspace(root);
      expect(workspace.paths.length).toBeGreaterThan(0);
      return workspace;
    };

    test.each([
      ['an empty file', ''],
      ['a byte order mark', '\uFEFFFROM alpine\r\n'],
      ['characters of several bytes', 'LABEL author="Łukasz 🦊"\n'],
      ['more than is read at once', 'RUN make\n'.repeat(10_000)],
    ])('gives the same text: %s', (_, text) => {
      put('Dockerfile', text);
      put('other/Dockerfile', 'FROM scratch\n');
      const workspace = listed();
      const first = workspace.read('Dockerfile');
      workspace.read('other/Dockerfile');
      expect(first).toEqual({ is: 'text', text });
      expect(first).toEqual(nodeWorkspace(root).read('Dockerfile'));
    });

    test('says of bytes that are no text, and of very many, what it says without a listing', () => {
      put('Dockerfile', Buffer.from([70, 82, 0, 79, 77]));
      put('latin.yml', Buffer.from([0x6e, 0xe9, 0x65, 0x0a]));
      put('huge.yml', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'));
      const workspace = listed();
      for (const path of ['Dockerfile', 'latin.yml', 'huge.yml'])
        expect(workspace.read(path)).toEqual(nodeWorkspace(root).read(path));
    });

    test('follows no link that has taken the place of a file', () => {
      put('ci/build.yml', 'build: {}\n');
      writeFileSync(join(parent, 'secret.yml'), 'password');
      const workspace = listed();
      rmSync(join(root, 'ci/build.yml'));
      symlinkSync(join(parent, 'secret.yml'), join(root, 'ci/build.yml'));
      expect(workspace.read('ci/build.yml')).toMatchObject({ is: 'unreadable' });
    });

    test('calls missing what was taken away, or has become a folder', () => {
      put('gone.yml', '');
      put('folder.yml', '');
      const workspace = listed();
      for (const path of ['gone.yml', 'folder.yml']) rmSync(join(root, path));
      mkdirSync(join(root, 'folder.yml'));
      expect(['gone.yml', 'folder.yml'].map((path) => workspace.read(path))).toEqual([
        { is: 'missing' },
        { is: 'missing' },
      ]);
    });
  });
});
