import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { optionTable } from '../../src/cli/call/option-table.ts';
import { inputOptions } from '../../src/dev/action-file.ts';
import { readAction } from '../../src/github/actions-files/read-action.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { harmless, ruined } from './gate.ts';
import { temporaryFolder } from './run-command.ts';

const launcher = resolve('bin/action.js');
const { path, put } = temporaryFolder();

/** Runs the action in the temporary folder, as a runner does: inputs, outputs and the summary go by the environment. */
function step(inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  put({ 'out/output': '', 'out/summary': '', 'out/temp/.keep': '' });
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  const output = join(path(), 'out/output');
  const summary = join(path(), 'out/summary');
  const defaults = { INPUT_DIRECTORY: 'repo', INPUT_ANNOTATIONS: 'true', INPUT_SUMMARY: 'true' };
  const env = {
    ...defaults,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: path(),
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: join(path(), 'out/temp'),
    ...Object.fromEntries(variables),
    ...environment,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher], { cwd: path(), env, encoding: 'utf8' });
  const written = readFileSync(output, 'utf8').split('\n').filter(Boolean);
  return {
    code: status,
    stdout,
    stderr,
    outputs: Object.fromEntries(written.map((line) => line.split(/=(.*)/s).slice(0, 2))) as Record<string, string>,
    summary: readFileSync(summary, 'utf8'),
  };
}

describe('a step of the action', () => {
  test('annotates, counts, leaves a SARIF report and a summary, and fails as the command does', () => {
    put({ 'repo/.gitlab-ci.yml': ruined('server') });
    const { code, stdout, outputs, summary } = step({ only: 'no-dind-service,no-docker-socket' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error title=multiarch-lint%3A no-dind-service,file=repo\/\.gitlab-ci\.yml,line=3,/m);
    expect(outputs).toMatchObject({ errors: '1', warnings: '0', notes: '0', undecided: '0', 'exit-code': '1' });
    expect(JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8'))).toHaveProperty('findings.length', 1);
    expect(summary).toContain('### multiarch-lint: 1 problem (1 error, 0 warnings, 0 notes)');
  });

  test('takes options as inputs, lists on lines of their own, and turns nothing on that is false', () => {
    put({ 'repo/.gitlab-ci.yml': ruined('server'), 'web/.gitlab-ci.yml': ruined('web') });
    const result = step({
      directory: 'repo\nweb\n',
      only: 'no-dind-service\n',
      rule: 'no-dind-service=warning\nno-docker-socket=off\n',
      'fail-on': 'warning',
      quiet: 'false',
      recursive: 'False',
      summary: 'false',
      format: 'junit=junit.xml\nconcise\n',
    });
    expect(result).toMatchObject({ code: 1, summary: '', outputs: { errors: '0', warnings: '2' } });
    expect(result.stdout).toMatch(/^repo\/\.gitlab-ci\.yml:3:.*warning/m);
    expect(result.stdout).not.toContain('::');
    expect(existsSync(join(path(), 'junit.xml'))).toBe(true);
  });

  test('passes where nothing is found', () => {
    put({ 'repo/.gitlab-ci.yml': harmless });
    expect(step({ annotations: 'false' })).toMatchObject({ code: 0, outputs: { errors: '0', 'exit-code': '0' } });
  });

  test('says on one line what is wrong with its inputs, and has no report then', () => {
    put({ 'repo/.gitlab-ci.yml': harmless });
    expect(step({ strict: 'yes' })).toMatchObject({
      code: 2,
      stdout: '::error title=multiarch-lint::`strict` is true or false, and not `yes`\n',
    });
    const { code, outputs, summary } = step({ 'fail-on': 'fatal' });
    expect({ code, outputs, summary }).toEqual({ code: 2, outputs: { 'exit-code': '2' }, summary: '' });
  });
});

describe('another release', () => {
  /** An npm that writes down how it is called, and installs a program that tells its arguments. */
  const npm = `#!${process.execPath}
const { mkdirSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const bin = args[args.indexOf('--prefix') + 1] + '/node_modules/multiarch-lint/bin';
mkdirSync(bin, { recursive: true });
writeFileSync(bin + '/multiarch-lint.cjs', 'console.log(process.argv.slice(2).at(-1))');
console.log(JSON.stringify({ args, folder: process.cwd() }));
`;

  test('is installed outside of the workspace, without scripts, and run in it', () => {
    put({ 'tools/npm': npm });
    spawnSync('chmod', ['+x', join(path(), 'tools/npm')]);
    const { code, stdout, stderr } = step({ version: '1.2.3' }, { PATH: join(path(), 'tools') });
    const call = JSON.parse(stderr) as { readonly args: readonly string[]; readonly folder: string };
    expect({ code, stdout, last: call.args.at(-1) }).toEqual({
      code: 0,
      stdout: 'repo\n',
      last: 'multiarch-lint@1.2.3',
    });
    expect(call.args).toContain('--ignore-scripts');
    expect(call.folder.startsWith(join(path(), 'out/temp'))).toBe(true);
  });

  test('needs an npm', () => {
    expect(step({ version: '1.2.3' }, { PATH: path() })).toMatchObject({
      code: 2,
      stdout:
        '::error title=multiarch-lint::`multiarch-lint@1.2.3` cannot be installed: no npm was found, which actions/setup-node brings\n',
    });
  });
});

describe('action.yml', () => {
  const action = parse(readFileSync('action.yml', 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
    readonly outputs: Readonly<Record<string, { readonly description: string }>>;
    readonly runs: Readonly<Record<string, string>>;
  };
  const own = ['directory', 'format', 'annotations', 'summary', 'version'];

  test('is an action to our own reader, too: one that runs on Node, with inputs that a workflow can give', () => {
    const workflow = {
      on: 'push',
      jobs: { lint: { 'runs-on': 'ubuntu-24.04', steps: [{ uses: './', with: { strict: true } }] } },
    };
    const text = readFileSync('action.yml', 'utf8');
    const files = { 'action.yml': text, '.github/workflows/lint.yml': JSON.stringify(workflow) };
    const found = readAction(memoryWorkspace(files), './');
    expect('because' in found ? found.because : '').toBe(
      'the action `action.yml` runs on `node24` and is not looked into',
    );
    const { unreadable, pipelines } = readProject(memoryWorkspace(files), defaultPolicy);
    expect({ unreadable, rejections: pipelines.flatMap(({ rejections }) => rejections) }).toEqual({
      unreadable: [],
      rejections: [],
    });
  });

  test('names a program that is there, and a Node that runners have', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'bin/action.js' });
    expect(existsSync(action.runs['main'] ?? '')).toBe(true);
  });

  test('has the options of the command as inputs, in its words', () => {
    expect(Object.keys(action.inputs)).toEqual([...own, ...inputOptions.map(({ name }) => name)]);
    for (const { name, help } of inputOptions)
      expect(action.inputs[name]?.description).toContain(help.replace('; repeatable', ''));
  });

  test('leaves out only what is no matter of a step', () => {
    const missing = optionTable.filter((row) => !inputOptions.includes(row)).map(({ name }) => name);
    expect(missing).toEqual([
      'format',
      'diff',
      'stdin-filename',
      'color',
      'print-config',
      'print-model',
      'version',
      'help',
    ]);
  });

  test('its program hands on exactly these', () => {
    const text = readFileSync(launcher, 'utf8');
    const list = (name: string) =>
      [...(new RegExp(`const ${name} = \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
        ([, each]) => each,
      );
    const names = (takesValue: boolean) =>
      inputOptions.filter(({ value }) => (value !== undefined) === takesValue).map(({ name }) => name);
    expect(list('flags')).toEqual(names(false));
    expect(list('values')).toEqual(names(true));
    for (const name of own) expect(text).toContain(`'${name}'`);
    for (const name of Object.keys(action.outputs)) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
