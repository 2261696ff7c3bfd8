import type { Steps } from '../github/step.ts';
import { runStep } from './run-step.ts';
import { limits, type StepList, type Walk } from './walk.ts';

/** Runs the steps of a list one after the other. */
export function runList(walk: Walk, list: StepList, { steps }: Steps): void {
  for (const cause of steps.openTo) walk.found.openTo.push(cause);
  for (const step of steps.items) {
    walk.steps += 1;
    if (walk.steps > limits.steps || walk.found.commands.length > limits.commands) {
      const because = 'the job runs more steps than are followed';
      walk.found.openTo.push({ kind: 'indirection', because, at: step.span });
      return;
    }
    runStep(walk, list, step);
  }
}
