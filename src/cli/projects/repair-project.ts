import { applyFixes } from '../../fix/apply-fixes.ts';
import type { RefusedFix } from '../../fix/candidates.ts';
import { type FixedFile, unifiedDiff } from '../../fix/unified-diff.ts';
import { replaceFile, whyNotReplaced } from '../../host/replace-file.ts';
import { UsageError } from '../../policy/usage-error.ts';
import type { Repairs } from '../call/arguments.ts';
import { type CheckedProject, type CheckInput, checkForFixes } from './check-project.ts';
import type { Target } from './targets.ts';

/** A project after its fixes, and what is to be told about them. */
export interface RepairedProject {
  /** As it is on the disk afterwards. */
  readonly checked: CheckedProject;
  /** The fixes as a patch; empty if they were written, or if there are none. */
  readonly patch: string;
  /** How many findings were fixed, in how many files. */
  readonly fixed: number;
  readonly files: number;
  /** One line for every fix that was not applied. */
  readonly notes: readonly string[];
}

/**
 * Fixes a project as the call asks: writes the files, or makes a patch of what it would write. Throws a `UsageError` if a
 * file cannot be written; the files before it are then changed.
 */
export function repairProject(input: CheckInput, { accepted, writes }: Repairs): RepairedProject {
  const { target, workspace, policy } = input;
  const copies = [...policy.environment.includes.values()];
  const { files, fixed, refused, first, result } = applyFixes({
    workspace,
    lint: (present) => checkForFixes(input, present),
    accepted,
    whyNotWritten: (path) => whyForeign(path, copies) ?? whyNotReplaced(target.folder, path),
  });
  if (writes) for (const file of files) write(file, target);
  return {
    checked: (writes ? result : first).checked,
    patch: writes ? '' : files.map((file) => unifiedDiff(file, target.prefix)).join(''),
    fixed: fixed.length,
    files: files.length,
    notes: refused.map((fix) => noteOf(fix, target)),
  };
}

/** The policy's local copies of includes belong to somebody else. */
const whyForeign = (path: string, copies: readonly string[]): string | undefined =>
  copies.some((copy) => path === copy || path.startsWith(`${copy.replace(/\/+$/, '')}/`))
    ? 'the file is a copy of one that lives elsewhere'
    : undefined;

function write(file: FixedFile, { folder, prefix }: Target): void {
  const outcome = replaceFile(folder, file);
  if (outcome.is === 'failed')
    throw new UsageError(`\`${prefix}${file.path}\` cannot be written, because ${outcome.because}`);
}

/** `api/.gitlab-ci.yml:12: kaniko-cache-ttl is not fixed, because the list is an alias`. */
function noteOf({ findings: [{ at, ruleId }], because }: RefusedFix, { prefix }: Target): string {
  const { line } = at.file.positionAt(at.start);
  return `${prefix}${at.file.path}:${String(line)}: ${ruleId} is not fixed, because ${because}`;
}
