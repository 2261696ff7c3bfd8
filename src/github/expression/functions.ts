import type { Span } from '../../source/source-file.ts';
import type { GithubNode } from '../../syntax/github-expression.ts';
import { joinTexts, literal } from '../../value/index.ts';
import { formatValues } from './format.ts';
import { fromJson } from './from-json.ts';
import type { GithubValue } from './github-value.ts';
import { derive, placeOf, type Scene } from './scene.ts';
import { contains, endsWith, startsWith } from './search.ts';
import { textOfValue } from './text-of-value.ts';
import { toJson } from './to-json.ts';

/** A function of its arguments alone: all values that it can give for them; none: anything, or it fails. */
type GithubFunction = (args: readonly GithubValue[], at: Span) => readonly GithubValue[];

const nothing: GithubValue = { is: 'null' };

const decides =
  (decide: (left: GithubValue, right: GithubValue, at: Span) => boolean | undefined): GithubFunction =>
  ([left = nothing, right = nothing], at) => {
    const holds = decide(left, right, at);
    return (holds === undefined ? [true, false] : [holds]).map((value) => ({ is: 'boolean', value }));
  };

/**
 * The functions that GitHub has everywhere, by name in lower case.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (functions).
 */
const functions: ReadonlyMap<string, GithubFunction> = new Map<string, GithubFunction>([
  ['contains', decides(contains)],
  ['startswith', decides(startsWith)],
  ['endswith', decides(endsWith)],
  ['format', formatValues],
  ['join', joinValues],
  ['tojson', toJson],
  ['fromjson', fromJson],
]);

/** What a call of such a function gives; `undefined` for any other name. */
export function callFunction(
  scene: Scene,
  node: Extract<GithubNode, { readonly kind: 'call' }>,
  args: readonly GithubValue[],
): GithubValue | undefined {
  const name = node.name.toLowerCase();
  const call = functions.get(name);
  if (call === undefined) return undefined;
  const at = placeOf(scene, node);
  return derive(scene, node, { operation: name, args, results: (choice) => call(choice, at) });
}

/** `join(array, separator)`: of a string it is the string; of an object nothing. */
function joinValues([list = nothing, separator]: readonly GithubValue[], at: Span): readonly GithubValue[] {
  if (list.is === 'hidden') return [];
  if (list.is === 'object') return [{ is: 'text', text: literal('', at) }];
  if (list.is !== 'array') return [{ is: 'text', text: textOfValue(list, at) }];
  if (list.items.openTo.length > 0) return [];
  const isPlain = separator === undefined || separator.is === 'array' || separator.is === 'object';
  const between = isPlain ? literal(',', at) : textOfValue(separator, at);
  const texts = list.items.items.flatMap((item, index) => [...(index > 0 ? [between] : []), textOfValue(item, at)]);
  return [{ is: 'text', text: joinTexts(texts, at) }];
}
