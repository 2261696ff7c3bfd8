import { resolve } from 'node:path';
import { writeOutput } from '../../host/write-output.ts';
import { UsageError } from '../../policy/usage-error.ts';
import type { Report } from '../../report/report.ts';
import type { LintCall } from '../call/arguments.ts';
import { wantsColor } from '../call/wants-color.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';
import { annotate } from './annotate.ts';
import { reporterOf } from './reporter-of.ts';
import { writeTo } from './write-to.ts';

/** Columns where there is no terminal to ask. */
export const usualWidth = 100;

/**
 * Writes every report that the call asks for: those with a file into it, without colour unless it is forced, the
 * other one to standard output. `code` is what the command is going to exit with; absent: it is not known yet.
 * Throws a `UsageError` for a file that cannot be written.
 */
export async function writeReports(
  reports: readonly Report[],
  { outputs, color, isQuiet, failOn }: LintCall,
  { stdout, environment, workingFolder }: Surroundings,
  code?: ExitCode,
): Promise<void> {
  for (const { format, file } of outputs) {
    if (format === 'github') {
      await annotate(reports, isQuiet);
      continue;
    }
    const report = await reporterOf(format);
    const isColored = file === undefined ? wantsColor(color, environment, stdout.isTTY === true) : color === 'always';
    const width = file === undefined ? (stdout.columns ?? usualWidth) : usualWidth;
    const text = report(reports, {
      color: isColored,
      width,
      quiet: isQuiet,
      failOn,
      ...(code === undefined ? {} : { exitCode: code }),
    });
    if (file === undefined) await writeTo(stdout, text);
    else writeFile(file, text, workingFolder);
  }
}

function writeFile(file: string, text: string, workingFolder: string): void {
  const outcome = writeOutput(resolve(workingFolder, file), text);
  if (outcome.is === 'failed') throw new UsageError(`\`${file}\` cannot be written, because ${outcome.because}`);
}
