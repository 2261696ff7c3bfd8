import { contextsWith } from '../github/contexts.ts';
import type { Contexts, GithubValue } from '../github/expression/github-value.ts';
import { textOfWritten } from '../github/expression/written.ts';
import type { ActionUse, Variable } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import { type Cause, joinTexts, literal, type Text } from '../value/index.ts';
import { inRepository } from './checkouts.ts';
import type { LocalAction } from './local-action.ts';
import { runList } from './run-list.ts';
import type { StepScene } from './run-step.ts';
import type { Uses } from './run-uses.ts';
import { contextsAt } from './step-contexts.ts';
import { limits, noEffect, type StepEffect, type StepList } from './walk.ts';

/**
 * Runs a composite action of the repository: its steps with its inputs, in the job's own surroundings. What they
 * leave behind is the effect of the step that uses it.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/metadata-syntax (runs for composite actions).
 */
export function runComposite(scene: StepScene, { does, use, path }: LocalUse): StepEffect {
  const { walk, list } = scene;
  const own = inRepository(walk.checkouts, path);
  const [elsewhere] = own.is === 'unknown' ? own.causes : [];
  const action = elsewhere ?? walk.surroundings.readAction(own.is === 'set' ? own.value : path);
  const isTooDeep = list.via.length >= limits.depth;
  if (!('steps' in action) || isTooDeep) {
    const tooDeep = { kind: 'indirection', because: 'actions use each other too deeply', at: use.span } as const;
    walk.found.openTo.push('steps' in action ? tooDeep : placed(action, use.span));
    return { ...noEffect(walk), setsMore: true };
  }
  const before = { files: walk.files, variables: walk.variables };
  const inner = innerList(scene, { action, does, use, path });
  runList(walk, inner, action);
  const contexts = contextsAt(walk, inner);
  const effect = {
    outputs: new Map([...action.outputs].map(([name, { text }]) => [name, textOfWritten(text, contexts)])),
    setsMore: false,
    variables: changed(before.variables, walk.variables),
    files: walk.files,
  };
  walk.files = before.files;
  walk.variables = before.variables;
  return effect;
}

/** A file that could not be read has no places, and may not be there: what is said of it is said where it is used. */
const placed = (cause: Cause, use: Span): Cause => (cause.at.file.text === '' ? { ...cause, at: use } : cause);

/** A step that uses an action of the repository. */
export interface LocalUse {
  readonly does: Uses;
  readonly use: ActionUse;
  /** The folder of the action, from the checkout. */
  readonly path: string;
}

interface Called extends LocalUse {
  readonly action: LocalAction;
}

function innerList(scene: StepScene, called: Called): StepList {
  const { walk, list, environment, runs, failureIsIgnored } = scene;
  const { use, path } = called;
  const root = walk.job.variables.valueOf('GITHUB_WORKSPACE', use.span);
  const folder = joinTexts([root, literal(`/${path}`, use.span)], use.span);
  return {
    contexts: contextsWith(
      list.contexts,
      new Map<string, GithubValue>([
        ['inputs', inputsValue(scene, called)],
        ['github', withActionPath(list.contexts, folder, use.span)],
      ]),
    ),
    results: new Map(),
    environment,
    given: new Map([...list.given, ['GITHUB_ACTION_PATH', folder]]),
    runs,
    failureIsIgnored,
    via: [...list.via, use.span],
    name: `${list.name} ${String(walk.steps)}`,
  };
}

/** The inputs that the action declares: as given, otherwise their defaults, in the caller's words. */
function inputsValue({ contexts }: StepScene, { action, does, use }: Called): GithubValue {
  const given = new Map([...does.with.values()].map((input) => [input.name.toLowerCase(), input]));
  const entries = [...action.inputs].map(([name, standard]) => {
    const written = given.get(name) ?? standard;
    const text = written === undefined ? literal('', use.span) : textOfWritten(written.text, contexts);
    return [name, { is: 'text', text } as const] as const;
  });
  return { is: 'object', object: { entries: new Map(entries) } };
}

function withActionPath(contexts: Contexts, folder: Text, at: Span): GithubValue {
  const github = contexts.contextOf('github', at);
  const path = ['action_path', { is: 'text', text: folder }] as const;
  if (github?.is !== 'object') return github ?? { is: 'object', object: { entries: new Map([path]) } };
  return { is: 'object', object: { ...github.object, entries: new Map([...github.object.entries, path]) } };
}

/** The variables that are not as they were. */
const changed = (
  before: ReadonlyMap<string, Variable>,
  after: ReadonlyMap<string, Variable>,
): ReadonlyMap<string, Text> =>
  new Map(
    [...after].filter(([name, variable]) => before.get(name) !== variable).map(([name, { value }]) => [name, value]),
  );
