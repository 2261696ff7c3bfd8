import { conditionOf, flagOf } from '../github/expression/condition.ts';
import type { Contexts } from '../github/expression/github-value.ts';
import { textOfWritten } from '../github/expression/written.ts';
import type { Step } from '../github/step.ts';
import type { Variable } from '../model/index.ts';
import { all, type Truth, yes } from '../value/index.ts';
import { isGiven } from './given-conditions.ts';
import { leave } from './leave.ts';
import { noteLost } from './lost-values.ts';
import { runScript } from './run-script.ts';
import { runUses } from './run-uses.ts';
import { contextsAt } from './step-contexts.ts';
import { noEffect, type StepEffect, type StepList, type Walk } from './walk.ts';

/** A step with what it is run with. */
export interface StepScene {
  readonly walk: Walk;
  readonly list: StepList;
  readonly step: Step;
  readonly contexts: Contexts;
  /** `env` of the step over that of the steps around it. */
  readonly environment: ReadonlyMap<string, Variable>;
  /** Whether it runs at all. */
  readonly runs: Truth;
  readonly failureIsIgnored: boolean;
}

/** Runs one step, unless it is certainly skipped, and leaves what it writes to the following ones. */
export function runStep(walk: Walk, list: StepList, step: Step): void {
  const condition = step.if?.text.trim();
  const environment = environmentOf(list, step, contextsAt(walk, list, { condition }));
  const contexts = contextsAt(walk, list, { environment, condition });
  const asked = conditionOf(step.if, contexts);
  // In an action of the repository, names such as `inputs` mean something else than in the job's `if`.
  const isOfJob = list.via.length === 0;
  const runs = asked.is === 'unknown' && isOfJob && isGiven(step.if, walk.conditions) ? yes : asked;
  const scene = {
    walk,
    list,
    step,
    contexts,
    environment,
    runs: all([list.runs, runs]),
    failureIsIgnored: list.failureIsIgnored || isTrue(step, contexts),
  };
  if (runs.is !== 'no') noteLostIn(scene);
  const effect = runs.is === 'no' ? noEffect(walk) : effectOf(scene);
  leave(scene, effect, { runs, condition: runs.is === 'yes' ? undefined : condition });
}

/** What the step's own text reads and is not there; of the inputs of an action, those see to it that know what it does. */
function noteLostIn(scene: StepScene): void {
  const { env, does } = scene.step;
  const script = does.is === 'run' ? { script: does.script.span } : {};
  for (const [name, { text }] of env) noteLost(scene, text, { is: 'variable', name, ...script });
  if (does.is === 'run') noteLost(scene, does.script, { is: 'script', script: does.script.span });
}

const isTrue = ({ continueOnError }: Step, contexts: Contexts): boolean =>
  flagOf(continueOnError, contexts).is === 'yes';

function environmentOf(list: StepList, { env }: Step, contexts: Contexts): ReadonlyMap<string, Variable> {
  if (env.size === 0) return list.environment;
  const own = [...env].map(
    ([name, { text }]) => [name, { name, value: textOfWritten(text, contexts), span: text.span }] as const,
  );
  return new Map([...list.environment, ...own]);
}

function effectOf(scene: StepScene): StepEffect {
  const { does } = scene.step;
  if (does.is === 'run') return runScript(scene, does);
  return does.is === 'uses' ? runUses(scene, does) : noEffect(scene.walk);
}
