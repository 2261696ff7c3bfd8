import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { oneRule, places, ruined } from './gate.ts';
import { temporaryFolder } from './run-command.ts';

const { put, run: runBare, path } = temporaryFolder();
const run = (args: readonly string[], folder?: string) => runBare(args, { PATH: '/usr/bin:/bin' }, folder);

function git(...args: readonly string[]): void {
  const settings = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...settings, ...args], { cwd: path(), stdio: 'ignore' });
}

function commit(files: Readonly<Record<string, string>>): void {
  put(files);
  git('add', '--all');
  git('commit', '--message', 'Change');
}

const since = [...oneRule, '--since', 'main'];

describe('--since', () => {
  beforeEach(() => {
    git('init');
  });

  test('leaves out findings on lines that did not change, and counts them', () => {
    commit({ '.gitlab-ci.yml': ruined('server') });
    expect(run(since)).toEqual({ code: 0, stdout: '', stderr: '' });

    put({ '.gitlab-ci.yml': ruined('server', 'worker') });
    const { code, stdout, stderr } = run(since);
    expect({ code, stderr, places: places(stdout) }).toEqual({ code: 1, stderr: '', places: ['.gitlab-ci.yml:10'] });
    expect(run(['--only', 'no-dind-service', '--since', 'main']).stdout).toContain(', 1 on unchanged lines; ');
    expect(JSON.parse(run(['--only', 'no-dind-service', '--since', 'main', '--format', 'json']).stdout)).toMatchObject({
      projects: [{ since: { revision: 'main', leftOut: 1, new: 0 } }],
      findings: [{}],
    });
  });

  test('goes by what the branch changed, not by what came to main meanwhile', () => {
    commit({ '.gitlab-ci.yml': ruined('server') });
    git('checkout', '-b', 'topic');
    commit({ 'README.md': 'An image.\n' });
    git('checkout', 'main');
    commit({ '.gitlab-ci.yml': ruined('worker') });
    git('checkout', 'topic');
    expect(run(since)).toMatchObject({ code: 0, stdout: '' });
  });

  test('counts lines that a finding points at', () => {
    commit({ '.gitlab-ci.yml': ruined('server') });
    put({ '.gitlab-ci.yml': ruined('server').replace('docker build', 'docker build --pull') });
    expect(places(run(since).stdout)).toEqual(['.gitlab-ci.yml:3']);
  });

  test('names findings that a change brings up on other lines', () => {
    commit({ '.gitlab-ci.yml': ruined('server').replaceAll('docker:28-dind', '$SIDECAR'), 'ci/variables.yml': '' });
    put({
      '.gitlab-ci.yml': `${ruined('server').replaceAll('docker:28-dind', '$SIDECAR')}\nvariables:\n  SIDECAR: docker:28-dind\n`,
    });
    const { code, stdout, stderr } = run(since);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: 'multiarch-lint: 1 finding on an unchanged line is new since main: .gitlab-ci.yml:3 no-dind-service\n',
    });
  });

  test('knows files that are renamed, new, staged or in a subfolder', () => {
    commit({
      'api/.gitlab-ci.yml': 'include: [local: api.yml]\n',
      'api/api.yml': ruined('api', 'apix', 'apiy'),
      'web/.gitlab-ci.yml': ruined('web'),
    });
    renameSync(join(path(), 'api/api.yml'), join(path(), 'api/images.yml'));
    put({ 'api/.gitlab-ci.yml': 'include: [local: images.yml]\n', 'shop/.gitlab-ci.yml': ruined('shop') });
    git('add', 'api');
    expect(places(run([...since, '--recursive']).stdout)).toEqual(['shop/.gitlab-ci.yml:3']);
    put({ 'api/images.yml': ruined('api', 'apix', 'apiy', 'apiz') });
    expect(places(run(since, 'api').stdout)).toEqual(['images.yml:24']);
  });

  test('goes together with a baseline', () => {
    commit({ '.gitlab-ci.yml': ruined('server') });
    put({ '.gitlab-ci.yml': ruined('worker') });
    run([...oneRule, '--write-baseline', 'known.json']);
    expect(run([...since, '--baseline', 'known.json'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('with a revision that does not exist is one line', () => {
    commit({ '.gitlab-ci.yml': ruined('server') });
    expect(run(['--since', 'origin/main'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'multiarch-lint: `--since origin/main` cannot tell what changed, because `origin/main` is no revision of this repository; a job has to fetch it first\n',
    });
  });
});

test('--since outside of a repository is one line', () => {
  put({ '.gitlab-ci.yml': ruined('server') });
  const { code, stdout, stderr } = run(since);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /^multiarch-lint: `--since main` cannot tell what changed, because `[^`\n]+` is in no git repository\n$/,
  );
});
