import { knownFindings } from '../../baseline/write-baseline.ts';
import { counted } from '../../report/wording.ts';
import type { LintCall } from '../call/arguments.ts';
import { tell } from '../output/tell.ts';
import type { Surroundings } from '../surroundings.ts';
import { writeBaselineFile } from './baseline-file.ts';
import type { CheckedProject } from './check-project.ts';
import type { TargetCheck } from './check-target.ts';
import { baselineRoot, withoutKnown } from './narrow.ts';

/** Writes the findings of all projects into a new baseline, and answers the projects as that baseline leaves them. */
export async function knowAll(
  checks: readonly TargetCheck[],
  file: string,
  { isQuiet }: Pick<LintCall, 'isQuiet'>,
  { workingFolder, stderr }: Surroundings,
): Promise<readonly CheckedProject[]> {
  const placed = checks.flatMap(({ target, project }) =>
    project === undefined ? [] : [{ project, root: baselineRoot(target, workingFolder) }],
  );
  if (placed.length === 0) return [];
  const known = placed.flatMap(({ project, root }) => knownFindings(project.report.findings, root));
  await writeBaselineFile(file, known, workingFolder);
  if (!isQuiet) await tell(stderr, `multiarch-lint: wrote ${counted(known.length, 'finding')} to \`${file}\`\n`);
  return placed.map(({ project, root }) => withoutKnown(project, known, root));
}
