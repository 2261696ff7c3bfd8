import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findUpward, projectRoots } from '../../src/host/folders.ts';
import { writeOutput } from '../../src/host/write-output.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'multiarch-lint-')));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
}

describe('findUpward', () => {
  test('takes the nearest file up to the root of the repository', () => {
    put('policy.yml', 'mono/.git/HEAD', 'mono/policy.yml', 'mono/api/policy.yml', 'mono/web/src/index.ts');
    expect([
      findUpward(join(root, 'mono/api'), 'policy.yml'),
      findUpward(join(root, 'mono/web/src'), 'policy.yml'),
      findUpward(join(root, 'mono/web'), 'other.yml'),
    ]).toEqual([join(root, 'mono/api/policy.yml'), join(root, 'mono/policy.yml'), undefined]);
  });

  test('does not look above a folder that is in no repository', () => {
    put('policy.yml', 'server/Dockerfile');
    expect(findUpward(join(root, 'server'), 'policy.yml')).toBeUndefined();
  });
});

describe('projectRoots', () => {
  test('finds every folder with a CI file, but none inside a project that is not a repository of its own', () => {
    put(
      'api/.gitlab-ci.yml',
      'api/service/.gitlab-ci.yml',
      'api/vendored/.gitlab-ci.yml',
      'api/vendored/.git',
      'group/web/.gitlab-ci.yml',
      'docs/Dockerfile',
      'node_modules/x/.gitlab-ci.yml',
    );
    expect(projectRoots(root)).toEqual(['api', 'api/vendored', 'group/web'].map((path) => join(root, path)));
  });
});

describe('projectRoots of GitHub', () => {
  test('are the folders with workflows, where GitHub finds them', () => {
    put(
      'api/.github/workflows/release.yml',
      'api/vendored/.github/workflows/test.yml',
      'group/web/.github/workflows/image.yaml',
      'docs/.github/dependabot.yml',
      'docs/.github/workflows/README.md',
      'docs/.github/workflows/old/build.yml',
    );
    expect(projectRoots(root)).toEqual(['api', 'group/web'].map((path) => join(root, path)));
  });

  test('do not hide a pipeline of GitLab in a folder below, and are not looked for inside one', () => {
    put(
      '.github/workflows/labels.yml',
      'services/api/.gitlab-ci.yml',
      'services/api/examples/.gitlab-ci.yml',
      'services/api/examples/.github/workflows/test.yml',
    );
    expect(projectRoots(root)).toEqual([root, join(root, 'services/api')]);
  });
});

describe('writeOutput', () => {
  test('makes the folders it needs', () => {
    expect(writeOutput(join(root, 'reports/ci/lint.json'), '{}')).toEqual({ is: 'written' });
  });

  test('says why it could not write', () => {
    put('reports');
    expect([writeOutput(join(root, 'reports/lint.json'), ''), writeOutput(root, '')]).toEqual([
      { is: 'failed', because: 'a part of its path is a file' },
      { is: 'failed', because: 'it is a folder' },
    ]);
  });
});
