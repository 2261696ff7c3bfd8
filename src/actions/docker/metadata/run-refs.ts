import { type Cause, known, knownString, no, type Truth, unknown } from '../../../value/index.ts';
import type { ActionScene } from '../../action-run.ts';

/** What a run can be for. */
export type RefKind = 'branch' | 'tag' | 'pull';

/** For what the runs of a job are, as far as its events tell. */
export interface RunRefs {
  /** All that are possible. */
  readonly kinds: ReadonlySet<RefKind>;
  /** Whether the run is started by a schedule. */
  readonly isScheduled: Truth;
  /** Why it is not clear which of them. */
  readonly cause: Cause;
}

const all: readonly RefKind[] = ['branch', 'tag', 'pull'];

/**
 * For what an event starts runs; those that are not here start them for the default branch.
 *
 * Source: docs.github.com/actions/reference/events-that-trigger-workflows (GITHUB_REF); for `pull_request_target` the action takes
 * the pull request's own ref (docker/metadata-action src/context.ts).
 */
const kindsByEvent: Readonly<Record<string, readonly RefKind[]>> = {
  push: ['branch', 'tag'],
  workflow_dispatch: ['branch', 'tag'],
  create: ['branch', 'tag'],
  delete: ['branch'],
  release: ['tag'],
  registry_package: ['branch', 'tag'],
  deployment: ['branch', 'tag'],
  deployment_status: ['branch', 'tag'],
  pull_request: ['pull'],
  pull_request_review: ['pull'],
  pull_request_review_comment: ['pull'],
  pull_request_target: ['pull'],
  workflow_call: all,
};

/** For what the runs of a job can be. */
export function runRefs({ use, environment }: ActionScene): RunRefs {
  const events = use.job.github?.events ?? [];
  const type = environment('GITHUB_REF_TYPE');
  const written = type.is === 'set' ? knownString(type.value) : undefined;
  const possible = events.length === 0 ? all : events.flatMap((event) => kindsByEvent[event] ?? ['branch' as const]);
  const kinds = written === undefined ? possible : possible.filter((kind) => kind === 'pull' || kind === written);
  const because = 'the runs of the workflow are not all for the same kind of branch, tag or pull request';
  const cause: Cause = { kind: 'rules', because, at: use.span };
  const others = events.some((event) => event !== 'schedule');
  const isScheduled = events.includes('schedule') ? (others ? unknown(cause) : known(true)) : unseen(events, cause);
  return { kinds: new Set(kinds), isScheduled, cause };
}

const unseen = (events: readonly string[], cause: Cause): Truth => (events.length === 0 ? unknown(cause) : no);

/** Whether a run is for a branch, a tag or a pull request. */
export function isFor({ kinds, cause }: RunRefs, kind: RefKind): Truth {
  if (!kinds.has(kind)) return no;
  return kinds.size === 1 ? known(true) : unknown(cause);
}
