import { textOfWritten } from '../github/expression/written.ts';
import type { UnrunJob } from '../github/step.ts';
import type { Job } from '../model/index.ts';
import { yes } from '../value/index.ts';
import { givenConditions } from './given-conditions.ts';
import type { JobRun, StepsSurroundings } from './job-run.ts';
import { noteLost, type Reader } from './lost-values.ts';
import { runList } from './run-list.ts';
import { runnerVariables } from './runner-context.ts';
import { scopeOf } from './scope.ts';
import { contextsAt } from './step-contexts.ts';
import type { StepList, Walk } from './walk.ts';

/**
 * Runs the steps of a job in their order, as far as what they do is known before the run: scripts through the shell
 * interpreter, actions by what is known of them, composite actions of the repository step by step. What one step
 * writes (outputs, variables, files) the next ones see. Steps are believed to succeed. Never throws.
 *
 * Source: docs.github.com/actions/reference/workflow-syntax (steps); workflow-commands (environment files).
 */
export function runSteps(job: Job, unrun: UnrunJob, surroundings: StepsSurroundings): JobRun {
  const walk = startWalk(job, unrun, surroundings);
  const { shell, directory } = unrun.steps;
  const list: StepList = {
    ...(shell && { shell }),
    ...(directory && { directory }),
    contexts: unrun.contexts(surroundings.outputs),
    results: new Map(),
    environment: new Map(),
    given: runnerVariables(surroundings.machine, job.definition.span),
    runs: yes,
    failureIsIgnored: false,
    via: [],
    name: walk.scope,
  };
  noteLostInKeys({ walk, list }, unrun, surroundings);
  runList(walk, list, unrun.steps);
  const contexts = contextsAt(walk, list);
  for (const [name, { text }] of unrun.outputs) noteLost({ walk, list, contexts }, text, { is: 'output', name });
  const { commands, openTo, ...found } = walk.found;
  return {
    ...found,
    checkouts: walk.checkouts,
    commands: { items: commands, openTo },
    outputs: new Map([...unrun.outputs].map(([name, { text }]) => [name, textOfWritten(text, contexts)])),
  };
}

/** What the keys of the job read before its first step. */
function noteLostInKeys(reader: Omit<Reader, 'contexts'>, unrun: UnrunJob, { outputs }: StepsSurroundings): void {
  if (unrun.texts.length === 0) return;
  const contexts = unrun.textContexts(outputs);
  for (const { text, place } of unrun.texts) noteLost({ ...reader, contexts }, text, place);
}

const startWalk = (job: Job, { condition }: UnrunJob, surroundings: StepsSurroundings): Walk => ({
  job,
  surroundings,
  scope: scopeOf(job),
  found: { commands: [], openTo: [], actions: [], uploads: [], downloads: [], caches: [], scripts: [], lost: [] },
  conditions: givenConditions(condition),
  checkouts: [],
  files: undefined,
  variables: new Map(),
  steps: 0,
});
