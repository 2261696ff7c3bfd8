import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { OutputStream } from '../../src/cli/surroundings.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'multiarch-lint-')));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function run(...args: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written): OutputStream => ({
    write(text, done) {
      written[name] += text;
      done(null);
      return true;
    },
  });
  const code = await main(args, {
    environment: {},
    workingFolder: root,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    today: '2026-11-22',
  });
  return { code, ...written };
}

const ci = `
package:
  image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }
  tags: [builders]
  script: [/kaniko/executor --context . --destination $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA --cache]
`;
const policyFile = () => join(root, '.multiarch-lint.yml');

test('init writes a policy, prints nothing but the job, and tells the rest on standard error', async () => {
  writeFileSync(join(root, '.gitlab-ci.yml'), ci);
  const { code, stdout, stderr } = await run('init');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^multiarch-lint:\n {2}stage: test\n(?: {2}.*\n)+$/);
  expect(stdout).toContain('tags: [builders]');
  expect(stderr.split('\n')).toEqual([
    'multiarch-lint: wrote `.multiarch-lint.yml`',
    'multiarch-lint: say in it what the repository does not: 1 runner tag',
    'multiarch-lint: the job for .gitlab-ci.yml:',
    '',
  ]);
  expect(readFileSync(policyFile(), 'utf8')).toContain('#    builders: { platform: linux/amd64 }  # `package`\n');
});

const workflow = (label: string): string => `
on: { push: { branches: [main] } }
jobs:
  image:
    runs-on: ${label}
    steps:
      - uses: actions/checkout@v6
      - run: docker build --tag ghcr.io/acme/orders:1.2 --push .
`;

function putWorkflow(label: string) {
  mkdirSync(join(root, '.github/workflows'), { recursive: true });
  writeFileSync(join(root, '.github/workflows/image.yml'), workflow(label));
}

test('init prints a workflow where there are workflows, and asks about runner labels', async () => {
  putWorkflow('[self-hosted, linux, builders]');
  const { code, stdout, stderr } = await run('init');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^name: multiarch-lint\n[^]*\n {6}- run: npx --yes multiarch-lint@\S+ --format github\n$/);
  expect(stdout).toContain('runs-on: [self-hosted, linux, builders]\n');
  expect(stderr.split('\n')).toEqual([
    'multiarch-lint: wrote `.multiarch-lint.yml`',
    'multiarch-lint: say in it what the repository does not: 1 runner label',
    'multiarch-lint: the workflow .github/workflows/multiarch-lint.yml:',
    '',
  ]);
  const policy = readFileSync(policyFile(), 'utf8');
  expect(policy).toContain('# Runner labels that name no architecture');
  expect(policy).not.toMatch(/CI_REGISTRY|self-hosted|includes/);
});

test('init prints both for a repository with both systems', async () => {
  writeFileSync(join(root, '.gitlab-ci.yml'), ci);
  putWorkflow('ubuntu-24.04-arm');
  const { stdout, stderr } = await run('init');
  expect(stdout).toMatch(
    /^# \.gitlab-ci\.yml\nmultiarch-lint:\n[^]*\n# \.github\/workflows\/multiarch-lint\.yml\nname: /,
  );
  expect(stdout).toContain('runs-on: ubuntu-latest\n');
  expect(stderr).toContain('the job for .gitlab-ci.yml; the workflow .github/workflows/multiarch-lint.yml:\n');
});

test('a label that is empty is none to run the job or the workflow on', async () => {
  writeFileSync(join(root, '.gitlab-ci.yml'), 'build:\n  variables: { POOL: "" }\n  tags: [$POOL]\n  script: [make]\n');
  putWorkflow('"${{ matrix.pool }}"\n    strategy: { matrix: { pool: [""] } }');
  const { stdout } = await run('init');
  expect(stdout).toContain('runs-on: ubuntu-latest\n');
  expect(stdout).not.toContain('tags:');
});

test('init never overwrites: not a policy, not what a link leads to', async () => {
  writeFileSync(join(root, '.gitlab-ci.yml'), ci);
  writeFileSync(policyFile(), 'preset: all\n');
  const again = {
    code: 2,
    stdout: '',
    stderr: 'multiarch-lint: `.multiarch-lint.yml` is there already; it is never overwritten\n',
  };
  expect(await run('init')).toEqual(again);
  expect(readFileSync(policyFile(), 'utf8')).toBe('preset: all\n');
  rmSync(policyFile());
  symlinkSync(join(root, 'elsewhere.yml'), policyFile());
  expect(await run('init')).toEqual(again);
});

test('init says that a policy above does not hold for its folder any more', async () => {
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, 'services/api'), { recursive: true });
  writeFileSync(policyFile(), 'preset: all\n');
  writeFileSync(join(root, 'services/api/.gitlab-ci.yml'), ci);
  const { code, stderr } = await run('init', 'services/api');
  expect(code).toBe(0);
  expect(stderr.split('\n').slice(0, 2)).toEqual([
    'multiarch-lint: wrote `services/api/.multiarch-lint.yml`',
    'multiarch-lint: the policy of a folder above does not hold here any more',
  ]);
});

test('init writes nothing where there is nothing to lint', async () => {
  const { code, stderr } = await run('init');
  expect(code).toBe(3);
  expect(stderr).toMatch(/^multiarch-lint: nothing to lint in `\.`; looked for /);
  expect(() => readFileSync(policyFile())).toThrow('ENOENT');
});

test('init names the schema where npm has put it', async () => {
  writeFileSync(join(root, '.gitlab-ci.yml'), ci);
  mkdirSync(join(root, 'node_modules/multiarch-lint'), { recursive: true });
  writeFileSync(join(root, 'node_modules/multiarch-lint/schema.json'), '{}');
  await run('init');
  expect(readFileSync(policyFile(), 'utf8').split('\n')[0]).toBe(
    '# yaml-language-server: $schema=node_modules/multiarch-lint/schema.json',
  );
});

test.each([
  [['init', '--fix'], '`--fix` cannot be used with `init`'],
  [['init', 'a', 'b'], '`init` takes one folder: multiarch-lint init [DIR]'],
  [['init', 'missing'], 'the folder `missing` does not exist'],
])('%j is a wrong call', async (args, message) => {
  expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: `multiarch-lint: ${message}\n` });
});
