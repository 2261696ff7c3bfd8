import { counted } from '../../report/wording.ts';
import type { LintCall, Repairs } from '../call/arguments.ts';
import type { RepairedProject } from '../projects/repair-project.ts';
import type { Surroundings } from '../surroundings.ts';
import { tell } from './tell.ts';
import { writeTo } from './write-to.ts';

/** Prints the patch, if that is what was asked for, and tells on standard error what was fixed and what was not. */
export async function tellRepairs(
  repaired: readonly RepairedProject[],
  { isQuiet }: LintCall,
  { writes, accepted }: Repairs,
  { stdout, stderr, environment }: Surroundings,
): Promise<void> {
  const { fittingPatch } = await import('./fitting-patch.ts');
  await writeTo(stdout, fittingPatch(repaired.map(({ patch }) => patch).join(''), { stdout, environment }));
  for (const note of repaired.flatMap(({ notes }) => notes)) await tell(stderr, `multiarch-lint: ${note}\n`);
  if (isQuiet) return;
  const fixed = repaired.reduce((sum, each) => sum + each.fixed, 0);
  const files = repaired.reduce((sum, each) => sum + each.files, 0);
  const what = `${counted(fixed, 'problem')} in ${counted(files, 'file')}`;
  if (fixed === 0)
    await tell(stderr, `multiarch-lint: nothing to fix${accepted.includes('unsafe') ? '' : leftToUnsafe(repaired)}\n`);
  else await tell(stderr, `multiarch-lint: ${writes ? 'fixed' : 'would fix'} ${what}\n`);
}

/** What the summary calls fixable, and these options leave. */
function leftToUnsafe(repaired: readonly RepairedProject[]): string {
  const unsafe = repaired
    .flatMap(({ checked }) => checked.report.findings)
    .filter(({ fix }) => fix?.safety === 'unsafe');
  return unsafe.length === 0 ? '' : ` safely; ${counted(unsafe.length, 'problem')} by --fix-unsafe`;
}
