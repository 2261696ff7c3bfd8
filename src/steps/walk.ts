import type { Contexts } from '../github/expression/github-value.ts';
import type { Steps } from '../github/step.ts';
import type { Job, Variable } from '../model/index.ts';
import type { WrittenFiles } from '../script/state/shell-state.ts';
import type { Span } from '../source/source-file.ts';
import type { Cause, Text, Truth } from '../value/index.ts';
import type { Checkout } from './checkouts.ts';
import type { JobRun, StepsSurroundings } from './job-run.ts';

/** A job while its steps are run: what one step leaves to the next changes as the walk goes on, `found` grows. */
export interface Walk {
  readonly job: Job;
  readonly surroundings: StepsSurroundings;
  /** What no other job of the repository has for its name. */
  readonly scope: string;
  readonly found: Found;
  /** What the job's `if` asks for, so that it holds in every step. */
  readonly conditions: ReadonlySet<string>;
  /** The checkouts so far. */
  readonly checkouts: Checkout[];
  /** Files that steps wrote. */
  files: WrittenFiles;
  /** What steps wrote to `$GITHUB_ENV`, by name. */
  variables: ReadonlyMap<string, Variable>;
  /** How many steps were looked at. */
  steps: number;
}

type Growing<T> = T extends readonly (infer Item)[] ? Item[] : never;

/** What the steps have brought to light so far. */
export interface Found {
  readonly commands: JobRun['commands']['items'][number][];
  readonly openTo: Cause[];
  readonly actions: Growing<JobRun['actions']>;
  readonly uploads: Growing<JobRun['uploads']>;
  readonly downloads: Growing<JobRun['downloads']>;
  readonly caches: Growing<JobRun['caches']>;
  readonly scripts: Growing<JobRun['scripts']>;
  readonly lost: Growing<JobRun['lost']>;
}

/** A list of steps and where it stands: that of the job, or that of a composite action. */
export interface StepList extends Pick<Steps, 'shell' | 'directory'> {
  /** What names stand for, without `steps` and without what steps set. */
  readonly contexts: Contexts;
  /** What the steps so far came to, by id in lower case. */
  readonly results: Map<string, StepResult>;
  /** `env` of the step that calls the action. */
  readonly environment: ReadonlyMap<string, Variable>;
  /** Variables that the runner sets for the list. */
  readonly given: ReadonlyMap<string, Text>;
  readonly runs: Truth;
  readonly failureIsIgnored: boolean;
  readonly via: readonly Span[];
  /** A name for the list that no other of the repository's runs has. */
  readonly name: string;
}

/** What a step came to. */
export interface StepResult {
  /** Its id as written. */
  readonly id: string;
  readonly effect: StepEffect;
  /** Whether it ran, as far as the list did. */
  readonly runs: Truth;
  /** Its condition as written, where it is not certain that it ran. */
  readonly condition: string | undefined;
}

/** What a step leaves behind, if it runs. */
export interface StepEffect {
  readonly outputs: ReadonlyMap<string, Text>;
  /** Whether it may set outputs that are not among them. */
  readonly setsMore: boolean;
  /** What it puts into the environment of later steps. */
  readonly variables: ReadonlyMap<string, Text>;
  /** All files that are written afterwards. */
  readonly files: WrittenFiles;
}

/** The effect of a step that does nothing. */
export const noEffect = ({ files }: Walk): StepEffect => ({
  outputs: new Map(),
  setsMore: false,
  variables: new Map(),
  files,
});

/** Bounds of a job. One that passes them is open from there on. */
export const limits = { steps: 2_000, commands: 20_000, depth: 10 } as const;
