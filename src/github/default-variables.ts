import type { Variables } from '../model/variables.ts';
import { hole } from '../value/index.ts';
import type { GithubScope } from './contexts.ts';

/** The variables that a job's steps start with: `env` of the workflow and of the job, over those that GitHub and the runner set. */
export function githubVariables(_scope: GithubScope): Variables {
  return {
    defined: new Map(),
    valueOf: (name, at) =>
      hole(name, `$${name}`, { kind: 'variable', because: `\`$${name}\` is set by the runner`, at }),
  };
}
