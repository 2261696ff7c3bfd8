import type { Span } from '../source/source-file.ts';
import { environmentContext } from './contexts/environment-context.ts';
import { githubContext } from './contexts/github-context.ts';
import { jobContext, runnerContext, strategyContext } from './contexts/job-contexts.ts';
import { needsContext } from './contexts/needs-context.ts';
import { secretsContext, varsContext } from './contexts/settings-contexts.ts';
import { callPlaceFunction } from './contexts/status.ts';
import type { Contexts, GithubValue } from './expression/github-value.ts';
import type { NeededOutputs, WrittenValue } from './step.ts';

/** What the names in the expressions of a workflow, or of one of its jobs, are made of. */
export interface GithubScope {
  /** Path of the workflow that the event started: the same for it and for all workflows that it calls. */
  readonly run: string;
  /** What no other reading of a workflow has in the repository: a workflow is read once for each job that calls it. */
  readonly workflow?: string;
  /** What no other job instance of the repository has for its name; absent for what stands outside of jobs. */
  readonly job?: string;
  /** Properties of `github` that are known, or known in part, by name in lower case: `workflow`, `job`, those that the event fixes. */
  readonly github?: ReadonlyMap<string, GithubValue>;
  /** Values of `vars` that the policy gives. */
  readonly vars?: ReadonlyMap<string, string>;
  /** `env` of the workflow, then of the job. */
  readonly env?: readonly ReadonlyMap<string, WrittenValue>[];
  /** `matrix`, by key as written; absent: the job has none. */
  readonly matrix?: ReadonlyMap<string, GithubValue>;
  /** What of `matrix` is not known: whatever is asked for there. */
  readonly matrixRest?: (name: string, at: Span) => GithubValue;
  /** `inputs`; absent: there are none. */
  readonly inputs?: GithubValue;
  /** `strategy`, by property; absent: as for a job without one. */
  readonly strategy?: ReadonlyMap<string, GithubValue>;
  /** What is known of `runner`, by property. */
  readonly runner?: ReadonlyMap<string, GithubValue>;
  /** Ids of the jobs under the job's own `needs`. */
  readonly needs?: readonly string[];
  /** Whether the job runs only if they have succeeded. */
  readonly needsSucceed?: boolean;
  /** The outputs of those jobs. */
  readonly outputs?: NeededOutputs;
}

/**
 * What the names stand for in a job, or outside of jobs. `steps` and `jobs` are not among them. Which of the contexts GitHub offers
 * at which key is not checked here.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/contexts.
 */
export function githubContexts(scope: GithubScope): Contexts {
  const known = new Map<string, GithubValue | undefined>();
  return {
    contextOf(name, at) {
      const key = name.toLowerCase();
      if (!known.has(key)) known.set(key, contexts.get(key)?.(scope, at));
      return known.get(key);
    },
    call: (name, args, at) => callPlaceFunction(scope, name, args, at),
  };
}

const contexts: ReadonlyMap<string, (scope: GithubScope, at: Span) => GithubValue> = new Map([
  ['github', githubContext],
  ['vars', varsContext],
  ['secrets', secretsContext],
  ['env', (scope) => environmentContext(scope, githubContexts)],
  ['matrix', matrixContext],
  ['needs', needsContext],
  ['inputs', ({ inputs }) => inputs ?? { is: 'null' }],
  ['strategy', strategyContext],
  ['job', jobContext],
  ['runner', runnerContext],
]);

/** Null for a job without a matrix. */
function matrixContext({ matrix, matrixRest }: GithubScope): GithubValue {
  if (matrix === undefined && matrixRest === undefined) return { is: 'null' };
  const written = [...(matrix?.keys() ?? [])].filter((name) => name !== name.toLowerCase());
  return {
    is: 'object',
    object: {
      entries: new Map([...(matrix ?? [])].map(([name, value]) => [name.toLowerCase(), value])),
      spelling: new Map(written.map((name) => [name.toLowerCase(), name])),
      ...(matrixRest === undefined ? {} : { rest: matrixRest }),
    },
  };
}

/** The contexts with others put over them, by lower-case name: `steps`, or an `env` with what a step sets. */
export function contextsWith(contexts: Contexts, over: ReadonlyMap<string, GithubValue>): Contexts {
  return {
    contextOf: (name, at) => over.get(name.toLowerCase()) ?? contexts.contextOf(name, at),
    call: contexts.call,
  };
}
