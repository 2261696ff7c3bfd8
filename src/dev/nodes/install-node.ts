import { join } from 'node:path';
import { packageOfNode } from './releases.ts';
import { runNpm } from './run-npm.ts';

/** The program of a release of Node, or why it is not here: a clause without full stop. */
export type NodeInstallation =
  | { readonly is: 'installed'; readonly program: string }
  /** Nobody's mistake: the registry is away, or nobody builds that release for this machine. */
  | { readonly is: 'away'; readonly because: string }
  | { readonly is: 'failed'; readonly because: string };

/** Puts a release of Node into a folder, out of npm's cache where it is there; npm compares it with the registry's hash. */
export function installNode(release: string, folder: string): NodeInstallation {
  const { platform, arch } = process;
  const name = `${packageOfNode(platform, arch)}@${release}`;
  const options = ['--prefix', folder, '--no-save', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const { code, stdout } = runNpm('npm', ['install', '--json', ...options, name], { cwd: folder, env: process.env });
  if (code !== 0) return whyNotInstalled(errorIn(stdout), name);
  const file = platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return { is: 'installed', program: join(folder, 'node_modules', packageOfNode(platform, arch), file) };
}

/** npm's error code, if the output is npm's JSON about an error. */
export function errorIn(output: string): string {
  return /"code": "(\w+)"/.exec(output)?.[1] ?? 'no error code';
}

/**
 * What an error of npm means for who asked for a release. Only a registry that cannot be asked, or that lends nothing to
 * this machine, is nobody's mistake.
 *
 * Source: docs.npmjs.com/cli/v10/using-npm/logging and the error codes of make-fetch-happen, of Node's `dns` and `net`.
 */
export function whyNotInstalled(code: string, name: string): NodeInstallation {
  if (code === 'E404') return { is: 'away', because: `npm has no ${name}` };
  if (code === 'EBADPLATFORM') return { is: 'away', because: `${name} is not for this machine` };
  if (unreachable.test(code)) return { is: 'away', because: `the registry of npm cannot be asked (${code})` };
  return { is: 'failed', because: `npm cannot install ${name} (${code})` };
}

const unreachable =
  /^(?:ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONN\w+|E\w*TIMEDOUT|E\w*TIMEOUT|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR|E40[137]|E429|E5\d\d)$/;
