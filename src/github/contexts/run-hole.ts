import type { Span } from '../../source/source-file.ts';
import type { Hole } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';

/** Where a value is one and the same: in all of the repository, in one run, or in one job only. */
export type ValueScope = 'repository' | 'run' | 'job';

/** The symbol of a value of that scope. Outside of jobs, a value of a job is one of the run. */
export function symbolIn({ run, job }: GithubScope, scope: ValueScope, name: string): string {
  if (scope === 'repository') return name;
  return `${name}@${scope === 'job' ? (job ?? run) : run}`;
}

/** What hides a value that GitHub or the runner gives, or the settings of the repository hold. */
export function runHole(symbol: string, shown: string, because: string, at: Span): Hole {
  return { symbol, shown, cause: { kind: 'variable', because: `\`${shown}\` ${because}`, at } };
}

/** A string that is one hole. */
export const textHole = (hole: Hole): GithubValue => ({ is: 'text', text: { parts: [hole], span: hole.cause.at } });
