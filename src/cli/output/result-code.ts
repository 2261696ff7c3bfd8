import { failsRun } from '../../engine/fails-run.ts';
import type { LintCall } from '../call/arguments.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { CheckedProject } from '../projects/check-project.ts';

/**
 * What the run came to. Findings weigh more than what could not be seen. `hasEmptyTarget`: one of the folders held
 * nothing to lint, which must not pass for "nothing is wrong".
 */
export function resultCode(
  checked: readonly CheckedProject[],
  call: Pick<LintCall, 'failOn' | 'isStrict'>,
  { hasEmptyTarget }: { readonly hasEmptyTarget: boolean },
): ExitCode {
  if (checked.some(({ report }) => report.findings.some((finding) => failsRun(finding, call.failOn))))
    return exitCode.findings;
  if (hasEmptyTarget || (call.isStrict && checked.some(isUndecided))) return exitCode.incomplete;
  return exitCode.clean;
}

/** Whether some claim was left open, or something was not read on which a claim could depend. */
const isUndecided = ({ report, hasGaps }: CheckedProject): boolean =>
  hasGaps ||
  report.project.notAnalysed.length > 0 ||
  report.findings.some(({ certainty }) => certainty === 'undecided');
