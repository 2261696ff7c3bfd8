import { markedScript } from '../github/expression/marked-script.ts';
import { textOfWritten } from '../github/expression/written.ts';
import type { Step } from '../github/step.ts';
import type { ShellCommand } from '../model/index.ts';
import { fromCheckout } from '../script/paths.ts';
import { readScript, type ScriptInput } from '../script/read-commands.ts';
import type { Span } from '../source/source-file.ts';
import { all, closed, hole, knownString, literal, type Text, unknown } from '../value/index.ts';
import { pathsIn, readingIn } from './checkouts.ts';
import { mentionsBuilds } from './mentions-builds.ts';
import { outputHole } from './output-hole.ts';
import { printedSettings } from './printed-settings.ts';
import { setsNothing } from './quiet-programs.ts';
import type { StepScene } from './run-step.ts';
import { shellOf } from './shells.ts';
import { stepVariables } from './step-variables.ts';
import { noEffect, type StepEffect } from './walk.ts';
import { type Setting, settingsIn } from './written-settings.ts';

type Run = Extract<Step['does'], { readonly is: 'run' }>;

/** Runs the script of a step: its commands become the job's, and what it writes for the runner the step's effect. */
export function runScript(scene: StepScene, does: Run): StepEffect {
  const { walk, list, contexts } = scene;
  const { text, holes } = markedScript(does.script, contexts);
  const written = does.shell ?? list.shell;
  const shell = shellOf(written && knownString(textOfWritten(written, contexts)), walk.surroundings.machine);
  if (shell.is === 'other') return unreadScript(scene, shell.name, does.script.text);
  const files = runnerFiles(scene);
  const reading = readScript({
    ...inputOf(scene, does),
    items: closed([text]),
    holes,
    stopsOnFailure: shell.stopsOnFailure,
    failsInPipes: shell.failsInPipes,
    given: new Map([...list.given, ...files]),
  });
  const { items, openTo } = reading.commands;
  walk.found.scripts.push(does.script);
  takeCommands(scene, items);
  for (const cause of openTo) walk.found.openTo.push(cause);
  const certain = withDoubt(items, reading.certainUntil);
  const outputs = settingsIn(certain, files.get('GITHUB_OUTPUT') ?? nowhere(does));
  const variables = settingsIn(certain, files.get('GITHUB_ENV') ?? nowhere(does));
  const isSeen = openTo.length === 0 && outputs.unread.length === 0 && items.every(setsNothing);
  return {
    outputs: valuesOf([...printedSettings(certain), ...outputs.settings], (name, at) =>
      outputHole(list.name, `${scene.step.id ?? ''}.outputs.${name}`, at),
    ),
    setsMore: !isSeen,
    variables: valuesOf(variables.settings, (name, at) => variableHole(scene, name, at)),
    files: reading.files,
  };
}

const nowhere = ({ script }: Run): Text => literal('', script.span);

/** The commands; those behind a place where the script may end are not certain, since what they write may be missing. */
const withDoubt = (commands: readonly ShellCommand[], until = Number.POSITIVE_INFINITY): readonly ShellCommand[] =>
  commands.length <= until
    ? commands
    : commands.map((command, index) => {
        if (index < until) return command;
        const because = 'the script may have ended before';
        return { ...command, runs: all([command.runs, unknown({ kind: 'rules', because, at: command.span })]) };
      });

/** A script for another program than a shell: it may build where it names a tool that does. */
function unreadScript({ walk, step }: StepScene, shell: string, script: string): StepEffect {
  const because = `the script is for \`${shell}\`, which is not read`;
  if (mentionsBuilds(script)) walk.found.openTo.push({ kind: 'indirection', because, at: step.span });
  return { ...noEffect(walk), setsMore: true };
}

function inputOf(scene: StepScene, does: Run): Omit<ScriptInput, 'items'> {
  const { walk, list, contexts } = scene;
  const { readFile, paths, readMake, machine } = walk.surroundings;
  const checkouts = [...walk.checkouts];
  const place = does.script.span;
  const directory = does.directory ?? list.directory;
  return {
    place,
    process: 'script',
    variables: stepVariables(scene),
    machine,
    scope: walk.scope,
    turn: ` ${String(walk.steps)}`,
    files: walk.files,
    directory:
      directory === undefined
        ? literal('', place)
        : fromCheckout(literal('', place), textOfWritten(directory, contexts)),
    checkout: 'GITHUB_WORKSPACE',
    ...(readFile && { readFile: readingIn(checkouts, readFile) }),
    ...(paths && { paths: pathsIn(checkouts, paths) }),
    ...(readMake && { readMake }),
  };
}

/** The files of the runner that a step writes, one each for the step. */
const runnerFiles = ({ walk, step }: StepScene): ReadonlyMap<string, Text> =>
  new Map(
    ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'].map((name) => {
      const because = `\`$${name}\` is a file that the runner makes for the step`;
      const symbol = `one word ${name}@${walk.scope} ${String(walk.steps)}`;
      return [name, hole(symbol, `$${name}`, { kind: 'variable', because, at: step.span })];
    }),
  );

function takeCommands({ walk, list, runs, failureIsIgnored }: StepScene, commands: readonly ShellCommand[]): void {
  for (const command of commands) {
    walk.found.commands.push({
      ...command,
      job: walk.job,
      runs: runs.is === 'yes' ? command.runs : all([runs, command.runs]),
      failureIsIgnored: failureIsIgnored || command.failureIsIgnored,
      mayFail: failureIsIgnored || command.mayFail,
      via: list.via.length === 0 ? command.via : [...list.via, ...command.via],
    });
  }
}

/** The last value of each name; a hole where a condition decides which one it is. */
function valuesOf(settings: readonly Setting[], holeOf: (name: string, at: Span) => Text): ReadonlyMap<string, Text> {
  const values = new Map<string, Text>();
  for (const { name, value, runs } of settings) values.set(name, runs.is === 'yes' ? value : holeOf(name, value.span));
  return values;
}

const variableHole = ({ walk }: StepScene, name: string, at: Span): Text =>
  hole(`$${name} of step ${String(walk.steps)}@${walk.scope}`, `$${name}`, {
    kind: 'rules',
    because: `the value of \`$${name}\` depends on a condition`,
    at,
  });
