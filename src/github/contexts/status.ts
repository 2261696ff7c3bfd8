import type { Span } from '../../source/source-file.ts';
import { showText } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { expressionHole } from '../expression/hidden-value.ts';
import { keyOfValue, shortSymbol } from '../expression/key-of-value.ts';
import { textOfValue } from '../expression/text-of-value.ts';
import { textHole } from './run-hole.ts';

/** What the status functions answer in a run in which nothing fails and nobody cancels anything, which is the run that publishes. */
const statuses: ReadonlyMap<string, boolean> = new Map([
  ['success', true],
  ['always', true],
  ['failure', false],
  ['cancelled', false],
]);

/** A function that depends on the place. Files are believed to be those of the checkout, so that equal patterns have one hash in a run. */
export function callPlaceFunction(
  { run }: GithubScope,
  name: string,
  args: readonly GithubValue[],
  at: Span,
): GithubValue | undefined {
  const status = statuses.get(name);
  if (status !== undefined) return { is: 'boolean', value: status };
  if (name !== 'hashfiles') return undefined;
  const shown = `\${{ hashFiles(${args.map((arg) => `'${showText(textOfValue(arg, at))}'`).join(', ')}) }}`;
  const symbol = shortSymbol(`hashFiles(${args.map(keyOfValue).join()})@${run}`);
  return textHole(expressionHole(symbol, shown, `\`${shown}\` depends on files of the run`, at));
}
