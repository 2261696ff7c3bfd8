import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** What a process came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a process runs; `node` is the program of Node that runs it, absent: that of this process. */
export interface Circumstances {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly node?: string;
}

/** Runs npm or npx, those that have started this program, also on another release of Node. */
export function runNpm(name: 'npm' | 'npx', args: readonly string[], circumstances: Circumstances): Outcome {
  const path = process.env['npm_execpath'] ?? '';
  if (!/npm-cli\.c?js$/.test(path)) throw new Error('npm has to start this: npm run package:nodes');
  return runNode([join(dirname(path), `${name}-cli.js`), ...args], circumstances);
}

/** Runs a script on a release of Node. */
export function runNode(args: readonly string[], { cwd, env, node = process.execPath }: Circumstances): Outcome {
  const { status, stdout, stderr, error } = spawnSync(node, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error !== undefined) throw error;
  return { code: status, stdout, stderr };
}
