import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';

const command = fileURLToPath(new URL('../../bin/multiarch-lint.cjs', import.meta.url));

/** What a run of the command came to. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own for each test of a file. */
export function temporaryFolder(): {
  readonly path: () => string;
  /** Writes files below it. */
  readonly put: (files: Readonly<Record<string, string>>) => void;
  /**
   * Runs the built command in it, or in a folder below it, in an environment that holds nothing but `environment`, with `input` as
   * its standard input.
   */
  readonly run: (
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
    folder?: string,
    input?: string,
  ) => CommandResult;
  /** Runs a line of bash in it, in which `"$NODE" "$COMMAND"` is the built command. */
  readonly shell: (line: string) => CommandResult;
} {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'multiarch-lint-')));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return {
    path: () => root,
    put(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    },
    run: (args, environment = {}, folder = '', input = '') =>
      spawn([process.execPath, command, ...args], { cwd: join(root, folder), env: environment, input }),
    shell: (line) =>
      spawn(['/bin/bash', '--norc', '-c', line], {
        cwd: root,
        env: { NODE: process.execPath, COMMAND: command, PATH: '/usr/bin:/bin' },
      }),
  };
}

function spawn(
  [program = '', ...args]: readonly string[],
  where: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly input?: string },
): CommandResult {
  const { status, stdout, stderr } = spawnSync(program, args, { ...where, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, stdout, stderr };
}
