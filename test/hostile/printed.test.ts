import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
// The command loads these when it needs them, which takes longer than a test may.
import '../../src/cli/projects/check-project.ts';
import '../../src/cli/commands/plan-command.ts';
import '../../src/cli/commands/propose-policy.ts';
import '../../src/cli/projects/repair-project.ts';
import { main } from '../../src/cli/main.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'multiarch-lint-')));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

interface Reader {
  readonly isTTY?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the command writes for a reader: a terminal or not, in the log of a job or not. */
async function printed(args: readonly string[], { isTTY = false, environment = {} }: Reader = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY,
    columns: 100,
    write(text: string, done: () => void): boolean {
      written[name] += text;
      done();
      return true;
    },
  });
  await main(args, {
    environment: { NO_COLOR: '1', ...environment },
    workingFolder: root,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    today: '2026-11-22',
  });
  return written;
}

/** Clears the screen, sets the title, is CSI in one character, rings, turns the text, erases, goes back. */
const escapes = '\u001B[2J\u001B]0;title\u0007\u009B31m\u0085\u202Eevil\u2066\u007F\b';
const commands = ' ::set-env name=PATH::/evil ##[add-mask]x ##vso[task.setvariable]y';
const evil = `a${escapes}${commands}`;
const yaml = JSON.stringify;

/** What a terminal would obey, line by line. */
const controls = (text: string): readonly string[] =>
  text.match(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu) ??
  [];

/** What a runner of GitHub or Azure would obey. Source: actions/runner, src/Runner.Common/ActionCommand.cs. */
const commandsIn = (text: string): readonly string[] =>
  text.split(/\r\n|\r|\n/).filter((line) => /^\s*::[^:]*::/.test(line) || /##\w*\[/.test(line));

const project = {
  '.gitlab-ci.yml': `stages: [${yaml(evil)}]
include: [${yaml(`https://example.org/${evil}.yml`)}, { project: ${yaml(evil)}, file: ${yaml(`${evil}.yml`)} }]
${yaml(evil)}:
  stage: ${yaml(evil)}
  tags: [${yaml(evil)}, "::error::x"]
  image: ${yaml(`docker:${evil}`)}
  variables: { ${yaml(`KUBERNETES_NODE_SELECTOR_a: b\n    evil${evil}`)}: ${yaml(evil)}, ${yaml(evil)}: ${yaml(evil)} }
  script:
    - ${yaml(`docker build --platform linux/arm64 --tag shop/${evil}:1 --push .`)}
    - ${yaml(commands)}
`,
  '.multiarch-lint.yml': `environment:
  variables: { ${yaml(evil)}: ${yaml(evil)} }
  runners: { ${yaml(evil)}: { platform: linux/arm64 } }
  includes: { ${yaml(`project:${evil}`)}: ${yaml(evil)} }
images: [{ name: ${yaml(`shop/${evil}`)}, platforms: [linux/amd64] }]
ignore: [${yaml(evil)}]
`,
};

const calls: readonly (readonly string[])[] = [
  ['--print-model'],
  ['--print-config'],
  ['--format', 'terminal'],
  ['--format', 'concise'],
  ['--format', 'json'],
  ['--format', 'sarif'],
  ['--format', 'gitlab'],
  ['--format', 'junit'],
  ['--format', 'markdown'],
  ['--format', 'html'],
  ['--config', evil],
  ['--only', evil],
  ['--since', evil],
  ['--baseline', evil],
  [evil],
  ['explain', evil],
  ['merge-reports', evil],
  ['plan'],
  ['plan', '--format', 'json'],
  ['plan', '--format', 'mermaid'],
];

/** A name that a terminal can show. */
const nameOf = (args: readonly string[]): string => args.map((arg) => (arg === evil ? 'EVIL' : arg)).join(' ');

describe.each([
  ['a terminal', { isTTY: true }],
  ['a log', { environment: { CI: 'true', GITHUB_ACTIONS: 'true' } }],
])('nothing of a repository does something to %s', (_reader, reader) => {
  test.each(calls.map((args) => [nameOf(args), args] as const))('by %s', async (_, args) => {
    put(project);
    const { stdout, stderr } = await printed(args, reader);
    expect(stdout + stderr).not.toBe('');
    expect([controls(stdout), controls(stderr)]).toEqual([[], []]);
    expect([commandsIn(stdout), commandsIn(stderr)]).toEqual([[], []]);
  });

  test('by init, whose job is one job, also with such a name', async () => {
    put({ '.gitlab-ci.yml': project['.gitlab-ci.yml'] });
    const { stdout, stderr } = await printed(['init'], reader);
    expect([controls(stdout), controls(stderr)]).toEqual([[], []]);
    expect([commandsIn(stdout), commandsIn(stderr)]).toEqual([[], []]);
    const { 'multiarch-lint': job, ...others } = parse(stdout) as Readonly<
      Record<string, Readonly<Record<string, unknown>>>
    >;
    expect(others).toEqual({});
    expect(job).toMatchObject({ tags: [evil, '::error::x'] });
    expect(Object.keys({ ...job })).toEqual(['stage', 'image', 'tags', 'variables', 'needs', 'script', 'artifacts']);
    const policy = readFileSync(join(root, '.multiarch-lint.yml'), 'utf8');
    expect(controls(policy)).toEqual([]);
    expect(Object.keys(parse(policy) as object)).not.toContain('evil');
  });
});

test('JSON says what it would say without the guard', async () => {
  put(project);
  const { environment } = JSON.parse((await printed(['--print-config'])).stdout) as {
    readonly environment: { readonly variables: Readonly<Record<string, string>> };
  };
  expect(environment.variables).toEqual({ [evil]: evil });
});

describe('a patch', () => {
  const fixable = (text: string) => ({
    '.gitlab-ci.yml': `build:
  image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }
  script:
    # ${text}
    - /kaniko/executor --context . --cache=true --destination shop:1
    # ${text}
`,
  });
  const diff = ['--only', 'kaniko-cache-ttl', '--diff'];

  test('shows a terminal signs in place of what it would obey', async () => {
    put(fixable(`\u007F\u009B31m\u202E${commands}`));
    const { stdout } = await printed(diff, { isTTY: true });
    expect(stdout).toContain('+    - /kaniko/executor --context . --cache=true --cache-ttl=');
    expect([controls(stdout), commandsIn(stdout)]).toEqual([[], []]);
  });

  test.each([[{}], [{ CI: 'true', GITLAB_CI: 'true' }], [{ GITHUB_ACTIONS: 'true' }], [{ TF_BUILD: 'True' }]])(
    'that holds no command is the same everywhere: %j',
    async (environment) => {
      put(fixable('std::vector, a:b, \u202E'));
      expect((await printed(diff, { environment })).stdout).toBe((await printed(diff)).stdout);
    },
  );

  test('goes to a runner of GitHub between lines that stop commands, and is applied nevertheless', async () => {
    put(fixable(commands));
    const { stdout } = await printed(diff, { environment: { GITHUB_ACTIONS: 'true' } });
    const [, token = ''] = /^::stop-commands::([\w-]{36})\n/.exec(stdout) ?? [];
    expect(stdout.endsWith(`\n::${token}::\n`)).toBe(true);
    const again = await printed(diff, { environment: { GITHUB_ACTIONS: 'true' } });
    expect(again.stdout).not.toContain(token);
    expect(commandsIn(stdout).length).toBeGreaterThan(2);
    for (const [program, ...args] of [
      ['git', 'apply', '-'],
      ['patch', '-p1', '--reverse', '--silent'],
    ] as const)
      execFileSync(program, args, { cwd: root, input: stdout });
    expect(readFileSync(join(root, '.gitlab-ci.yml'), 'utf8')).toBe(fixable(commands)['.gitlab-ci.yml']);
  });

  test('stays whole where only a file or a program reads it', async () => {
    put(fixable(commands));
    execFileSync('git', ['apply', '-'], { cwd: root, input: (await printed(diff)).stdout });
    expect(readFileSync(join(root, '.gitlab-ci.yml'), 'utf8')).toContain('--cache-ttl=');
  });

  test('is no command to an agent of Azure', async () => {
    put(fixable(commands));
    expect(commandsIn((await printed(diff, { environment: { TF_BUILD: 'True' } })).stdout)).toEqual([]);
  });
});
