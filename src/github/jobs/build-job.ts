import type { GithubJob, Permissions } from '../../model/pipeline/github-job.ts';
import type { Job } from '../../model/pipeline/job.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import { all, closed, type Field, orElse, set, type Text, type Truth, unset } from '../../value/index.ts';
import { type GithubScope, githubContexts } from '../contexts.ts';
import { githubVariables } from '../default-variables.ts';
import type { EventFacts } from '../events/event-facts.ts';
import { flagOf } from '../expression/condition.ts';
import type { Contexts } from '../expression/github-value.ts';
import { textOfValue } from '../expression/text-of-value.ts';
import type { MatrixCell, MatrixExpansion } from '../matrix/matrix-cell.ts';
import { presenceOfCell } from '../presence/job-presence.ts';
import type { RunConditions } from '../presence/run-conditions.ts';
import { mappingAt, textAt } from '../workflow/yaml-access.ts';
import { readContainer, readServices } from './containers.ts';
import type { GithubJobDraft } from './job-draft.ts';
import { jobName } from './job-name.ts';
import { jobScope, type PipelineScene } from './job-scope.ts';
import { readPermissions } from './permissions.ts';
import { readRunsOn } from './runs-on.ts';
import { conditionAt } from './steps.ts';
import type { WrittenJob } from './written-job.ts';

/** One instance of a job of a workflow. */
export interface JobInstance {
  readonly written: WrittenJob;
  readonly cell: MatrixCell;
  /** 1-based place in the matrix. */
  readonly number: number;
  readonly expansion: MatrixExpansion;
  readonly conditions: RunConditions;
  /** What names stand for in all instances of the job, before any job has run. */
  readonly scope: GithubScope;
}

/** A job and what it was read from. */
export interface BuiltJob {
  readonly job: GithubJobDraft;
  readonly written: WrittenJob;
  /** The events of its runs, one by one, and what is known of them together. */
  readonly starts: readonly EventFacts[];
  readonly facts: EventFacts;
  readonly cell: MatrixCell;
  /** What makes its name its own. */
  readonly key: string;
}

/** A job as far as its own entry tells: links to others and what its steps do come later. */
export function buildJob(instance: JobInstance, scene: PipelineScene): BuiltJob {
  const { written, cell, number, expansion, conditions } = instance;
  const { pipeline, start } = scene;
  const { facts, read } = conditions.events;
  const key = `${written.id}#${String(number)} of ${callers(pipeline.startedBy)}${start.run.run}`;
  const scope = jobScope(instance.scope, cell, key);
  const contexts = githubContexts(scope);
  const name = jobName(written, cell, contexts);
  const total = expansion.cells.length;
  const job: GithubJobDraft = {
    name: pipeline.startedBy === undefined ? name : `${pipeline.startedBy.name} / ${name}`,
    definition: written.definition,
    pipeline,
    ...(expansion.hasMatrix ? { instance: { number, total } } : {}),
    matrix: matrixTexts(cell),
    ...conditionParts(instance, contexts, key),
    ...nothingOfGitlab,
    image: readContainer(written.body, contexts),
    services: readServices(written.body, contexts),
    runnerLabels: readRunsOn(written.body, contexts),
    variables: githubVariables(scope),
    github: githubPart(instance, scene),
  };
  return { job, written, starts: read, facts, cell, key };
}

const callers = (job: Job | undefined): string =>
  job === undefined
    ? ''
    : `${job.definition.name}#${String(job.instance?.number ?? 1)} of ${callers(job.pipeline.startedBy)}`;

const matrixTexts = ({ values }: MatrixCell): ReadonlyMap<string, Text> =>
  new Map([...values].map(([name, { value, span }]) => [name, textOfValue(value, span)]));

const nothingOfGitlab = {
  stage: unset,
  needs: { by: 'stage' },
  dependencies: unset,
  caches: closed([]),
  dotenvReports: closed([]),
  artifactPaths: closed([]),
  script: closed([]),
  afterScript: closed([]),
  trigger: unset,
} as const;

/** `continue-on-error` of a job; without it a failure counts. */
const allowsFailure = ({ body }: WrittenJob, contexts: Contexts): Truth =>
  flagOf(textAt(body, 'continue-on-error'), contexts);

/** What the token of a job may do: as it says itself, as its workflow says, or as the job that calls the workflow may. */
export function permissionsOf({ body }: WrittenJob, { start }: PipelineScene): Field<Permissions> {
  const own = orElse(readPermissions(body), readPermissions(start.workflow.root));
  return orElse(own, start.caller?.permissions ?? unset);
}

const githubPart = ({ written, expansion, conditions }: JobInstance, scene: PipelineScene): GithubJob => ({
  failFast: expansion.failFast,
  outputs: new Map(
    [...(mappingAt(written.body, 'outputs')?.entries ?? [])].map(([name, { value }]) => [name, value.span]),
  ),
  permissions: permissionsOf(written, scene),
  events: [...new Set(conditions.events.read.flatMap(({ eventNames }) => eventNames))],
});

function conditionParts(
  { written, cell, conditions }: JobInstance,
  contexts: Contexts,
  key: string,
): Pick<Job, 'when' | 'allowFailure' | 'conditions' | 'presence' | 'canRun'> {
  const condition = conditionAt(written.body);
  const { formula, canRun } = conditions.presence;
  return {
    when: set(whenOf(condition)),
    allowFailure: allowsFailure(written, contexts),
    conditions:
      condition === undefined
        ? { by: 'default' }
        : {
            by: 'rules',
            rules: closed([{ if: condition.text, files: '', when: whenOf(condition), span: condition.span }]),
            span: condition.span,
          },
    presence: presenceOfCell(formula, cell.exists, key),
    canRun: all([canRun, cell.exists]),
  };
}

/** Conditions that spare a job what failed, whatever else they say: `!failure()`, `needs.build.result == 'success'`. */
const asksForSuccess =
  /!\s*failure\s*\(|\bneeds\.[\w-]+\.result\s*==\s*'success'|!\s*contains\s*\(\s*needs\.\*\.result\s*,\s*'failure'/i;

/** With a status function in its condition a job runs though others have failed, or because they have. */
function whenOf(condition: EmbeddedText | undefined): 'on_success' | 'on_failure' | 'always' {
  const text = condition?.text ?? '';
  if (asksForSuccess.test(text)) return 'on_success';
  if (/\b(?:always|cancelled)\s*\(/i.test(text)) return 'always';
  return /\bfailure\s*\(/i.test(text) && !/\bsuccess\s*\(/i.test(text) ? 'on_failure' : 'on_success';
}
