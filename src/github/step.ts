import type { LostPlace } from '../model/lost/lost-value.ts';
import type { Pipeline } from '../model/pipeline/pipeline.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { OpenList, Text } from '../value/index.ts';
import type { Contexts } from './expression/github-value.ts';

/** The steps of one job, or of a composite action, before anything in them is evaluated. */
export interface Steps {
  /** Open if the list, or the action, could not be read. */
  readonly steps: OpenList<Step>;
  /** `defaults.run`, of the job over that of the workflow; none for an action. */
  readonly shell?: EmbeddedText;
  readonly directory?: EmbeddedText;
}

/** One step as written; expressions stand in its texts unevaluated. */
export interface Step {
  readonly id?: string;
  readonly name?: EmbeddedText;
  /** The condition, with or without `${{ }}`. */
  readonly if?: EmbeddedText;
  readonly continueOnError?: EmbeddedText;
  readonly env: ReadonlyMap<string, WrittenValue>;
  readonly does:
    | {
        readonly is: 'run';
        readonly script: EmbeddedText;
        readonly shell?: EmbeddedText;
        readonly directory?: EmbeddedText;
      }
    | { readonly is: 'uses'; readonly uses: EmbeddedText; readonly with: ReadonlyMap<string, WrittenValue> }
    /** Neither, or both: GitHub refuses the file. */
    | { readonly is: 'nothing' };
  /** From the step's first key to its end. */
  readonly span: Span;
}

/** A value under `env` or `with`: scalars as GitHub spells them. */
export interface WrittenValue {
  /** As written: environment variables have case. */
  readonly name: string;
  readonly text: EmbeddedText;
  readonly key: Span;
}

/** A job of a workflow with what its model does not hold: what its steps are run with. */
export interface UnrunJob {
  readonly steps: Steps;
  /** The job's own `if`. */
  readonly condition?: EmbeddedText;
  /** `outputs` as written, by name. */
  readonly outputs: ReadonlyMap<string, WrittenValue>;
  /** What else of the job is evaluated before its steps, and where it stands. */
  readonly texts: readonly JobText[];
  /** What names stand for in those. */
  readonly textContexts: (outputs: RunOutputs) => Contexts;
  /**
   * What names stand for in the job's steps: `github`, `env` of workflow and job, `vars`, `secrets`, `inputs`, `matrix`, `needs`,
   * `strategy`, `runner`, `job`. `steps` and the `env` of the step itself are put over it by whoever runs the steps.
   */
  readonly contexts: (outputs: RunOutputs) => Contexts;
}

/** A scalar of a job outside of its steps. */
export interface JobText {
  readonly text: EmbeddedText;
  readonly place: LostPlace;
}

/**
 * The outputs of jobs, evaluated, as `contexts` asks for them: by job id and output name, and the pipeline whose job it is. That
 * is the job's own pipeline for its `needs`; that of a caller for inputs that hold what a caller's job hands on; and for a
 * calling job, which has no steps, whose `outputs` are those of the called workflow, the pipeline that it starts. `undefined`: not known.
 */
export type RunOutputs = (job: string, output: string, pipeline: Pipeline) => Text | undefined;

/** The outputs of a job that another one needs, evaluated: asked for by job id and output name; `undefined`: not known yet. */
export type NeededOutputs = (job: string, output: string) => Text | undefined;
