import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeWorkspace } from '../../src/host/node-workspace.ts';
import {
  itsFinding,
  itsRunnerFinding,
  lintFiles,
  lintWorkspace,
  pipelineWithFinding,
  runnerWithFinding,
} from './lint-files.ts';
import { rubbish, series } from './rubbish.ts';

describe('a pipeline that cannot be read is a finding, and the other files are linted', () => {
  test.each([
    ['does not parse', 'build:\n  script: [make\ntest: {'],
    ['is indented by tabs', 'build:\n\tscript: make\n'],
    ['is a list', '- build\n- test\n'],
    ['is a string', 'make\n'],
    ['is empty', ''],
    ['has only a comment', '# nothing yet\n'],
    ['has only a byte order mark', '\uFEFF'],
    ['is binary rubbish', rubbish(50_000)],
    ['has null bytes', '\0\0\0\0'],
    ['has 5 MB of text', series(200_000, (n) => `key-${n}: [make, test]\n`).join('')],
    ['has 5 MB in one line', 'x'.repeat(5_000_000)],
    ['includes itself', 'include: .gitlab-ci.yml\n'],
    ['includes what is not there', 'include: [{ local: ci/gone.yml }]\nbuild: { script: make }\n'],
    ['extends in a circle', '.a: { extends: .b }\n.b: { extends: .a }\nbuild: { extends: .a, script: make }\n'],
    ['needs in a circle', 'a: { script: make, needs: [b] }\nb: { script: make, needs: [a] }\n'],
  ])('one that %s', (_, config) => {
    const found = lintFiles({ '.gitlab-ci.yml': config, 'runner/config.toml': runnerWithFinding });
    expect(found).toContain(itsRunnerFinding);
    expect(found.filter((id) => id !== itsRunnerFinding)).not.toEqual([]);
  });
});

describe('a broken file beside the pipeline is a finding, and the pipeline is linted', () => {
  test.each([
    ['an included file', { 'ci/broken.yml': 'build: [\n' }],
    ['an included file that includes the first', { 'ci/broken.yml': 'include: .gitlab-ci.yml\nbuild: { script: 1\n' }],
    ['a Dockerfile', { Dockerfile: 'RUN make\n' }],
    ['a Dockerfile of rubbish', { Dockerfile: rubbish(5_000) }],
    ['an empty Dockerfile', { Dockerfile: '' }],
    ['a runner configuration', { 'config.toml': '[[runners]]\n  name = "shared\n' }],
    ['a runner configuration that is cut off', { 'config.toml': '[[runners]]\n[runners.docker' }],
  ])('%s', (_, files) => {
    const found = lintFiles({ '.gitlab-ci.yml': `include: ci/*.yml\n${pipelineWithFinding}`, ...files });
    expect(found).toContain(itsFinding);
    expect(found).toContain('unreadable-file');
  });
});

test('a folder without anything to lint has no findings', () => {
  expect(lintFiles({})).toEqual([]);
  expect(lintFiles({ 'README.md': '# Server\n' })).toEqual([]);
});

test('500 includes are more than GitLab follows, which is a finding', () => {
  const files = Object.fromEntries(
    series(500, (n) => `ci/${n}.yml`).map((path, n) => [path, `job-${n}: { script: make }\n`]),
  );
  const include = `include: [${Object.keys(files).join(', ')}]\n`;
  expect(lintFiles({ ...files, '.gitlab-ci.yml': include + pipelineWithFinding })).toContain('gitlab-rejects-pipeline');
});

test('a chain of 300 includes ends', () => {
  const files = Object.fromEntries(
    series(300, (n) => `ci/${n}.yml`).map((path, n) => [
      path,
      `include: ci/${n + 1}.yml\njob-${n}: { script: make }\n`,
    ]),
  );
  const found = lintFiles({ ...files, '.gitlab-ci.yml': `include: ci/0.yml\n${pipelineWithFinding}` });
  expect(found).not.toEqual([]);
});

test.each([
  ['itself', 'child: { trigger: { include: .gitlab-ci.yml } }\n', {}],
  [
    'each other',
    'child: { trigger: { include: a.yml } }\n',
    { 'a.yml': 'b: { trigger: { include: b.yml } }\n', 'b.yml': 'a: { trigger: { include: a.yml } }\n' },
  ],
  ['itself 5 times', series(5, (n) => `child-${n}: { trigger: { include: .gitlab-ci.yml } }\n`).join(''), {}],
])('child pipelines that start %s end', (_, triggers, files) => {
  expect(lintFiles({ ...files, '.gitlab-ci.yml': pipelineWithFinding + triggers })).toContain(itsFinding);
});

test('links in a circle are no files, and hide none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-'));
  try {
    mkdirSync(join(folder, 'ci'));
    writeFileSync(join(folder, '.gitlab-ci.yml'), `include: ci/loop.yml\n${pipelineWithFinding}`);
    symlinkSync('..', join(folder, 'ci/up'));
    symlinkSync('loop.yml', join(folder, 'ci/loop.yml'));
    symlinkSync('Dockerfile', join(folder, 'Dockerfile'));
    expect(lintWorkspace(nodeWorkspace(folder))).toContain(itsFinding);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
