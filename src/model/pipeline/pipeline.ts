import type { SourceFile, Span } from '../../source/source-file.ts';
import type { OpenList } from '../../value/index.ts';
import type { Surprise } from '../surprise.ts';
import type { Job, JobDefinition, Named } from './job.ts';

/** A pipeline as a CI system would create it from one root file. */
export interface Pipeline {
  readonly system: 'gitlab' | 'github';
  readonly root: SourceFile;
  /** The job that starts it, for a child pipeline; in GitHub the job that calls a reusable workflow. */
  readonly startedBy?: Job;
  /** In order; open if a file that could add some was not read. None in GitHub. */
  readonly stages: OpenList<Named>;
  /** All jobs that can run, instance by instance, in the CI system's order; hidden ones are left out. */
  readonly jobs: OpenList<Job>;
  readonly definitions: readonly JobDefinition[];
  /** What the CI system refuses about it, first what it would report first. */
  readonly rejections: readonly Rejection[];
  /** What it takes without a word and its author can hardly have meant. */
  readonly surprises: readonly Surprise[];
  readonly span: Span;
}

/** Something for which the CI system refuses the whole pipeline. */
export interface Rejection {
  /** What kind of thing is wrong; a rule may be about one kind. */
  readonly kind:
    | 'undefined-need'
    | 'undefined-stage'
    | 'later-need'
    | 'duplicate-need'
    | 'cycle'
    | 'extends'
    | 'reference'
    | 'include'
    | 'inputs'
    | 'entry'
    | 'syntax'
    | 'limit';
  /** The CI system's own words. */
  readonly message: string;
  /** What to do about it, where its words do not tell. */
  readonly help?: string;
  /** The places that contradict each other, where there are several. */
  readonly places?: readonly { readonly at: Span; readonly message: string }[];
  readonly at: Span;
}
