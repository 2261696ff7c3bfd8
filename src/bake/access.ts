import type { Span } from '../source/source-file.ts';
import { type BakeValue, numberOf, placedAt, stringOf } from './bake-value.ts';
import { derived, untold } from './scope.ts';

/** Which part of a value is asked for. */
export type Part = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'key'; readonly key: BakeValue };

/** `value.name` and `value[key]`: a part of a list or an object. */
export function readPart(value: BakeValue, part: Part, span: Span): BakeValue {
  const name = part.kind === 'name' ? part.name : stringOf(part.key);
  const operands = part.kind === 'key' ? [value, part.key] : [value];
  const operation = part.kind === 'name' ? `.${part.name}` : '[]';
  if (name === undefined) return derived(operation, operands, span);
  if (value.kind === 'object') {
    const found = value.entries.get(name);
    if (found !== undefined) return placedAt(found, span);
    return value.openTo.length > 0 ? derived(operation, operands, span) : untold(span, `there is no \`${name}\``);
  }
  if (value.kind === 'list') return itemAt(value, part, span) ?? derived(operation, operands, span);
  return value.kind === 'unknown' || value.kind === 'text'
    ? derived(operation, operands, span)
    : untold(span, `there is no \`${name}\``);
}

function itemAt(list: Extract<BakeValue, { kind: 'list' }>, part: Part, span: Span): BakeValue | undefined {
  const index = part.kind === 'key' ? numberOf(part.key) : Number(part.name);
  const item = index === undefined ? undefined : list.items[index];
  return item === undefined ? undefined : placedAt(item, span);
}
