import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
// The command loads these when it needs them, which takes longer than a test may.
import '../../src/cli/projects/check-project.ts';
import '../../src/cli/commands/plan-command.ts';
import '../../src/cli/commands/propose-policy.ts';
import { changedLines } from '../../src/host/git.ts';
import { saidOf } from './said-of.ts';

let parent = '';
let root = '';
beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'multiarch-lint-')));
  root = join(parent, 'shop');
  mkdirSync(join(parent, 'ran'));
  put({ '.gitlab-ci.yml': pipeline('1h'), 'scripts/build.sh': 'echo built\n', 'logo.bin': 'a\0b\n' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'Begin');
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

const pipeline = (ttl: string): string => `build:
  image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }
  script:
    - /kaniko/executor --context . --cache=true --cache-ttl=${ttl} --destination shop:1
`;

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Git without what the account or the machine has set. */
function git(...args: readonly string[]): string {
  const env = {
    PATH: process.env.PATH,
    HOME: parent,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  };
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** A program that says that it ran, and under which name it was to run. */
function trap(name: string): string {
  const path = join(parent, `trap-${name}`);
  writeFileSync(path, `#!/bin/sh\ntouch "${join(parent, 'ran', name)}"\nexec timeout 2 cat 2>/dev/null\n`);
  chmodSync(path, 0o755);
  return path;
}

const ran = (): readonly string[] => readdirSync(join(parent, 'ran')).sort();

const said = (...args: readonly string[]): Promise<string> => saidOf(root, args);

/** Adds to the configuration of the repository, by its sections. */
function configure(sections: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  const lines = Object.entries(sections).flatMap(([section, settings]) => [
    `[${section}]`,
    ...Object.entries(settings).map(([name, value]) => `\t${name} = "${value}"`),
  ]);
  appendFileSync(join(root, '.git/config'), `${lines.join('\n')}\n`);
}

/** Every setting by which git would run a program while it compares files and reads commits. */
function setTraps(): void {
  mkdirSync(join(parent, 'hooks'));
  for (const hook of ['post-index-change', 'reference-transaction', 'pre-auto-gc', 'post-checkout']) {
    writeFileSync(join(parent, 'hooks', hook), `#!/bin/sh\ntouch "${join(parent, 'ran', hook)}"\n`);
    chmodSync(join(parent, 'hooks', hook), 0o755);
  }
  configure({
    core: {
      hooksPath: join(parent, 'hooks'),
      fsmonitor: trap('fsmonitor'),
      pager: trap('pager'),
      sshCommand: trap('ssh'),
      gitProxy: trap('proxy'),
      askPass: trap('askpass'),
      editor: trap('editor'),
      alternateRefsCommand: trap('alternate-refs'),
    },
    pager: { diff: trap('pager-of-diff'), config: trap('pager-of-config') },
    color: { ui: 'always' },
    credential: { helper: trap('credential') },
    gpg: { program: trap('gpg') },
    diff: { external: trap('external-diff') },
    'diff "trap"': { command: trap('diff-driver'), textconv: trap('textconv'), cachetextconv: 'true' },
    'filter "trap"': { clean: trap('clean'), smudge: trap('smudge'), required: 'true' },
    'filter "Long One.v2"': { process: trap('process') },
    'filter ""': { clean: trap('clean-without-name') },
    alias: { diff: `!${trap('alias-of-diff')}`, 'cat-file': `!${trap('alias-of-cat-file')}` },
  });
  put({
    '.gitattributes': '*.yml filter=trap diff=trap\n*.bin filter=trap diff=trap\n',
    '.git/info/attributes': '"scripts/*" filter=Long\\ One.v2\n*.sh filter=trap\n*.bin filter=\n',
  });
}

test('the traps are traps: git by itself runs programs that the configuration of a repository names', () => {
  setTraps();
  put({ '.gitlab-ci.yml': pipeline('2h'), 'scripts/build.sh': 'echo other\n' });
  git('diff', 'HEAD');
  expect(ran()).toEqual(expect.arrayContaining(['clean', 'external-diff', 'fsmonitor']));
});

describe('nothing runs that the configuration of a repository names', () => {
  test.each([
    [['--since', 'main']],
    [['--since', 'main', '--recursive']],
    [['--since', 'main', '--baseline', 'known.json']],
    [['--write-baseline', 'other.json']],
    [['--fix-unsafe', '--diff']],
    [['--fix-unsafe']],
    [['plan', '--diff', 'main']],
    [['init']],
  ])('by %j', async (args) => {
    put({ 'known.json': '{"version":1,"findings":[]}\n' });
    git('checkout', '-q', '-b', 'change');
    git('rm', '-q', '--cached', 'logo.bin');
    setTraps();
    const changed = { 'scripts/build.sh': 'echo other\n', 'logo.bin': 'c\0d\n', 'new.yml': 'a: b\n' };
    put({ '.gitlab-ci.yml': pipeline('1000h'), ...changed });
    expect(await said(...args)).toMatch(/^[013]\n/);
    expect(ran()).toEqual([]);
  });

  test('also where a name holds what the option of git cannot: that is refused', async () => {
    put({ '.gitattributes': '*.yml filter=a=b\n', '.gitlab-ci.yml': pipeline('1000h') });
    configure({ 'filter "a=b"': { clean: trap('clean') } });
    expect(await said('--since', 'main')).toMatch(
      /^2\nmultiarch-lint: `--since main` cannot tell what changed, because /,
    );
    expect(ran()).toEqual([]);
  });

  test('also where objects are missing that git would fetch', async () => {
    put({ '.gitlab-ci.yml': pipeline('1000h') });
    git('add', '.gitlab-ci.yml');
    git('commit', '-q', '-m', 'Keep longer');
    const blob = git('rev-parse', 'HEAD~1:.gitlab-ci.yml');
    rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    configure({
      core: { repositoryFormatVersion: '1' },
      extensions: { partialClone: 'origin' },
      'remote "origin"': {
        promisor: 'true',
        url: `ext::${trap('remote-helper')}`,
        uploadpack: trap('uploadpack'),
      },
      protocol: { allow: 'always' },
      'protocol "ext"': { allow: 'always' },
    });
    expect(await said('--since', 'HEAD~1')).toMatch(
      /^2\nmultiarch-lint: `--since HEAD~1` cannot tell what changed, because /,
    );
    expect(await said('plan', '--diff', 'HEAD~1')).toMatch(/^[02]\n/);
    git('config', 'remote.origin.url', root);
    expect(await said('--since', 'HEAD~1')).toMatch(/^2\n/);
    expect(ran()).toEqual([]);
  });
});

describe('what a change itself brings does not hide it from --since', () => {
  const whole = { first: 1, last: Number.MAX_SAFE_INTEGER };
  const changed = (): readonly string[] => {
    const lines = changedLines(root, git('rev-parse', 'main'));
    if (lines.is === 'failed') throw new Error(lines.because);
    return [...lines.value.keys()].sort();
  };

  test.each(['-diff', 'binary', '-text -diff', 'diff=none', 'filter=none', 'ident', 'eol=crlf', 'linguist-generated'])(
    'as the attribute `%s`',
    async (attribute) => {
      put({ '.gitlab-ci.yml': pipeline('1000h'), '.gitattributes': `* ${attribute}\n` });
      expect(changed()).toEqual(['.gitattributes', '.gitlab-ci.yml']);
      expect(await said('--since', 'main')).toContain('[kaniko-cache-ttl]');
    },
  );

  test('as an ignored file does, which the pipeline of the commit has nevertheless', () => {
    put({ '.gitlab-ci.yml': pipeline('1000h'), '.gitignore': '*\n' });
    git('add', '-f', '.gitignore');
    expect(changed()).toContain('.gitlab-ci.yml');
  });

  test('and a file that git takes for binary has changed as a whole, whatever its name is', () => {
    put({ 'logo.bin': 'c\0d\n', 'ci/ and b.bin': 'x\0y\n', 'ci/ü"\t.bin': 'x\0y\n' });
    git('add', 'ci');
    git('mv', 'scripts/build.sh', 'scripts/make.sh');
    const lines = changedLines(root, git('rev-parse', 'main'));
    expect(lines).toEqual({
      is: 'answer',
      value: new Map(['logo.bin', 'ci/ and b.bin', 'ci/ü"\t.bin'].map((path) => [path, [whole]])),
    });
  });
});
