import { isClosed, type OpenList, open, type Text } from '../../value/index.ts';
import { limits, type Shell } from '../state/shell.ts';
import { changerOf, type Operand, rangeOf, type SliceRange } from './parameter-operation.ts';

/**
 * What an operation makes of a list: of each of its items, or a part of the list. `undefined` where it is an operation on the list as
 * one text: on all operands such as `${name[@]@Q}`, and on an empty or open list for which `${name[@]:-word}` has a word.
 *
 * Source: gnu.org/software/bash/manual, Shell Parameter Expansion.
 */
export function operateOnList(
  shell: Shell,
  operand: Pick<Operand, 'operation' | 'part' | 'at'>,
  list: OpenList<Text>,
): OpenList<Text> | undefined {
  const { operation, part, at } = operand;
  switch (operation.type) {
    case 'Remove':
    case 'Replace':
    case 'CaseModification':
      return changedItems(list, changerOf(shell, operand), operand);
    case 'Slice': {
      const range = rangeOf(shell, operation);
      const isPositional = part.index === undefined;
      const items = range && isClosed(list) ? itemsIn(list.items, range, isPositional) : undefined;
      const because = `\`${part.text}\` is a part of a list that is known at run time`;
      return items === undefined ? open([], { kind: 'expression', because, at }) : { items, openTo: [] };
    }
    case 'Default':
      return isFilledList(list) && !operation.operator.endsWith('+') ? list : undefined;
    default:
      return undefined;
  }
}

/** The items changed one by one; open where they are longer together than a value may be. */
function changedItems(
  { items, openTo }: OpenList<Text>,
  change: (item: Text) => Text,
  { part, at }: Pick<Operand, 'part' | 'at'>,
): OpenList<Text> {
  const changed: Text[] = [];
  let length = 0;
  for (const item of items) {
    const text = change(item);
    for (const piece of text.parts) length += typeof piece === 'string' ? piece.length : limits.length / limits.holes;
    if (length > limits.length) {
      const because = `\`${part.text}\` is longer than is followed`;
      return open([], { kind: 'expression', because, at });
    }
    changed.push(text);
  }
  return { items: changed, openTo };
}

/** Parameters count from 1, and in front of them is the name of the shell; with a negative length bash fails. */
function itemsIn(
  items: readonly Text[],
  { offset, length }: SliceRange,
  isPositional: boolean,
): readonly Text[] | undefined {
  const first = isPositional ? 1 : 0;
  const from = offset < 0 ? items.length + offset : offset - first;
  if (length < 0 || (isPositional && from < 0)) return undefined;
  return from < 0 ? [] : items.slice(from, from + length);
}

const isFilledList = (list: OpenList<Text>): boolean =>
  isClosed(list) && list.items.some(({ parts }) => parts.some((part) => typeof part === 'string' && part !== ''));
