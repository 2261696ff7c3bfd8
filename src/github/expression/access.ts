import type { Span } from '../../source/source-file.ts';
import type { GithubNode } from '../../syntax/github-expression.ts';
import { type Cause, closed, knownString, open } from '../../value/index.ts';
import { numberOf } from './coerce.ts';
import type { GithubObject, GithubValue } from './github-value.ts';
import { derive, placeOf, type Scene } from './scene.ts';
import { textOfValue } from './text-of-value.ts';

type Evaluate = (node: GithubNode) => GithubValue;

/**
 * `of.name`, `of['name']`, `of[0]`. What is not there is null; behind a filter the name is looked up in every item, and items
 * without it are left out.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (object filters).
 */
export function indexOf(
  scene: Scene,
  node: Extract<GithubNode, { readonly kind: 'index' }>,
  evaluate: Evaluate,
): GithubValue {
  const at = placeOf(scene, node);
  const find = isFiltered(node.of) ? underIndexOfItems : underIndex;
  return derive(scene, node, {
    operation: '.',
    args: [evaluate(node.of), evaluate(node.index)],
    results: ([of = nothing, index = nothing]) => found(find(of, index, at)),
  });
}

const nothing: GithubValue = { is: 'null' };

const found = (value: GithubValue | undefined): readonly GithubValue[] => (value === undefined ? [] : [value]);

/** Whether a node gives the results of a filter, to each of which the next index goes. */
const isFiltered = (node: GithubNode): boolean =>
  node.kind === 'filter' || (node.kind === 'index' && isFiltered(node.of));

/** What stands under an index; `undefined` where that is not known. */
function underIndex(of: GithubValue, index: GithubValue, at: Span): GithubValue | undefined {
  if (of.is === 'hidden') return undefined;
  if (of.is === 'object') return entryOf(of.object, index, at) ?? (isOpenName(index) ? undefined : nothing);
  if (of.is === 'array') return itemOf(of, index);
  return nothing;
}

/** The entry of a name; `undefined` if there is none, or the name is not known. */
function entryOf({ entries, rest }: GithubObject, index: GithubValue, at: Span): GithubValue | undefined {
  if (index.is === 'array' || index.is === 'object') return undefined;
  const name = knownString(textOfValue(index, at));
  return name === undefined ? undefined : (entries.get(name.toLowerCase()) ?? rest?.(name, at));
}

const isOpenName = (index: GithubValue): boolean =>
  index.is === 'hidden' || (index.is === 'text' && knownString(index.text) === undefined);

function itemOf(
  { items }: Extract<GithubValue, { readonly is: 'array' }>,
  index: GithubValue,
): GithubValue | undefined {
  const number = numberOf(index);
  if (number === undefined) return undefined;
  if (Number.isNaN(number) || number < 0) return nothing;
  return items.openTo.length > 0 ? undefined : (items.items[Math.floor(number)] ?? nothing);
}

/** `of.*`: all items of an array, all values of an object; nothing of anything else. */
export function filterOf(
  scene: Scene,
  node: Extract<GithubNode, { readonly kind: 'filter' }>,
  evaluate: Evaluate,
): GithubValue {
  const at = placeOf(scene, node);
  return derive(scene, node, {
    operation: '*',
    args: [evaluate(node.of)],
    results: ([of = nothing]) => {
      if (of.is === 'hidden') return [];
      const items =
        isFiltered(node.of) && of.is === 'array' ? manyItems(of, (item) => itemsOf(item, at)) : itemsOf(of, at);
      return [{ is: 'array', items }];
    },
  });
}

type Items = Extract<GithubValue, { readonly is: 'array' }>['items'];

function itemsOf(of: GithubValue, at: Span): Items {
  if (of.is === 'array') return of.items;
  if (of.is === 'hidden') return open([], of.hole.cause);
  if (of.is !== 'object') return closed([]);
  const { entries, rest } = of.object;
  return rest === undefined ? closed([...entries.values()]) : open([...entries.values()], moreEntries(at));
}

const moreEntries = (at: Span): Cause => ({
  kind: 'expression',
  because: 'what else is there is known only when the workflow runs',
  at,
});

/** What an index finds in each result of a filter. */
function underIndexOfItems(of: GithubValue, index: GithubValue, at: Span): GithubValue | undefined {
  if (of.is !== 'array') return of.is === 'hidden' ? undefined : { is: 'array', items: closed([]) };
  if (isOpenName(index)) return undefined;
  return { is: 'array', items: manyItems(of, (item) => foundIn(item, index, at)) };
}

function foundIn(item: GithubValue, index: GithubValue, at: Span): Items {
  if (item.is === 'hidden') return open([], item.hole.cause);
  if (item.is === 'object') return closed(found(entryOf(item.object, index, at)));
  if (item.is !== 'array') return closed([]);
  if (item.items.openTo.length > 0) return open([], ...item.items.openTo);
  const number = Math.floor(numberOf(index) ?? -1);
  return closed(found(item.items.items[number]));
}

const manyItems = (
  { items }: Extract<GithubValue, { readonly is: 'array' }>,
  itemsIn: (item: GithubValue) => Items,
): Items => {
  const found = items.items.map(itemsIn);
  return open(
    found.flatMap((one) => one.items),
    ...items.openTo,
    ...found.flatMap(({ openTo }) => openTo),
  );
};
