import { propertyOfVariable, runnerProperties } from './github-properties.ts';

/**
 * Whether GitHub sets a variable whatever `env` says.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/variables (default variables).
 */
export const isReserved = (name: string): boolean =>
  name === 'GITHUB_ACTIONS' || propertyOfVariable(name) !== undefined || runnerPropertyOf(name) !== undefined;

/** The property of `runner` whose value a default variable has. */
export function runnerPropertyOf(name: string): string | undefined {
  const property = name.startsWith('RUNNER_') ? name.slice('RUNNER_'.length).toLowerCase() : '';
  return runnerProperties.has(property) ? property : undefined;
}
