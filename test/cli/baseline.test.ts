import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { harmless, oneRule, places, ruined } from './gate.ts';
import { temporaryFolder } from './run-command.ts';

const { put, run, path } = temporaryFolder();
const baseline = (): string => readFileSync(join(path(), 'known.json'), 'utf8');
const write = [...oneRule, '--write-baseline', 'known.json'];
const gate = [...oneRule, '--baseline', 'known.json'];

describe('--write-baseline and --baseline', () => {
  test('leave only what is new, wherever the known findings move', () => {
    put({ '.gitlab-ci.yml': ruined('server') });
    expect(run(write)).toEqual({ code: 0, stdout: '', stderr: 'multiarch-lint: wrote 1 finding to `known.json`\n' });
    expect(run(gate)).toEqual({ code: 0, stdout: '', stderr: '' });

    put({ '.gitlab-ci.yml': `# Images\n\n${ruined('worker', 'server')}` });
    const { code, stdout, stderr } = run(gate);
    expect({ code, stderr, places: places(stdout) }).toEqual({ code: 1, stderr: '', places: ['.gitlab-ci.yml:5'] });
    expect(places(run([...oneRule]).stdout)).toEqual(['.gitlab-ci.yml:5', '.gitlab-ci.yml:12']);
  });

  test('are counted, and marked for programs', () => {
    put({ '.gitlab-ci.yml': ruined('server') });
    run(write);
    put({ '.gitlab-ci.yml': ruined('server', 'worker') });
    const only = ['--only', 'no-dind-service', '--baseline', 'known.json'];
    expect(run(only).stdout).toContain('\n1 problem (1 error, 0 warnings, 0 notes), 1 known from the baseline; ');
    expect(JSON.parse(run([...only, '--format', 'json']).stdout)).toMatchObject({
      projects: [{ goneFromBaseline: 0 }],
      findings: [{ baselineState: 'new' }],
      known: [{ baselineState: 'unchanged', location: { start: { line: 3 } } }],
    });
    expect(JSON.parse(run([...only, '--format', 'sarif']).stdout)).toMatchObject({
      runs: [{ results: [{ baselineState: 'new' }, { baselineState: 'unchanged' }] }],
    });
    expect(JSON.parse(run([...only, '--format', 'gitlab']).stdout)).toHaveLength(1);
  });

  test('tell of findings that are gone, and do not fail', () => {
    put({ '.gitlab-ci.yml': ruined('server', 'worker') });
    run(write);
    put({ '.gitlab-ci.yml': harmless });
    expect(run(gate)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'multiarch-lint: 2 findings of the baseline are gone; write it anew: --write-baseline known.json\n',
    });
    expect(run([...gate, '--quiet']).stderr).toBe('');
    expect(run(['--only', 'merge-before-build', '--format', 'concise', '--baseline', 'known.json']).stderr).toBe('');
    expect(run(write).code).toBe(0);
    expect(baseline()).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  test('hold for all projects, from any folder of the repository', () => {
    put({ 'api/.gitlab-ci.yml': ruined('api'), 'web/.gitlab-ci.yml': ruined('web'), '.git/HEAD': '' });
    expect(run([...write, '--recursive']).stderr).toBe('multiarch-lint: wrote 2 findings to `known.json`\n');
    expect(baseline()).toContain('"path":"api/.gitlab-ci.yml"');
    expect(run([...gate, '--recursive']).code).toBe(0);
    expect(run([...gate, 'web'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(run([...oneRule, '--baseline', '../known.json'], {}, 'web')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('never take the baseline for a file of the project', () => {
    put({ '.gitlab-ci.yml': harmless });
    const files = (args: readonly string[]): unknown =>
      (JSON.parse(run(args).stdout) as { files: readonly string[] }).files;
    expect(run(['--write-baseline', 'Dockerfile.known', '--quiet']).code).toBe(0);
    expect(files(['--print-model'])).toContain('Dockerfile.known');
    expect(files(['--print-model', '--baseline', 'Dockerfile.known'])).toEqual(['.gitlab-ci.yml']);
  });

  test('write nothing where there is nothing to lint', () => {
    expect(run(write).code).toBe(3);
    expect(existsSync(join(path(), 'known.json'))).toBe(false);
  });
});

describe('a wrong baseline is one line', () => {
  test('where there is none, and where it is broken', () => {
    put({ '.gitlab-ci.yml': ruined('server') });
    expect(run(gate)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'multiarch-lint: the baseline `known.json` cannot be read, because it does not exist; --write-baseline writes one\n',
    });
    put({ 'known.json': '{"version": 1' });
    const { code, stdout, stderr } = run(gate);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^multiarch-lint: [^\n]*known\.json[^\n]* is no JSON[^\n]*\n$/);
  });

  test('and no other file is overwritten by one', () => {
    put({ '.gitlab-ci.yml': ruined('server') });
    expect(run([...oneRule, '--write-baseline', '.gitlab-ci.yml'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'multiarch-lint: `.gitlab-ci.yml` is there and no baseline, so it is not overwritten; name another file\n',
    });
  });
});
