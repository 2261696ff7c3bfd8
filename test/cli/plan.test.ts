import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './run-command.ts';

const { put, run, path } = temporaryFolder();

const ci = readFileSync('fixtures/projects/kaniko-matrix/.gitlab-ci.yml', 'utf8');

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: path(),
    stdio: 'ignore',
  });
}

function committed(folder = ''): void {
  put({ [`${folder}.gitlab-ci.yml`]: ci });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Build for two architectures');
}

describe('plan', () => {
  test('shows what is built, whatever it shows, with exit code 0', () => {
    put({ '.gitlab-ci.yml': ci });
    const { code, stdout, stderr } = run(['plan']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('  ✓ linux/amd64   ✓ linux/arm64\n');
    expect(stdout).toMatch(/^1 image: 0 gaps, 0 risks, 0 doubts$/m);
    expect(run(['plan', '--format', 'json', '.']).stdout).toContain('"value": "linux/arm64"');
    expect(run(['plan', '--format=mermaid']).stdout).toMatch(/^flowchart LR\n/);
  });

  test('names files from the working folder, and takes the policy that the call names', () => {
    put({ 'shop/.gitlab-ci.yml': ci, 'policy.yml': 'platforms: [linux/s390x]\n' });
    const { stdout } = run(['plan', 'shop', '--config', 'policy.yml']);
    expect(stdout).toContain('✗ linux/s390x not built');
    expect(stdout).toMatch(/✗ no job builds linux\/s390x, which the policy asks for\s+\(shop\/\.gitlab-ci\.yml:\d+\)/);
  });

  test('reads workflows of GitHub as pipelines', () => {
    const steps = [
      {
        uses: 'docker/build-push-action@v7',
        with: { push: true, platforms: 'linux/amd64,linux/arm64', tags: 'acme/orders:1' },
      },
    ];
    const workflow = { on: 'push', jobs: { image: { 'runs-on': 'ubuntu-24.04', steps } } };
    put({ '.github/workflows/image.yml': JSON.stringify(workflow) });
    const { code, stdout } = run(['plan']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^acme\/orders:1\n.*linux\/amd64.*linux\/arm64/);
    expect(stdout).toContain('image');
    expect(run(['plan', '--format', 'mermaid']).stdout).toContain('ubuntu-24.04');
  });

  test('says so where there is nothing to plan', () => {
    const { code, stderr } = run(['plan']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^multiarch-lint: nothing to lint in `\.`/);
  });

  test.each([
    [['plan', '--fix'], '`--fix` cannot be used with `plan`'],
    [['plan', '--fromat', 'json'], 'unknown option `--fromat`; did you mean `--format`?'],
    [['plan', '--format', 'sarif'], '`--format` cannot be `sarif`; allowed: text, json, mermaid'],
    [['plan', '--diff'], '`--diff` needs a value: --diff REF'],
    [['plan', 'a', 'b'], '`plan` takes one folder: multiarch-lint plan [DIR]'],
    [
      ['plan', '--diff', 'main', '--format', 'mermaid'],
      '`--diff` has no picture; use it with `--format text` or `--format json`',
    ],
    [['plan', 'nowhere'], 'the folder `nowhere` does not exist'],
  ])('%j is a wrong call of one line', (args, message) => {
    const { code, stdout, stderr } = run(args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `multiarch-lint: ${message}\n` });
  });

  test('is in the help', () => {
    expect(run(['plan', '--help']).stdout).toMatch(/--diff REF +print what has changed in the plan/);
  });
});

describe('plan --diff', () => {
  test('tells what is dropped since the work left a revision', () => {
    committed();
    put({ '.gitlab-ci.yml': ci.replace('[amd64, arm64]', '[amd64]') });
    const { code, stdout } = run(['plan', '--diff', 'main']);
    expect(code).toBe(0);
    expect(stdout).toContain('  - drops linux/arm64, which nobody builds any more');
    expect(stdout).toMatch(/^compared with main \([0-9a-f]{12}\): 1 image changed, 0 as before$/m);
    expect(JSON.parse(run(['plan', '--diff=main', '--format=json']).stdout)).toMatchObject({
      projects: [{ compared: { revision: 'main', changes: [{ kind: 'changed' }] } }],
    });
  });

  test('tells that nothing has changed, and what has come and gone', () => {
    committed('shop/');
    expect(run(['plan', 'shop', '--diff', 'HEAD']).stdout).toMatch(/^shop\/: the plan is as at HEAD \(/);
    expect(run(['plan', '--diff', 'HEAD', '.']).stdout).toMatch(
      /^the plan is as at HEAD \([0-9a-f]{12}\): 0 images\n$/,
    );
    put({ '.gitlab-ci.yml': ci });
    expect(run(['plan', '--diff', 'HEAD']).stdout).toContain('  + is new (linux/amd64, linux/arm64) (.gitlab-ci.yml:');
  });

  test('refuses what is no revision, and folders without a repository', () => {
    put({ '.gitlab-ci.yml': ci });
    expect(run(['plan', '--diff', 'main'])).toMatchObject({ code: 2, stdout: '' });
    expect(run(['plan', '--diff', 'main']).stderr).toMatch(
      /^multiarch-lint: `--diff main` cannot be compared with, because `.*` is in no git repository\n$/,
    );
    committed();
    for (const revision of ['nonsense', '--output=x']) {
      expect(run(['plan', `--diff=${revision}`])).toEqual({
        code: 2,
        stdout: '',
        stderr: `multiarch-lint: \`--diff ${revision}\` cannot be compared with, because \`${revision}\` is no revision of this repository\n`,
      });
    }
  });
});
