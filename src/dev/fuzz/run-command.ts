import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitCode } from '../../cli/exit-code.ts';
import { main } from '../../cli/main.ts';
import { type Files, readFiles, writeFiles } from './files.ts';

/** A folder in memory, or on a disk, in which cases are laid out; one for each worker. */
export interface Scene {
  readonly folder: string;
  /** Called before every run, so that somebody can see that there is one. */
  readonly beat: () => void;
}

/** What a run of the command came to. */
export interface Run {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** The report that went to a file, if the call asked for one. */
  readonly report: string;
  readonly milliseconds: number;
}

/** Where a call may send a second report: `--format sarif=../report`. */
export const reportPath = '../report';

/** Lays out the files, and leaves nothing of what was there. */
export function layOut({ folder }: Scene, files: Files): void {
  rmSync(join(folder, 'report'), { force: true });
  writeFiles(join(folder, 'project'), files);
}

/** The files as the last run left them. */
export const filesAfter = ({ folder }: Scene): Files => readFiles(join(folder, 'project'));

/** Runs the command in this process on what was laid out; its day and its clock stand still. */
export async function runCommand({ folder, beat }: Scene, args: readonly string[]): Promise<Run> {
  beat();
  const [stdout, stderr] = [collector(), collector()];
  const start = performance.now();
  const code = await main(args, {
    environment: {},
    workingFolder: join(folder, 'project'),
    stdout,
    stderr,
    today: '2026-11-22',
    clock: () => 0,
  });
  const milliseconds = performance.now() - start;
  const path = join(folder, 'report');
  const report = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return { code, stdout: stdout.text(), stderr: stderr.text(), report, milliseconds };
}

function collector() {
  const parts: string[] = [];
  return {
    text: () => parts.join(''),
    write(text: string, written: (error?: Error | null) => void): boolean {
      parts.push(text);
      written();
      return true;
    },
  };
}
