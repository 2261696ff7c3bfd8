import type { BuildArg } from '../../model/index.ts';
import { type Cause, causesIn, mapItems, type OpenList, set, unset } from '../../value/index.ts';
import { findInText, sliceText } from '../../value/text.ts';
import type { FlagValue } from '../flags.ts';
import { literalHead, tailOf } from '../word-parts.ts';

/** Reads `--build-arg NAME=value` and `--build-arg NAME`; a name that a hole hides opens the list. */
export function readBuildArgs({ items, openTo }: OpenList<FlagValue>): OpenList<BuildArg> {
  const causes: Cause[] = [...openTo];
  const args: BuildArg[] = [];
  for (const { value, flagSpan } of items) {
    const head = literalHead(value);
    const equals = findInText(value, '=');
    const name = equals === -1 ? head : head.slice(0, equals);
    const isNamed = equals === -1 ? value.parts.length === 1 && head !== '' : equals < head.length;
    if (isNamed) {
      const field = equals === -1 ? unset : set({ ...sliceText(value, equals + 1), span: value.span });
      args.push({ name, value: field, span: flagSpan });
    } else causes.push(...causesIn(value));
  }
  return { items: args, openTo: causes };
}

/** BuildKit's `--opt build-arg:NAME=value` as build arguments: the values whose key begins with `prefix`, without it. */
export function optionsUnder(options: OpenList<FlagValue>, prefix: string): OpenList<FlagValue> {
  const found = options.items.filter(({ value }) => literalHead(value).startsWith(prefix));
  const hiding = options.items.filter(({ value }) => literalHead(value) === '' && value.parts.length > 0);
  const stripped = mapItems({ items: found, openTo: options.openTo }, (option) => {
    const value = tailOf({ ...option.value, span: option.span }, prefix.length);
    return { ...option, value, span: value.span };
  });
  return { items: stripped.items, openTo: [...options.openTo, ...hiding.flatMap(({ value }) => causesIn(value))] };
}
