import { isKnownAction } from '../actions/run-action.ts';
import { textOfWritten } from '../github/expression/written.ts';
import { selfPath } from '../github/self-path.ts';
import type { Step } from '../github/step.ts';
import type { ActionInput, ActionUse } from '../model/index.ts';
import { knownString, showText } from '../value/index.ts';
import { checkoutOf } from './checkouts.ts';
import { noteLost } from './lost-values.ts';
import { runKnownAction } from './run-action-step.ts';
import { runComposite } from './run-composite.ts';
import { runImage } from './run-image.ts';
import type { StepScene } from './run-step.ts';
import type { StepEffect } from './walk.ts';

/** A step that uses an action. */
export type Uses = Extract<Step['does'], { readonly is: 'uses' }>;

/** Runs the action that a step uses: one of the repository, an image, or one that lies elsewhere. */
export function runUses(scene: StepScene, does: Uses): StepEffect {
  const use = useOf(scene, does);
  scene.walk.found.actions.push(use);
  const checkout = checkoutOf(use);
  if (checkout !== undefined) scene.walk.checkouts.push(checkout);
  const path = selfPath(use.action);
  if (path !== undefined || isKnownAction(use))
    for (const { name, text } of does.with.values()) noteLost(scene, text, { is: 'input', use, name });
  if (path !== undefined) return runComposite(scene, { does, use, path });
  return use.action.startsWith('docker://') ? runImage(scene, use) : runKnownAction(scene, use);
}

function useOf(
  { walk, list, step, contexts, runs, failureIsIgnored }: StepScene,
  { uses, with: given }: Uses,
): ActionUse {
  const written = knownString(textOfWritten(uses, contexts)) ?? uses.text;
  const { action, ref } = nameOf(written.trim());
  const at = uses.text.lastIndexOf('@');
  const inputs = [...given.values()].map(
    ({ name, text, key }) =>
      [
        name.toLowerCase(),
        { value: textOfWritten(text, contexts), span: text.span, key } satisfies ActionInput,
      ] as const,
  );
  return {
    job: walk.job,
    action,
    ref,
    refSpan: ref === '' || at === -1 ? uses.span : uses.spanOf(at + 1, uses.text.trimEnd().length),
    inputs: new Map(inputs),
    shown: step.name === undefined ? written : showText(textOfWritten(step.name, contexts)),
    runs,
    failureIsIgnored,
    span: uses.span,
    step: step.span,
    via: list.via,
  };
}

/** The parts of `owner/repository/folder@ref`; an action of the repository and an image have no ref. */
function nameOf(written: string): Pick<ActionUse, 'action' | 'ref'> {
  const at = written.lastIndexOf('@');
  if (at === -1 || /^(?:[.$]\/|docker:\/\/)/.test(written)) return { action: written, ref: '' };
  return { action: written.slice(0, at), ref: written.slice(at + 1) };
}
