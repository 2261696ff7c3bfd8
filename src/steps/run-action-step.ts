import type { ActionCommand, ActionScene } from '../actions/action-run.ts';
import { runAction } from '../actions/run-action.ts';
import type { ActionUse, JobCommand } from '../model/index.ts';
import { filesSeenFrom } from '../script/state/files-seen.ts';
import { causesIn, type Field, hidden, literal, set, type Text, unset } from '../value/index.ts';
import { namesBuilds } from './mentions-builds.ts';
import type { StepScene } from './run-step.ts';
import { stepVariables } from './step-variables.ts';
import { noEffect, type StepEffect } from './walk.ts';

/** Runs an action that lies elsewhere: by what is known of it, otherwise as a program that is not looked into. */
export function runKnownAction(scene: StepScene, use: ActionUse): StepEffect {
  const { walk } = scene;
  const action = actionScene(scene, use);
  const run = runAction(action);
  if (run === undefined) return unknownAction(scene, use);
  const { found } = walk;
  for (const command of run.commands ?? []) found.commands.push(commandOf(scene, action, command));
  found.uploads.push(...(run.uploads ?? []));
  found.downloads.push(...(run.downloads ?? []));
  found.caches.push(...(run.caches ?? []));
  found.openTo.push(...(run.openTo ?? []));
  return {
    ...noEffect(walk),
    outputs: run.outputs ?? new Map<string, Text>(),
    setsMore: true,
    variables: run.variables ?? new Map<string, Text>(),
  };
}

function unknownAction({ walk }: StepScene, { action, span }: ActionUse): StepEffect {
  const because = `\`${action}\` is not looked into`;
  if (namesBuilds(action)) walk.found.openTo.push({ kind: 'indirection', because, at: span });
  return { ...noEffect(walk), setsMore: true };
}

/** What an action is run with. */
export function actionScene(scene: StepScene, use: ActionUse): ActionScene {
  const { walk, list } = scene;
  const directory = literal('', use.span);
  return {
    use,
    environment: environmentOf(scene),
    machine: walk.surroundings.machine,
    directory,
    scope: `${list.name} ${String(walk.steps)}`,
    files: filesSeenFrom({ files: walk.files, directory }),
  };
}

/** A variable as the processes of a step see it: what nobody in the repository sets may be set by the runner. */
function environmentOf(scene: StepScene): ActionScene['environment'] {
  const variables = stepVariables(scene);
  return (name): Field<Text> => {
    const own = variables.defined.get(name);
    if (own !== undefined) return set(own.value);
    const value = variables.valueOf(name, scene.step.span);
    const causes = causesIn(value);
    if (causes.length > 0) return hidden(...causes);
    return value.parts.length === 0 ? unset : set(value);
  };
}

/** A command that an action runs, with all that a command of a job has. */
export function commandOf(scene: StepScene, action: ActionScene, command: ActionCommand): JobCommand {
  const { walk, runs, failureIsIgnored, list } = scene;
  const { program, args, prefix = new Map<string, Text>(), stdin } = command;
  return {
    job: walk.job,
    action: action.use,
    program,
    args,
    prefix,
    environment: (name) => {
      const inFront = prefix.get(name);
      return inFront === undefined ? action.environment(name) : set(inFront);
    },
    runs,
    failureIsIgnored,
    mayFail: failureIsIgnored,
    stdin: stdin === undefined ? unset : set(stdin),
    writes: [],
    files: action.files,
    directory: command.directory ?? action.directory,
    process: 'script',
    span: action.use.span,
    via: list.via,
  };
}
