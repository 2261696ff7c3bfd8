import { expect, test } from 'vitest';
import { hostileName, hostilePath } from '../report/every-report.ts';
import { temporaryFolder } from './run-command.ts';

const { put, run } = temporaryFolder();

/** A workflow command as GitHub's runner reads a line of the log. Source: actions/runner, ActionCommand.cs. */
interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

function commandIn(line: string): Command | undefined {
  const match = /^\s*::(?<head>[^]*?)::(?<message>[^]*)$/.exec(line);
  if (match === null) return undefined;
  const { head = '', message = '' } = match.groups ?? {};
  const [name = '', ...rest] = head.split(' ');
  const pairs = rest
    .join(' ')
    .split(',')
    .map((pair) => pair.split('='));
  return {
    name,
    properties: Object.fromEntries(pairs.map(([key = '', ...value]) => [key, decoded(value.join('='))])),
    message: decoded(message),
  };
}

const decoded = (text: string): string =>
  text.replace(/%(?:0D|0A|3A|2C|25)/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));

const linesOf = (stdout: string): readonly string[] => stdout.split('\n').filter((line) => line !== '');

const pipeline = (job: string): string =>
  JSON.stringify({
    [job]: {
      image: 'docker:28',
      services: ['docker:28-dind'],
      script: [
        'docker build --tag "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA" .',
        'docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA"',
      ],
    },
  });

test('findings are annotations at their places, and a line tells how many there are', () => {
  put({ '.gitlab-ci.yml': pipeline('build') });
  const { code, stdout } = run(['--format', 'github', '--only', 'no-dind-service']);
  const [line = '', summary] = linesOf(stdout);
  expect(code).toBe(1);
  expect(commandIn(line)).toMatchObject({
    name: 'error',
    properties: { file: '.gitlab-ci.yml', line: '1', endLine: '1', title: 'multiarch-lint: no-dind-service' },
  });
  expect(summary).toBe('multiarch-lint: 1 problem (1 error, 0 warnings, 0 notes)');
  expect(linesOf(run(['--format', 'github', '--only', 'no-dind-service', '--quiet']).stdout)).toEqual([line]);
});

test.each([
  ['everything at once', hostileName],
  ['a command', '::set-env name=PATH::/tmp/evil'],
  ['a command on a new line', 'x\n::set-env name=PATH::/tmp/evil'],
  ['an old command', '##[add-path]/tmp/evil'],
  ['an encoded line break', 'x%0A::add-mask::a'],
  ['a carriage return', 'x\r::stop-commands::y'],
])('no text of the repository becomes a workflow command: %s', (_, name) => {
  put({ '.gitlab-ci.yml': `include: [{local: ${JSON.stringify(hostilePath)}}]`, [hostilePath]: pipeline(name) });
  const lines = linesOf(run(['--format', 'github']).stdout);
  const commands = lines.slice(0, -1).map(commandIn);
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    expect(['error', 'warning', 'notice']).toContain(command?.name);
    expect(Object.keys(command?.properties ?? {})).toEqual(['title', 'file', 'line', 'endLine', 'col']);
    expect([hostilePath, '.gitlab-ci.yml']).toContain(command?.properties['file']);
  }
  expect(lines.at(-1)).toMatch(/^multiarch-lint: \d+ problems? \([\w, ]+\)[\w, ]*$/);
  expect(lines.join('\n')).not.toContain('\r');
});

test('annotations go to the log alone', () => {
  put({ '.gitlab-ci.yml': pipeline('build') });
  expect(run(['--format', 'github=annotations.txt'])).toMatchObject({
    code: 2,
    stderr: 'multiarch-lint: `github` writes into the log of a step, so it takes no file: --format github\n',
  });
  expect(run(['--format', 'github', '--diff'])).toMatchObject({ code: 2 });
  const { stdout } = run(['--format', 'github', '--format', 'junit=junit.xml']);
  expect(linesOf(stdout).at(-1)).toMatch(/^multiarch-lint: /);
});
