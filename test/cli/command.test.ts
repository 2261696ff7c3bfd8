import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './run-command.ts';

const { put, run, shell, path } = temporaryFolder();

/** A pipeline that a privileged builder ruins. */
const broken = {
  '.gitlab-ci.yml': `build-server:
  image: docker:28
  services: [docker:28-dind]
  script:
    - docker build --tag $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA .
    - docker push $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA
`,
};

/** A pipeline that builds no image. */
const harmless = { '.gitlab-ci.yml': 'test-server:\n  image: golang:1.24\n  script: [go test ./...]\n' };

const text = (file: string): string => readFileSync(join(path(), file), 'utf8');

const reportLine = /^\.gitlab-ci\.yml:3:\d+: .*no-dind-service/m;

describe('exit codes', () => {
  test('0: nothing to report', () => {
    put(harmless);
    expect(run([])).toMatchObject({ code: 0, stderr: '' });
  });

  test('1: findings, whatever the format', () => {
    put(broken);
    const { code, stdout, stderr } = run(['--format', 'concise']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(reportLine);
    expect(run(['--format', 'sarif']).code).toBe(1);
  });

  test('0: findings below --fail-on', () => {
    put(broken);
    expect(run(['--fail-on', 'never']).code).toBe(0);
    expect(run(['--rule', 'no-dind-service=info', '--only', 'no-dind-service']).code).toBe(0);
  });

  test('2: a wrong call is one line', () => {
    put(broken);
    expect(run(['--fromat', 'json'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'multiarch-lint: unknown option `--fromat`; did you mean `--format`?\n',
    });
    expect(run(['server'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'multiarch-lint: the folder `server` does not exist\n',
    });
    expect(run(['--only', 'no-dind-servce'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'multiarch-lint: there is no rule `no-dind-servce`; did you mean `no-dind-service`?\n',
    });
  });

  test('2: a wrong policy file is one line with the place', () => {
    put({
      ...broken,
      '.multiarch-lint.yml': 'emulation: warn\nplatfroms: [linux/amd64]\n',
      'api/.gitlab-ci.yml': '',
      '.git/HEAD': '',
    });
    const stderr = 'multiarch-lint: .multiarch-lint.yml:2:1: unknown key `platfroms`; did you mean `platforms`?\n';
    expect(run([])).toEqual({ code: 2, stdout: '', stderr });
    expect(run(['api'])).toEqual({ code: 2, stdout: '', stderr });
    expect(run(['--config', 'gone.yml'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'multiarch-lint: the policy file `gone.yml` cannot be read, because it does not exist\n',
    });
  });

  test('3: nothing to lint is no silent pass', () => {
    put({ 'docs/README.md': '' });
    const { code, stdout, stderr } = run([]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^multiarch-lint: nothing to lint in `\.`; looked for .*\.gitlab-ci\.yml.*\n$/);
    expect(run(['--recursive']).code).toBe(3);
  });

  test('3: nothing to lint, and the reports that a job stores are there, valid and empty', () => {
    put({ 'docs/README.md': '' });
    const files = {
      'a/lint.json': 'json',
      'lint.sarif': 'sarif',
      'gl.json': 'gitlab',
      'junit.xml': 'junit',
      'lint.html': 'html',
      'lint.md': 'markdown',
    };
    const formats = Object.entries(files).flatMap(([file, format]) => ['--format', `${format}=${file}`]);
    for (const more of [[], ['--recursive']]) {
      const { code, stdout, stderr } = run([...formats, ...more]);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(
        /nothing to lint .*\nmultiarch-lint: the reports are there, and empty: `a\/lint\.json`, .* and `lint\.md`\n$/,
      );
    }
    expect(JSON.parse(text('a/lint.json'))).toMatchObject({ version: 1, projects: [], findings: [] });
    expect(JSON.parse(text('lint.sarif'))).toMatchObject({ runs: [{ results: [], invocations: [{ exitCode: 3 }] }] });
    expect(JSON.parse(text('gl.json'))).toEqual([]);
    expect(text('junit.xml')).toContain('<testsuites name="multiarch-lint" tests="0"');
    expect(text('lint.html')).toContain('Nothing was linted.');
    expect(text('lint.md')).toContain('### multiarch-lint: nothing was linted');
  });

  test('3: nothing to lint, and a program that reads standard output gets a report', () => {
    put({ 'docs/README.md': '' });
    expect(JSON.parse(run(['--format', 'json']).stdout)).toMatchObject({ version: 1, findings: [] });
    expect(run(['--format', 'gitlab']).stdout).toBe('[]\n');
    expect(run(['--format', 'github']).stdout).toBe('multiarch-lint: nothing was linted\n');
  });

  test('3: --strict and something was not read', () => {
    put({ '.gitlab-ci.yml': `include:\n  - remote: https://ci.example.org/build.yml\n${harmless['.gitlab-ci.yml']}` });
    expect([run(['--strict']).code, run([]).code]).toEqual([3, 0]);
  });
});

describe('what is checked', () => {
  test('--no-ignore reports what a comment silences', () => {
    put({ '.gitlab-ci.yml': `# multiarch-lint: ignore[no-dind-service] until next year\n${broken['.gitlab-ci.yml']}` });
    const only = ['--only', 'no-dind-service', '--format', 'concise'];
    expect(run(only)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(run([...only, '--no-ignore']).stdout).toMatch(/^\.gitlab-ci\.yml:4:\d+: error\[no-dind-service\]/);
  });

  test('--rule sets severities of rules that there are', () => {
    put(broken);
    const only = ['--only', 'no-dind-service', '--format', 'concise', '--rule', 'no-dind-service=warning'];
    expect(run(only)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(' warning[no-dind-service] ') as string,
    });
    expect(run([...only, '--fail-on', 'warning']).code).toBe(1);
    expect(run(['--rule', 'no-dind=off'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'multiarch-lint: there is no rule `no-dind`; did you mean `no-dind-service`?\n',
    });
  });

  test('--preset strict takes warnings for errors', () => {
    put({ '.gitlab-ci.yml': broken['.gitlab-ci.yml'].replace('docker:28\n', 'docker:latest\n') });
    const only = ['--only', 'unpinned-tool-image', '--format', 'concise'];
    expect(run(only).code).toBe(0);
    expect(run([...only, '--preset', 'strict']).code).toBe(1);
  });

  test('--quiet leaves nothing but the findings', () => {
    put({ ...broken, 'web/.gitlab-ci.yml': harmless['.gitlab-ci.yml'] });
    expect(run(['web', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const report = (...more: readonly string[]) => run(['--only', 'no-dind-service', ...more]).stdout;
    expect(report()).toMatch(/^error\[no-dind-service\][^]*\n1 problem /);
    expect(report('--quiet')).toMatch(/^error\[no-dind-service\][^]* Buildah or Kaniko\n$/);
  });
});

describe('output', () => {
  test('goes to a file for each format that names one, and to standard output once', () => {
    put(broken);
    const { code, stdout, stderr } = run([
      '--format',
      'sarif=reports/lint.sarif',
      '--format=gitlab=reports/lint.json',
      '--format',
      'concise',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(reportLine);
    expect(readFileSync(join(path(), 'reports/lint.sarif'), 'utf8')).toContain('"ruleId"');
    expect(readFileSync(join(path(), 'reports/lint.json'), 'utf8')).toContain('"fingerprint"');
  });

  test('that cannot be written is one line', () => {
    put({ ...harmless, reports: '' });
    const { code, stderr } = run(['--format', 'sarif=reports/lint.sarif']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'multiarch-lint: `reports/lint.sarif` cannot be written, because a part of its path is a file\n',
    });
  });

  test('is coloured in job logs, unless NO_COLOR is set', () => {
    put(broken);
    expect(run([], { CI: 'true' }).stdout).toContain('\u001B[');
    expect(run([], { CI: 'true', NO_COLOR: '1' }).stdout).not.toContain('\u001B[');
    expect(run([]).stdout).not.toContain('\u001B[');
  });

  test('names files from the working folder, in every project below it', () => {
    put({ 'api/.gitlab-ci.yml': broken['.gitlab-ci.yml'], 'web/.gitlab-ci.yml': harmless['.gitlab-ci.yml'] });
    const { code, stdout } = run(['--recursive', '--format', 'concise']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^api\/\.gitlab-ci\.yml:3:/m);
  });
});

test('a reader that goes away is no mistake', () => {
  put(broken);
  const { stdout, stderr } = shell('"$NODE" "$COMMAND" --print-model | true; echo "${PIPESTATUS[0]}"');
  expect({ code: stdout, stderr }).toEqual({ code: '0\n', stderr: '' });
});

test('a long report reaches a slow reader whole', () => {
  const jobs = Array.from({ length: 1000 }, (_, index) => `job-${index}:\n  script: [go test ./...]\n`);
  put({ '.gitlab-ci.yml': jobs.join('') });
  const { stdout } = shell('"$NODE" "$COMMAND" --print-model | (sleep 0.2; cat)');
  expect(stdout.length).toBeGreaterThan(200_000);
  expect(() => JSON.parse(stdout) as unknown).not.toThrow();
});

describe('what the command tells of itself', () => {
  test.each([
    [['--help'], /^Usage:/m],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
    [['rules'], /^ {2}no-dind-service +error +\S/m],
    [['explain', 'no-dind-service'], /^no-dind-service\n/],
  ])('%j', (args, expected) => {
    const { code, stdout, stderr } = run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });

  test('the policy in force', () => {
    put({ ...harmless, '.multiarch-lint.yml': 'platforms: [linux/arm64/v8]\nrules: { no-dind-service: off }\n' });
    const config: unknown = JSON.parse(run(['--print-config', '--preset', 'strict']).stdout);
    expect(config).toMatchObject({
      policyFile: '.multiarch-lint.yml',
      preset: 'strict',
      platforms: ['linux/arm64'],
      rules: { 'no-dind-service': { severity: 'off' } },
    });
  });

  test('the model', () => {
    put(harmless);
    const model: unknown = JSON.parse(run(['--print-model']).stdout);
    expect(model).toMatchObject({
      files: ['.gitlab-ci.yml'],
      pipelines: [{ definitions: [{ name: 'test-server', span: '.gitlab-ci.yml:1:1' }] }],
    });
  });
});
