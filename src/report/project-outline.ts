import type { Project } from '../model/index.ts';
import type { Cause } from '../value/index.ts';

/** How much of what there is to check a run saw. */
export interface Coverage {
  readonly files: number;
  readonly pipelines: number;
  readonly jobs: number;
  readonly buildSteps: number;
  readonly mergeSteps: number;
  /** Multi-architecture images. */
  readonly images: number;
  readonly dockerfiles: number;
  /** Runners that a configuration in the repository describes. */
  readonly runners: number;
  /** Platforms that builds ask for or merges list, written as `linux/arm64`, sorted. */
  readonly platforms: readonly string[];
}

/** What reports tell of a project besides its findings, for a run that does not keep its model: models are large. */
export interface ProjectOutline {
  readonly files: readonly { readonly path: string }[];
  readonly notAnalysed: readonly Cause[];
  readonly coverage: Coverage;
  readonly omissions: readonly Cause[];
}

/** Whether it is an outline, and no model. */
export const isOutline = (project: Project | ProjectOutline): project is ProjectOutline => 'coverage' in project;
