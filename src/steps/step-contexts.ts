import type { Contexts, GithubValue } from '../github/expression/github-value.ts';
import type { Variable } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import { literal, type Text } from '../value/index.ts';
import { outputHole } from './output-hole.ts';
import { runnerContext } from './runner-context.ts';
import { viewOfMap } from './view-of-map.ts';
import type { StepList, StepResult, Walk } from './walk.ts';

/** A step that asks: its variables, and its condition as written. */
export interface Asking {
  readonly environment?: ReadonlyMap<string, Variable>;
  readonly condition?: string | undefined;
}

/** What names stand for at this point of a list: the outputs of earlier steps, and what they put into the environment. */
export function contextsAt(walk: Walk, list: StepList, asking: Asking = {}): Contexts {
  const at = walk.job.definition.span;
  const { variables } = walk;
  const { contexts } = list;
  // Few steps ask for any of them, so each is put together when one does.
  const made = new Map<string, GithubValue | undefined>();
  const makers: Readonly<Record<string, () => GithubValue | undefined>> = {
    env: () => environmentValue(contexts.contextOf('env', at), [variables, list.environment, asking.environment]),
    runner: () => runnerContext(contexts.contextOf('runner', at), list.given),
    steps: () => stepsValue(list, asking, at),
  };
  return {
    contextOf(name, place) {
      const key = name.toLowerCase();
      const make = Object.hasOwn(makers, key) ? makers[key] : undefined;
      if (make === undefined) return contexts.contextOf(name, place);
      if (!made.has(key)) made.set(key, make());
      return made.get(key) ?? contexts.contextOf(name, place);
    },
    call: contexts.call,
  };
}

/** The context `env` with variables put over it. */
function environmentValue(
  base: GithubValue | undefined,
  layers: readonly (ReadonlyMap<string, Variable> | undefined)[],
): GithubValue {
  const own = layers.flatMap((layer) => [...(layer?.values() ?? [])]);
  if (base !== undefined && base.is !== 'object' && own.length === 0) return base;
  const object = base?.is === 'object' ? base.object : { entries: new Map<string, GithubValue>() };
  const entries = new Map(object.entries);
  for (const { name, value } of own) entries.set(name.toLowerCase(), textValue(value));
  return { is: 'object', object: { ...object, entries } };
}

/** The context `steps`. */
const stepsValue = (list: StepList, asking: Asking, at: Span): GithubValue => ({
  is: 'object',
  object: { entries: viewOfMap(list.results, (result) => resultValue(list, { result, asking, at })) },
});

interface Asked {
  readonly result: StepResult;
  readonly asking: Asking;
  readonly at: Span;
}

function resultValue(list: StepList, asked: Asked): GithubValue {
  const outcome = outcomeOf(list, asked);
  return objectOf([
    ['outputs', outputsValue(list, asked)],
    ['outcome', outcome],
    ['conclusion', outcome],
  ]);
}

/** Steps are believed to succeed. */
function outcomeOf(list: StepList, { result, at }: Asked): GithubValue {
  const { id, runs } = result;
  if (runs.is !== 'unknown') return textValue(literal(runs.is === 'yes' ? 'success' : 'skipped', at));
  const [hole] = outputHole(list.name, `${id}.outcome`, at).parts;
  if (hole === undefined || typeof hole === 'string') return { is: 'null' };
  const [cause = hole.cause] = runs.causes;
  return { is: 'hidden', hole: { ...hole, cause }, among: ['success', 'skipped'] };
}

/** What a step that may not have run sets is exact only for a step with the same condition. */
function outputsValue(list: StepList, { result, asking }: Asked): GithubValue {
  const { id, effect, runs, condition } = result;
  if (runs.is === 'no') return objectOf([]);
  const isExact = runs.is === 'yes' || (condition !== undefined && condition === asking.condition);
  const holeOf = (name: string, at: Span): GithubValue => textValue(outputHole(list.name, `${id}.outputs.${name}`, at));
  const entries = [...effect.outputs].map(
    ([name, text]) => [name.toLowerCase(), isExact ? textValue(text) : holeOf(name, text.span)] as const,
  );
  return {
    is: 'object',
    object: { entries: new Map(entries), ...(effect.setsMore && { rest: holeOf }) },
  };
}

const objectOf = (entries: readonly (readonly [string, GithubValue])[]): GithubValue => ({
  is: 'object',
  object: { entries: new Map(entries) },
});

const textValue = (text: Text): GithubValue => ({ is: 'text', text });
