import type { Variable } from '../../model/pipeline/variables.ts';
import { onceFor } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';
import { textOfWritten } from '../expression/written.ts';
import type { WrittenValue } from '../step.ts';
import { isReserved } from './reserved-variables.ts';

type ContextsOf = (scope: GithubScope) => Contexts;

/** The context `env`: what workflow and job set. */
export function environmentContext(scope: GithubScope, contextsOf: ContextsOf): GithubValue {
  const variables = [...definedVariables(scope, contextsOf).values()];
  return {
    is: 'object',
    object: {
      entries: new Map(variables.map(({ name, value }) => [name.toLowerCase(), { is: 'text', text: value }])),
      spelling: new Map(variables.map(({ name }) => [name.toLowerCase(), name])),
    },
  };
}

/** The variables that workflow and job set, by name as written; each layer is evaluated with the layers below it. */
export function definedVariables(scope: GithubScope, contextsOf: ContextsOf): ReadonlyMap<string, Variable> {
  return variablesOf(scope)(contextsOf);
}

const variablesOf = onceFor((scope: GithubScope) => {
  let known: ReadonlyMap<string, Variable> | undefined;
  return (contextsOf: ContextsOf): ReadonlyMap<string, Variable> => {
    known ??= evaluated(scope, contextsOf);
    return known;
  };
});

function evaluated(scope: GithubScope, contextsOf: ContextsOf): ReadonlyMap<string, Variable> {
  const { env = [] } = scope;
  const layer = env.at(-1);
  if (layer === undefined) return new Map();
  const below = { ...scope, env: env.slice(0, -1) };
  const contexts = contextsOf(below);
  const variables = new Map(definedVariables(below, contextsOf));
  for (const written of layer.values())
    if (!isReserved(written.name)) variables.set(written.name, variableOf(written, contexts));
  return variables;
}

const variableOf = ({ name, text }: WrittenValue, contexts: Contexts): Variable => ({
  name,
  value: textOfWritten(text, contexts),
  span: text.span,
});
