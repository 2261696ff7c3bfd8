import { resolve } from 'node:path';
import { readText } from '../../host/folders.ts';
import { writeOutput } from '../../host/write-output.ts';
import { UsageError } from '../../policy/usage-error.ts';
import { mergeReports } from '../../report/merge/merge-reports.ts';
import type { MergeCall } from '../call/arguments.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { writeTo } from '../output/write-to.ts';
import type { Surroundings } from '../surroundings.ts';

/** `multiarch-lint merge-reports FILE ...`: writes one report that says what all say; its findings decide the exit code. */
export async function mergeCommand(
  { files, output, failOn }: MergeCall,
  { stdout, workingFolder }: Surroundings,
): Promise<ExitCode> {
  const merge = mergeReports(files.map((name) => ({ name, text: textOf(name, workingFolder) })));
  if (merge.is === 'failed') throw new UsageError(merge.because);
  if (output.format !== undefined && output.format !== merge.format)
    throw new UsageError(
      `the reports are in the format \`${merge.format}\`, and cannot be joined to \`${output.format}\``,
    );
  if (output.file === undefined) await writeTo(stdout, merge.text);
  else write(output.file, merge.text, workingFolder);
  return merge.fails(failOn) ? exitCode.findings : exitCode.clean;
}

function textOf(name: string, workingFolder: string): string {
  const content = readText(resolve(workingFolder, name));
  if (content.is === 'text') return content.text;
  throw new UsageError(`the report \`${name}\` cannot be read, because ${content.because}`);
}

function write(file: string, text: string, workingFolder: string): void {
  const outcome = writeOutput(resolve(workingFolder, file), text);
  if (outcome.is === 'failed') throw new UsageError(`\`${file}\` cannot be written, because ${outcome.because}`);
}
