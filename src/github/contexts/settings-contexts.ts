import { literal } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { runHole, symbolIn, textHole } from './run-hole.ts';

/** The context `vars`: strings of the repository, the organisation and the environment; empty if there is none of the name. */
export const varsContext = ({ vars }: GithubScope): GithubValue => ({
  is: 'object',
  object: {
    entries: new Map(),
    rest(name, at) {
      const known = vars?.get(name) ?? vars?.get(name.toUpperCase());
      if (known !== undefined) return { is: 'text', text: literal(known, at) };
      const shown = `\${{ vars.${name} }}`;
      return textHole(runHole(`vars.${name.toUpperCase()}`, shown, 'is set outside this repository', at));
    },
  },
});

/** The context `secrets`: strings, empty if there is none of the name. `GITHUB_TOKEN` is `github.token`. */
export const secretsContext = (scope: GithubScope): GithubValue => ({
  is: 'object',
  object: {
    entries: new Map(),
    rest(name, at) {
      const secret = name.toUpperCase();
      const shown = `\${{ secrets.${name} }}`;
      if (secret !== 'GITHUB_TOKEN')
        return textHole(runHole(`secrets.${secret}`, shown, 'is set outside this repository', at));
      return textHole(runHole(symbolIn(scope, 'run', secret), shown, 'is made when the workflow runs', at));
    },
  },
});
