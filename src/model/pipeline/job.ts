import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { Cause, Field, OpenList, Text, Truth } from '../../value/index.ts';
import type { Cache } from '../cache/cache.ts';
import type { ContainerOption } from '../command/container-command.ts';
import type { Conditions } from '../presence/conditions.ts';
import type { Formula } from '../presence/formula.ts';
import type { GithubJob } from './github-job.ts';
import type { Pipeline } from './pipeline.ts';
import type { Variables } from './variables.ts';

/** A word of the CI file that names something, and where it stands. */
export interface Named {
  readonly name: string;
  readonly span: Span;
}

/** A job as written: one key of the CI file (of GitHub's `jobs`), before its matrix is multiplied out. */
export interface JobDefinition {
  readonly name: string;
  /** The job's key. */
  readonly span: Span;
  /**
   * Where each keyword in force is written (the key itself), wherever it comes from: the job, a template that it
   * extends, `default:`. A keyword that is not there is not in force.
   */
  readonly keywords: ReadonlyMap<string, Span>;
  /**
   * Below which top-level key each of them is written: the job's own, that of a template, or `default`. One of the top level
   * itself is below none, and neither is one whose place is not clear.
   */
  readonly holders: ReadonlyMap<string, Named>;
  /** Texts in fields that no shell reads, with the shell expansions in them that will not happen. */
  readonly failedExpansions: readonly FailedExpansion[];
  /** Scripts of templates and defaults that do not run, because the job or a later template has one of its own. */
  readonly shadowedScripts: readonly ShadowedScript[];
}

/** A `before_script` that another one takes the place of. */
export interface ShadowedScript {
  /** The items that the script in force does not take up again by `!reference`. */
  readonly items: OpenList<EmbeddedText>;
  /** The top-level key it stands under: a template, or `default`; absent if that is not clear. */
  readonly holder?: string;
  /** Whether all jobs inherit it without asking, by `default:` or at the top level. */
  readonly isDefault: boolean;
  /** Its key there. */
  readonly span: Span;
  /** The key of the one that is in force. */
  readonly by: Span;
}

/** A shell expansion in a field that GitLab or its runner expands by simpler rules. */
export interface FailedExpansion {
  /** The keyword as GitLab's documentation writes it: `cache:key`, `cache:fallback_keys`, `image`, `tags`, `variables`. */
  readonly keyword: string;
  /** For `variables`: the name of the variable. */
  readonly variable?: string;
  /** The expansion as written: `${GOARCH:-amd64}`, `$(uname -m)`. */
  readonly expansion: string;
  readonly at: Span;
  /** Whether the expansion vanishes or stays in the value letter by letter. */
  readonly becomes: 'empty' | 'literal';
  /** The field's value as it really is at run time. */
  readonly value: Text;
}

/** A job as it runs. Every cell of a matrix is a job of its own, named as the CI system names it: `build: [arm64]`, `build (arm64)`. */
export interface Job {
  readonly name: string;
  readonly definition: JobDefinition;
  readonly pipeline: Pipeline;
  /** Its place among the instances of `parallel`, 1-based; absent without `parallel`. */
  readonly instance?: { readonly number: number; readonly total: number };
  /** The values of its matrix cell, by variable name. Empty without a matrix. */
  readonly matrix: ReadonlyMap<string, Text>;
  /** Unset for GitHub, which has none. */
  readonly stage: Field<Named>;
  readonly needs: Needs;
  /** GitLab `dependencies`: the jobs whose artifacts it takes; unset means "all that it waits for". */
  readonly dependencies: Field<OpenList<Named>>;
  readonly when: Field<'on_success' | 'on_failure' | 'always' | 'never' | 'manual' | 'delayed'>;
  readonly allowFailure: Truth;
  /** Under which conditions it is in a pipeline, as written. */
  readonly conditions: Conditions;
  /** When it is in a pipeline of its file; questions about it are in `presence.ts`. */
  readonly presence: Formula;
  /** Whether it can be in any pipeline at all: "no" if every rule says `never`. */
  readonly canRun: Truth;
  readonly image: Field<JobImage>;
  readonly services: OpenList<JobService>;
  /** GitLab `tags`, GitHub `runs-on` labels, after the expansion that the CI system does. */
  readonly runnerLabels: OpenList<Text>;
  readonly variables: Variables;
  readonly caches: OpenList<Cache>;
  /** Files that it reports as dotenv: their lines become variables of later jobs. */
  readonly dotenvReports: OpenList<Text>;
  /** Files and folders, with globs, that it hands to later jobs: `artifacts:paths`. */
  readonly artifactPaths: OpenList<Text>;
  /** before_script and script, item by item: one shell process. Empty for GitHub, whose steps are processes of their own. */
  readonly script: OpenList<EmbeddedText>;
  /** after_script: a shell of its own. */
  readonly afterScript: OpenList<EmbeddedText>;
  /** A job that starts another pipeline and runs no script. */
  readonly trigger: Field<Trigger>;
  /** Absent for a job of GitLab. */
  readonly github?: GithubJob;
}

/** What a job waits for: the stages before its own, or the jobs it lists. */
export type Needs =
  | { readonly by: 'stage' }
  | { readonly by: 'list'; readonly needs: OpenList<Need>; readonly span: Span }
  | { readonly by: 'unknown'; readonly causes: readonly Cause[] };

/** One entry of `needs`. */
export interface Need {
  /** The job's name as written, or as the matrix selection spells it. */
  readonly name: string;
  /** The instances it waits for. Empty if no job has that name, or if it belongs to another pipeline. */
  readonly jobs: readonly Job[];
  readonly isOptional: boolean;
  /** Whether it brings artifacts and dotenv variables. */
  readonly takesArtifacts: boolean;
  /** The value of `artifacts` there; absent if it is not written. */
  readonly artifactsAt?: Span;
  /** A need of another project or pipeline, which orders nothing here. */
  readonly isElsewhere: boolean;
  readonly span: Span;
}

/** The container a job runs in. */
export interface JobImage {
  readonly reference: Text;
  /** The entrypoint that replaces the image's own. */
  readonly entrypoint: Field<readonly string[]>;
  /** `image:docker:platform`. */
  readonly platform: Field<Text>;
  /** What GitHub starts it with, its `volumes` among them; absent in GitLab, where that is a matter of the runner. */
  readonly options?: OpenList<ContainerOption>;
  /** The reference. */
  readonly span: Span;
}

/** A container beside the job. */
export interface JobService {
  readonly reference: Text;
  readonly alias: Field<Text>;
  /** As for the container of a job. */
  readonly options?: OpenList<ContainerOption>;
  readonly span: Span;
}

/** The pipeline that a job starts; for GitHub the reusable workflow that it calls, as a child pipeline it waits for. */
export interface Trigger {
  /** A child pipeline of this repository, a pipeline of another project, or one that cannot be seen. */
  readonly starts:
    | { readonly is: 'child'; readonly pipeline: Pipeline }
    | { readonly is: 'project'; readonly project: Text }
    | { readonly is: 'unknown'; readonly causes: readonly Cause[] };
  /** Whether the job ends only when that pipeline has ended. */
  readonly waits: Truth;
  readonly span: Span;
}
