import { resolve } from 'node:path';
import type { KnownFinding } from '../../baseline/known-finding.ts';
import { readText } from '../../host/folders.ts';
import { writeOutput } from '../../host/write-output.ts';
import { UsageError } from '../../policy/usage-error.ts';
import { SourceFile } from '../../source/source-file.ts';

/** The findings of the baseline that the call names. Throws a `UsageError` for a file that is none. */
export async function readBaselineFile(written: string, workingFolder: string): Promise<readonly KnownFinding[]> {
  const content = readText(resolve(workingFolder, written));
  if (content.is === 'failed')
    throw new UsageError(
      `the baseline \`${written}\` cannot be read, because ${content.because}; --write-baseline writes one`,
    );
  const { readBaseline } = await import('../../baseline/read-baseline.ts');
  return readBaseline(new SourceFile(written, content.text));
}

/** Throws a `UsageError` if a baseline would replace a file that is something else. */
export async function refuseOtherFile(written: string, workingFolder: string): Promise<void> {
  const content = readText(resolve(workingFolder, written));
  if (content.is === 'failed') return;
  const { looksLikeBaseline } = await import('../../baseline/read-baseline.ts');
  if (!looksLikeBaseline(content.text))
    throw new UsageError(`\`${written}\` is there and no baseline, so it is not overwritten; name another file`);
}

/** Writes a baseline. Throws a `UsageError` if it cannot be written. */
export async function writeBaselineFile(
  written: string,
  findings: readonly KnownFinding[],
  workingFolder: string,
): Promise<void> {
  const { baselineText } = await import('../../baseline/write-baseline.ts');
  const outcome = writeOutput(resolve(workingFolder, written), baselineText(findings));
  if (outcome.is === 'failed')
    throw new UsageError(`the baseline \`${written}\` cannot be written, because ${outcome.because}`);
}
