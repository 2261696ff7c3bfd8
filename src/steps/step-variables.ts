import { textOfValue } from '../github/expression/text-of-value.ts';
import type { Variable, Variables } from '../model/index.ts';
import { onceFor } from '../value/index.ts';
import type { StepScene } from './run-step.ts';

/**
 * The variables of a step: those of the job, over them what earlier steps wrote to `$GITHUB_ENV`, over those its own.
 *
 * Source: docs.github.com/actions/reference/workflow-commands-for-github-actions (setting an environment variable).
 */
export function stepVariables({ walk, list, environment }: StepScene): Variables {
  const { variables } = walk.job;
  const defined = allOf([ofJob(list)(variables), walk.variables, environment]);
  return {
    defined,
    valueOf: (name, at) => defined.get(name)?.value ?? list.given.get(name) ?? variables.valueOf(name, at),
  };
}

/** The job's own variables, evaluated again with what earlier jobs handed on. Kept for the list, whose steps all ask. */
const ofJob = onceFor(({ contexts }: StepScene['list']) =>
  onceFor(({ defined }: Variables): ReadonlyMap<string, Variable> => {
    const [first] = defined.values();
    const env = first && contexts.contextOf('env', first.span);
    if (env?.is !== 'object') return defined;
    const evaluated = [...defined].map(([name, variable]) => {
      const value = env.object.entries.get(name.toLowerCase());
      return [
        name,
        value === undefined ? variable : { ...variable, value: textOfValue(value, variable.value.span) },
      ] as const;
    });
    return new Map(evaluated);
  }),
);

/** All variables; those of later maps replace those of earlier ones. */
function allOf(maps: readonly ReadonlyMap<string, Variable>[]): ReadonlyMap<string, Variable> {
  const filled = maps.filter(({ size }) => size > 0);
  const [only, ...others] = filled;
  if (others.length === 0) return only ?? new Map();
  return new Map(filled.flatMap((map) => [...map]));
}
