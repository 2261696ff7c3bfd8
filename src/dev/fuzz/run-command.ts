import type { ExitCode } from '../../cli/exit-code.ts';
import { main } from '../../cli/main.ts';
import type { Scene } from './scene.ts';

/** What a run of the command came to. */
export interface Run {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** The report that went to a file, if the call asked for one. */
  readonly report: string;
  /** What went to the standard output of the process, as the annotations for GitHub do. */
  readonly log: string;
  readonly milliseconds: number;
}

/** Where a call may send a second report: `--format sarif=../report`. */
export const reportPath = '../report';

/** Runs the command in this process on what was laid out, with bytes as standard input; its day and its clock stand still. */
export async function runCommand(
  { project, beat, taken }: Scene,
  args: readonly string[],
  input: Buffer = Buffer.alloc(0),
): Promise<Run> {
  beat();
  const [stdout, stderr] = [collector(), collector()];
  const start = performance.now();
  const { value: code, log } = await withLog(() =>
    main(args, {
      environment: {},
      workingFolder: project,
      stdout,
      stderr,
      readInput: () => Promise.resolve(input),
      today: '2026-11-22',
      clock: () => 0,
    }),
  );
  const milliseconds = performance.now() - start;
  return { code, stdout: stdout.text(), stderr: stderr.text(), report: taken('report'), log, milliseconds };
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

/** Keeps what is written to the standard output of this thread while something is done. */
async function withLog<Value>(act: () => Promise<Value>): Promise<{ readonly value: Value; readonly log: string }> {
  const parts: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: string | Uint8Array): boolean => {
    parts.push(String(text));
    return true;
  };
  try {
    return { value: await act(), log: parts.join('') };
  } finally {
    process.stdout.write = write;
  }
}
