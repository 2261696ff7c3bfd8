import type { ActionUse } from '../model/index.ts';
import { closed, joinTexts, literal, splitText, type Text } from '../value/index.ts';
import { actionScene, commandOf } from './run-action-step.ts';
import type { StepScene } from './run-step.ts';
import { noEffect, type StepEffect } from './walk.ts';

/**
 * Runs `uses: docker://image` as the runner does: `docker run`, with the inputs `entrypoint` and `args`.
 *
 * Source: docs.github.com/actions/reference/workflow-syntax (jobs.<job_id>.steps[*].with.args).
 */
export function runImage(scene: StepScene, use: ActionUse): StepEffect {
  const word = (text: string): Text => literal(text, use.span);
  const entrypoint = use.inputs.get('entrypoint')?.value;
  const args = use.inputs.get('args')?.value;
  const words = [
    word('run'),
    ...(entrypoint === undefined ? [] : [joinTexts([word('--entrypoint='), entrypoint], entrypoint.span)]),
    word(use.action.slice('docker://'.length)),
    ...(args === undefined ? [] : splitText(args, ' ').filter(({ parts }) => parts.length > 0)),
  ];
  const command = { program: word('docker'), args: closed(words) };
  scene.walk.found.commands.push(commandOf(scene, actionScene(scene, use), command));
  return { ...noEffect(scene.walk), setsMore: true };
}
