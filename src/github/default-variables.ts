import type { Variables } from '../model/pipeline/variables.ts';
import type { Span } from '../source/source-file.ts';
import { literal, type Text } from '../value/index.ts';
import { definedVariables } from './contexts/environment-context.ts';
import { githubProperty } from './contexts/github-context.ts';
import { propertyOfVariable } from './contexts/github-properties.ts';
import { runnerProperty } from './contexts/job-contexts.ts';
import { isReserved, runnerPropertyOf } from './contexts/reserved-variables.ts';
import { runHole, symbolIn } from './contexts/run-hole.ts';
import { type GithubScope, githubContexts } from './contexts.ts';
import { textOfValue } from './expression/text-of-value.ts';

/**
 * The variables that a job's steps start with: `env` of the workflow and of the job, under those that GitHub reserves for itself.
 * Any other name may be set by the machine, its image or an action.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/variables.
 */
export function githubVariables(scope: GithubScope): Variables {
  return {
    get defined() {
      return definedVariables(scope, githubContexts);
    },
    valueOf(name, at) {
      const own = isReserved(name) ? undefined : definedVariables(scope, githubContexts).get(name);
      return own?.value ?? defaultVariable(scope, name, at);
    },
  };
}

/** The value of a variable that `env` does not set. */
function defaultVariable(scope: GithubScope, name: string, at: Span): Text {
  const shown = `$${name}`;
  const property = propertyOfVariable(name);
  if (property !== undefined) return shownAs(shown, textOfValue(githubProperty(scope, property, { shown, at }), at));
  const ofRunner = runnerPropertyOf(name);
  if (ofRunner !== undefined) return shownAs(shown, textOfValue(runnerProperty(scope, ofRunner, { shown, at }), at));
  if (name === 'CI' || name === 'GITHUB_ACTIONS') return literal('true', at);
  const because = 'is not set in the workflow; the machine, its image or an action may set it';
  return { parts: [runHole(symbolIn(scope, 'job', name), shown, because, at)], span: at };
}

/** Values that the caller has made are shown as expressions; in a script they are variables. */
const shownAs = (shown: string, { parts, span }: Text): Text => ({
  parts: parts.map((part) => (typeof part === 'string' ? part : { ...part, shown })),
  span,
});
