import { textOfValue } from '../github/expression/text-of-value.ts';
import type { Variable, Variables } from '../model/index.ts';
import type { StepScene } from './run-step.ts';

/**
 * The variables of a step: those of the job, over them what earlier steps wrote to `$GITHUB_ENV`, over those its own.
 *
 * Source: docs.github.com/actions/reference/workflow-commands-for-github-actions (setting an environment variable).
 */
export function stepVariables({ walk, list, environment }: StepScene): Variables {
  const { variables } = walk.job;
  const defined = new Map<string, Variable>([...ofJob(variables, list), ...walk.variables, ...environment]);
  return {
    defined,
    valueOf: (name, at) => defined.get(name)?.value ?? list.given.get(name) ?? variables.valueOf(name, at),
  };
}

/** The job's own variables, evaluated again with what earlier jobs handed on. */
function ofJob({ defined }: Variables, { contexts }: StepScene['list']): readonly (readonly [string, Variable])[] {
  const [first] = defined.values();
  const env = first && contexts.contextOf('env', first.span);
  return [...defined].map(([name, variable]) => {
    const value = env?.is === 'object' ? env.object.entries.get(name.toLowerCase()) : undefined;
    return [name, value === undefined ? variable : { ...variable, value: textOfValue(value, variable.value.span) }];
  });
}
