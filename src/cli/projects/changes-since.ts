import type { ChangedLines } from '../../engine/changed-lines.ts';
import { baseOf, changedLines, type GitAnswer, workspaceAt } from '../../host/git.ts';
import { UsageError } from '../../policy/usage-error.ts';
import { readProject } from '../../project/read-project.ts';
import { type CheckInput, lintProject } from './check-project.ts';

/** What changed in a project since a revision. */
export interface Changes {
  /** As the user wrote it. */
  readonly revision: string;
  readonly lines: ChangedLines;
  /** The fingerprints of the findings at that revision; `undefined` if they cannot be told. */
  readonly printsBefore: () => ReadonlySet<string> | undefined;
}

/**
 * The changes in a project since the work left a revision. Throws a `UsageError` if there is no git repository or no such
 * revision.
 */
export function changesSince(revision: string, input: CheckInput): Changes {
  const { folder } = input.target;
  const commit = answered(baseOf(folder, revision), revision);
  const lines = answered(changedLines(folder, commit), revision);
  return { revision, lines, printsBefore: () => printsAt(commit, input) };
}

function answered<T>(answer: GitAnswer<T>, revision: string): T {
  if (answer.is === 'answer') return answer.value;
  const isUnknown = answer.because.includes('is no revision');
  throw new UsageError(
    `\`--since ${revision}\` cannot tell what changed, because ${answer.because}${isUnknown ? '; a job has to fetch it first' : ''}`,
  );
}

function printsAt(commit: string, input: CheckInput): ReadonlySet<string> | undefined {
  // What registries said of the files of today was not asked for those of that time.
  const files = input.call.isOnline ? undefined : workspaceAt(input.target.folder, commit);
  if (files?.is !== 'answer') return undefined;
  const before = lintProject(input, readProject(files.value, input.policy));
  return new Set(before.report.findings.map(({ fingerprint }) => fingerprint));
}
