import type { Variable } from '../model/index.ts';
import { differingNames, lookUp, withEntry } from '../script/state/persistent-map.ts';
import type { WrittenFiles } from '../script/state/shell-state.ts';
import type { Span } from '../source/source-file.ts';
import { type Cause, hole, joinTexts, literal, type Text, type Truth, textKey } from '../value/index.ts';
import type { StepScene } from './run-step.ts';
import type { StepEffect, StepResult } from './walk.ts';

/** Leaves what a step did to the following ones: exactly that if it ran, one value or the other if it may have run. */
export function leave(scene: StepScene, effect: StepEffect, ran: Pick<StepResult, 'runs' | 'condition'>): void {
  const { walk, list, step } = scene;
  const { id } = step;
  if (id !== undefined) list.results.set(id.toLowerCase(), { id, effect, ...ran });
  if (ran.runs.is === 'no') return;
  const doubt = doubtOf(ran.runs, step.span);
  const prefix = `${list.name} ${String(walk.steps)}`;
  walk.files = doubt === undefined ? effect.files : eitherFiles(walk.files, effect.files, { doubt, prefix });
  if (effect.variables.size === 0) return;
  const variables = new Map(walk.variables);
  for (const [name, value] of effect.variables) {
    const either = doubt === undefined ? value : oneOf(`$${name}`, [name, value], { doubt, prefix });
    variables.set(name, { name, value: either, span: value.span } satisfies Variable);
  }
  walk.variables = variables;
}

const doubtOf = (runs: Truth, at: Span): Cause | undefined =>
  runs.is === 'unknown'
    ? (runs.causes[0] ?? { kind: 'rules', because: 'it is not known whether the step runs', at })
    : undefined;

interface Doubtful {
  readonly doubt: Cause;
  readonly prefix: string;
}

function eitherFiles(before: WrittenFiles, after: WrittenFiles, doubtful: Doubtful): WrittenFiles {
  let files = before;
  for (const key of differingNames(before, after)) {
    const file = lookUp(after, key);
    if (file === undefined) continue;
    files = withEntry(files, key, { ...file, content: oneOf('…', [key, file.content], doubtful) });
  }
  return files;
}

/** A value that is what it was before, or what the step made of it. */
function oneOf(shown: string, [name, value]: readonly [string, Text], { doubt, prefix }: Doubtful): Text {
  const text = hole(`left by ${prefix} ${name} ${textKey(value)}`, shown, doubt);
  return joinTexts([text, literal('', value.span)], value.span);
}
