import type { Span } from '../../source/source-file.ts';
import { type Cause, hole, literal, type Text } from '../../value/index.ts';
import { predefinedScope, predefinedVariables } from '../predefined-variables.ts';
import type { Names } from './expand-written.ts';

/** What is known of a pipeline's variables outside its jobs. */
export interface PipelineNames {
  /** Variables of the project or group. */
  readonly environment: ReadonlyMap<string, string>;
  /** Names that jobs define, in `variables` or a matrix, with the first job that does. */
  readonly jobsThatDefine: ReadonlyMap<string, string>;
  /** Whether some job has `parallel`, which is when `$[[ matrix.X ]]` means something. */
  readonly hasParallel: boolean;
  /** Files that could define more for all jobs and were not read. */
  readonly openTo: readonly Cause[];
  /** Empty for the root pipeline; otherwise what tells this child's own values from those of other pipelines. */
  readonly child: string;
}

/** What is known of a job's predefined variables. */
export interface JobNames {
  readonly job: string;
  /** The value of a predefined variable that follows from the job; empty for one that it certainly has not. */
  readonly valueOf: (name: string) => string | undefined;
  /** Templates of the job that were not read. */
  readonly hiddenBy: readonly Cause[];
}

/** What the names stand for that a job does not define itself. */
export function surroundingsOf(pipeline: PipelineNames, job: JobNames): Names {
  return {
    defines: (name) => pipeline.environment.has(name) || predefinedVariables.has(name),
    valueOf(name, at) {
      const known = pipeline.environment.get(name) ?? job.valueOf(name) ?? predefinedVariables.get(name)?.value;
      return known === undefined ? holeFor(name, at, pipeline, job) : literal(known, at);
    },
  };
}

function holeFor(name: string, at: Span, pipeline: PipelineNames, { job, hiddenBy }: JobNames): Text {
  const shown = `$${name}`;
  const scope = predefinedScope(name);
  const ofJob = `${name}@${job}`;
  const [template] = hiddenBy;
  const definer = pipeline.jobsThatDefine.get(name);
  if (scope === 'job') return hole(ofJob, shown, fixedByGitLab(name, at));
  if (scope === 'pipeline') return hole(`${name}${pipeline.child}`, shown, fixedByGitLab(name, at));
  if (scope === 'commit') return hole(name, shown, fixedByGitLab(name, at));
  if (template !== undefined) return hole(ofJob, shown, template);
  if (pipeline.openTo.length > 0) return hole(name, shown, outside(name, at, ', or in a file that was not read'));
  if (definer === undefined) return hole(name, shown, outside(name, at, ''));
  const because = `\`$${name}\` is defined only by the matrix or the \`variables\` of other jobs, such as \`${definer}\``;
  // Set nowhere or by the project, it is the same in all jobs that do not define it.
  return hole(`${name}@out of scope`, shown, { kind: 'out-of-scope-variable', because, at });
}

const fixedByGitLab = (name: string, at: Span): Cause => ({
  kind: 'variable',
  because: `GitLab sets \`$${name}\` when the pipeline runs`,
  at,
});

const outside = (name: string, at: Span, orElse: string): Cause => ({
  kind: 'variable',
  because: `\`$${name}\` is set outside this repository${orElse}`,
  at,
});

/**
 * The value of `CI_JOB_NAME_SLUG`.
 * Source: GitLab `lib/gitlab/utils.rb#slugify`: lower case, all but letters and digits to `-`, 63 characters, no `-` at the ends.
 */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
