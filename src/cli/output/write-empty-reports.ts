import { listed } from '../../report/wording.ts';
import type { LintCall } from '../call/arguments.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';
import { tell } from './tell.ts';
import { writeReports } from './write-reports.ts';

/**
 * Writes the reports of a run without a project, valid and empty: the next step of a job, which stores them, finds its files.
 * What a person would read on the terminal is left out, because standard error says why there is nothing.
 */
export function writeEmptyReports(call: LintCall, surroundings: Surroundings, code: ExitCode): Promise<void> {
  const outputs = call.outputs.filter(({ format, file }) => file !== undefined || format !== 'terminal');
  return writeReports([], { ...call, outputs }, surroundings, code);
}

/** Tells on standard error which files are there and hold nothing. */
export async function tellEmptyReports({ outputs }: LintCall, { stderr }: Surroundings): Promise<void> {
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [`\`${file}\``]));
  if (files.length === 0) return;
  const what = files.length === 1 ? 'the report is' : 'the reports are';
  await tell(stderr, `multiarch-lint: ${what} there, and empty: ${listed(files)}\n`);
}
