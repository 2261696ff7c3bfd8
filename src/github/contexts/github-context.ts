import type { Span } from '../../source/source-file.ts';
import type { GithubScope } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { githubProperties } from './github-properties.ts';
import { runHole, symbolIn, textHole } from './run-hole.ts';

/** The context `github`. */
export const githubContext = (scope: GithubScope): GithubValue => ({
  is: 'object',
  object: {
    entries: scope.github ?? new Map<string, GithubValue>(),
    rest: (name, at) => githubProperty(scope, name.toLowerCase(), { shown: `\${{ github.${name} }}`, at }),
  },
});

/** How a value is written where it is used. */
export interface Use {
  readonly shown: string;
  readonly at: Span;
}

/** A property of `github`, by its name in lower case. Of one that GitHub does not document nothing is known. */
export function githubProperty(scope: GithubScope, name: string, { shown, at }: Use): GithubValue {
  const given = scope.github?.get(name);
  if (given !== undefined) return given;
  const where = githubProperties.get(name);
  const symbol = symbolIn(scope, where ?? 'run', `GITHUB_${name.toUpperCase()}`);
  const hole = runHole(symbol, shown, 'is known only when the workflow runs', at);
  if (name === 'ref_protected') return { is: 'hidden', hole, values: booleans };
  if (name === 'ref_type') return textHole({ ...hole, among: ['branch', 'tag'] });
  return where === undefined ? { is: 'hidden', hole } : textHole(hole);
}

const booleans: readonly GithubValue[] = [true, false].map((value) => ({ is: 'boolean', value }));
