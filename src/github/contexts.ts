import type { Span } from '../source/source-file.ts';
import type { Contexts, GithubValue } from './expression/github-value.ts';
import type { NeededOutputs, WrittenValue } from './step.ts';

/** What the names in the expressions of a workflow, or of one of its jobs, are made of. */
export interface GithubScope {
  /** Path of the workflow that the event started: the same for it and for all workflows that it calls. */
  readonly run: string;
  /** What no other job instance of the repository has for its name; absent for what stands outside of jobs. */
  readonly job?: string;
  /** Properties of `github` that are known, or known to be few, by name in lower case: `event_name`, `ref`, `workflow`, `job`. */
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
  /** Ids of the jobs under the job's own `needs`. */
  readonly needs?: readonly string[];
  /** The outputs of those jobs. */
  readonly outputs?: NeededOutputs;
}

/** What the names stand for in a job, or outside of jobs. `steps` is not among them. */
export function githubContexts(_scope: GithubScope): Contexts {
  return { contextOf: () => undefined, call: () => undefined };
}

/** The contexts with others put over them, by lower-case name: `steps`, or an `env` with what a step sets. */
export function contextsWith(contexts: Contexts, over: ReadonlyMap<string, GithubValue>): Contexts {
  return {
    contextOf: (name, at) => over.get(name.toLowerCase()) ?? contexts.contextOf(name, at),
    call: contexts.call,
  };
}
