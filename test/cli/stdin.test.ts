import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inputTarget } from '../../src/cli/projects/standard-input.ts';
import { harmless, oneRule, places, ruined } from './gate.ts';
import { temporaryFolder } from './run-command.ts';

const { put, run, path } = temporaryFolder();
const lint = (file: string, text: string, folder = '') =>
  run([...oneRule, '--stdin-filename', file, '-'], {}, folder, text);

test('a file from standard input takes the place of the one on the disk', () => {
  put({ '.gitlab-ci.yml': harmless });
  expect(places(lint('.gitlab-ci.yml', ruined('server')).stdout)).toEqual(['.gitlab-ci.yml:3']);
  expect(lint(`${path()}/.gitlab-ci.yml`, harmless)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a file from standard input is read as one from the disk: binary or not, with its byte order mark', () => {
  const asJson = (...args: readonly string[]) => {
    const { stdout, code } = run(['--format', 'json', ...args], {}, '', text);
    return { findings: (JSON.parse(stdout) as { readonly findings: unknown }).findings, code };
  };
  let text = '';
  for (text of ['a\0b', `\uFEFF${ruined('server')}`]) {
    put({ '.gitlab-ci.yml': text });
    expect(asJson('--stdin-filename', '.gitlab-ci.yml', '-')).toEqual(asJson());
  }
});

test('the other files come from the disk, and their own findings are left out', () => {
  put({ '.gitlab-ci.yml': `include: [local: ci/build.yml]\n${ruined('server')}`, 'ci/build.yml': harmless });
  const { code, stdout } = lint('ci/build.yml', ruined('worker'));
  expect({ code, places: places(stdout) }).toEqual({ code: 1, places: ['ci/build.yml:3'] });
  expect(lint('ci/build.yml', harmless).code).toBe(0);
});

test('a file need not be on the disk, and what its project does not read is no silent pass', () => {
  put({ '.gitlab-ci.yml': 'include: [local: ci/build.yml]\n' });
  expect(places(lint('ci/build.yml', ruined('worker')).stdout)).toEqual(['ci/build.yml:3']);
  expect(lint('ci/other.yml', ruined('worker'))).toEqual({
    code: 3,
    stdout: '',
    stderr: 'multiarch-lint: nothing to lint in `ci/other.yml`; the pipeline of its project does not read it\n',
  });
});

test('a file belongs to the outermost project around it', () => {
  put({ 'api/.gitlab-ci.yml': harmless, 'api/deploy/.gitlab-ci.yml': harmless });
  expect(places(lint('api/.gitlab-ci.yml', ruined('api')).stdout)).toEqual(['api/.gitlab-ci.yml:3']);
  expect(lint('api/deploy/.gitlab-ci.yml', ruined('api')).code).toBe(3);
  expect(places(lint('.gitlab-ci.yml', ruined('api'), 'api').stdout)).toEqual(['.gitlab-ci.yml:3']);
  expect(places(lint('new/.gitlab-ci.yml', ruined('api')).stdout)).toEqual(['new/.gitlab-ci.yml:3']);
});

test('a workflow belongs to the repository around its .github, another file to the outermost pipeline around it', () => {
  put({ '.gitlab-ci.yml': harmless, 'api/.github/workflows/image.yml': '', 'api/action.yml': '' });
  const projectOf = (file: string, folder = '') => inputTarget(file, join(path(), folder)).prefix;
  expect(projectOf('api/.github/workflows/image.yml')).toBe('api/');
  expect(projectOf('web/.github/workflows/new.yaml')).toBe('web/');
  expect(projectOf('api/action.yml')).toBe('');
  expect(projectOf('web/.github/workflows/old/image.yml')).toBe('');
  expect(projectOf('.github/workflows/image.yml', 'api')).toBe('');
});

test('a workflow, or an action that one uses, comes from standard input', () => {
  const action = (run: string) => `runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: ${run}\n`;
  const workflow = (use: string) =>
    JSON.stringify({
      on: 'push',
      jobs: { image: { 'runs-on': ['self-hosted', 'builders'], steps: [{ uses: './tools/image' }, { run: use }] } },
    });
  put({ '.github/workflows/image.yml': workflow('true'), 'tools/image/action.yml': action('true') });
  const ruin = 'docker run --privileged ghcr.io/acme/builder:1.2 docker build --push --tag ghcr.io/acme/orders:1.2 .';
  const only = (file: string, text: string) =>
    run(['--format', 'concise', '--only', 'no-privileged-container', '--stdin-filename', file, '-'], {}, '', text);
  expect(only('.github/workflows/image.yml', workflow('true')).stdout).not.toContain('no-privileged-container');
  expect(only('.github/workflows/image.yml', workflow(ruin)).stdout).toMatch(/^\.github\/workflows\/image\.yml:1:/);
  expect(only('tools/image/action.yml', action(ruin)).stdout).toMatch(/^tools\/image\/action\.yml:5:/);
  expect(only('tools/other/action.yml', action(ruin)).code).toBe(3);
});

test('without a pipeline of GitLab a file belongs to the outermost repository with workflows', () => {
  put({ 'api/.github/workflows/image.yml': '', 'api/vendored/.github/workflows/image.yml': '' });
  expect(inputTarget('api/vendored/tools/action.yml', path()).prefix).toBe('api/');
});

test.each(['../.gitlab-ci.yml', 'ci', '/etc/passwd'])('%s is no file below the working folder', (file) => {
  put({ 'ci/build.yml': '' });
  expect(lint(file, '')).toEqual({
    code: 2,
    stdout: '',
    stderr: `multiarch-lint: \`--stdin-filename ${file}\` names no file below the working folder\n`,
  });
});
