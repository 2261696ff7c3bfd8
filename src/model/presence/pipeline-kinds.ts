import type { Span } from '../../source/source-file.ts';
import type { Formula } from './formula.ts';

/** The kinds of pipelines that exclude each other, by what they are made for. */
export interface PipelineKind {
  /** How messages name it. */
  readonly shown: string;
  /** The values that `CI_PIPELINE_SOURCE` can have, the most usual one first. */
  readonly sources: readonly string[];
  /** Variables that hold the name of the branch or tag. */
  readonly refVariables: readonly string[];
  /** How the names of variables begin that exist in it and in no other kind. */
  readonly ownPrefix?: string;
}

const sourcesOfRefs = [
  'push',
  'web',
  'schedule',
  'api',
  'trigger',
  'pipeline',
  'chat',
  'external',
  'webide',
  'ondemand_dast_scan',
  'ondemand_dast_validation',
  'security_orchestration_policy',
];

/**
 * Those of root pipelines. In a child pipeline the source is `parent_pipeline`, whatever the kind.
 * Source: GitLab `doc/ci/variables/predefined_variables.md`, `doc/ci/jobs/job_rules.md` (CI_PIPELINE_SOURCE),
 * `app/models/ci/pipeline.rb`, `lib/gitlab/ci/variables/builder/pipeline.rb`.
 */
export const pipelineKinds: readonly PipelineKind[] = [
  { shown: 'a branch', sources: sourcesOfRefs, refVariables: ['CI_COMMIT_BRANCH', 'CI_COMMIT_REF_NAME'] },
  { shown: 'a tag', sources: sourcesOfRefs, refVariables: ['CI_COMMIT_TAG', 'CI_COMMIT_REF_NAME'] },
  {
    shown: 'a merge request',
    sources: ['merge_request_event'],
    refVariables: ['CI_MERGE_REQUEST_SOURCE_BRANCH_NAME', 'CI_COMMIT_REF_NAME'],
    ownPrefix: 'CI_MERGE_REQUEST_',
  },
  {
    shown: 'an external pull request',
    sources: ['external_pull_request_event'],
    refVariables: ['CI_COMMIT_BRANCH', 'CI_COMMIT_REF_NAME', 'CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME'],
    ownPrefix: 'CI_EXTERNAL_PULL_REQUEST_',
  },
];

/** Whether a kind of pipeline has a variable: "no" for those of other kinds only. */
export function mayHave(kind: PipelineKind, variable: string): boolean {
  const isRef = (one: PipelineKind): boolean => one.refVariables.includes(variable);
  const isOwn = ({ ownPrefix }: PipelineKind): boolean => ownPrefix !== undefined && variable.startsWith(ownPrefix);
  if (isRef(kind) || isOwn(kind)) return true;
  return !pipelineKinds.some((other) => isRef(other) || isOwn(other));
}

/** Whether every pipeline that may have a variable has it, and not empty. */
export const isNeverEmpty = (variable: string): boolean =>
  /^CI_(?:PIPELINE_SOURCE|COMMIT_(?:SHA|SHORT_SHA|REF_NAME|REF_SLUG|TITLE|MESSAGE|AUTHOR)|PROJECT_\w+|SERVER_\w+)$/.test(
    variable,
  ) || /^CI_(?:MERGE_REQUEST|EXTERNAL_PULL_REQUEST)_(?:ID|IID|(?:SOURCE|TARGET)_BRANCH_NAME)$/.test(variable);

/** That a pipeline is for a tag. */
export const forTag = (at: Span): Formula => ({
  is: 'claim',
  claim: { variable: 'CI_COMMIT_TAG', that: { test: 'filled' }, at },
});
