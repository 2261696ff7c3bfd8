import type { YamlEntry, YamlMapping, YamlReference, YamlValue } from '../../syntax/yaml-value.ts';
import {
  type Cause,
  closed,
  type Field,
  hidden,
  type OpenList,
  open,
  set,
  type Text,
  unset,
} from '../../value/index.ts';
import { causeOfReference, causeOfWrongType } from '../unread-reference.ts';
import type { FieldExpander } from '../variables/expand-field.ts';
import type { Scope } from '../variables/scope.ts';
import { isString } from '../yaml-access.ts';

/** A value that is no unread reference. */
export type ReadValue = Exclude<YamlValue, YamlReference>;

/** A field's value read by `read`, which answers `undefined` for a type that GitLab refuses. */
export function readField<T>(
  field: Field<YamlEntry>,
  keyword: string,
  read: (value: ReadValue, entry: YamlEntry) => T | undefined,
): Field<T> {
  if (field.is !== 'set') return field;
  const { value } = field.value;
  if (value.kind === 'reference') return hidden(causeOfReference(value));
  const result = read(value, field.value);
  return result === undefined ? hidden(causeOfWrongType(keyword, value.span)) : set(result);
}

/** The same for lists: an unset field is the empty list, an unknown one is open. */
export function readListField<T>(
  field: Field<YamlEntry>,
  keyword: string,
  read: (value: ReadValue, entry: YamlEntry) => OpenList<T> | undefined,
): OpenList<T> {
  const list = readField(field, keyword, read);
  if (list.is === 'unset') return closed([]);
  return list.is === 'set' ? list.value : open([], ...list.causes);
}

/** The entry of a key in a mapping; a mapping whose template was not read may hold more than it shows. */
export function innerField(mapping: YamlMapping, key: string, hiddenBy: readonly Cause[]): Field<YamlEntry> {
  const entry = mapping.entries.get(key);
  if (entry !== undefined && entry.value.kind !== 'null') return set(entry);
  return hiddenBy.length > 0 ? hidden(...hiddenBy) : unset;
}

/** A string with its variables replaced. */
export const readText =
  (expand: FieldExpander, scope: Scope) =>
  (value: ReadValue): Text | undefined =>
    isString(value) ? expand(value.text, scope) : undefined;

/** A list of strings, or one string where GitLab takes that for a list of one. */
export const readTexts =
  (expand: FieldExpander, scope: Scope, keyword: string) =>
  (value: ReadValue): OpenList<Text> =>
    readItems(value.kind === 'sequence' ? value.items : [value], keyword, readText(expand, scope));

/** Items of one type; those of another type open the list. */
export function readItems<T>(
  items: readonly YamlValue[],
  keyword: string,
  read: (value: ReadValue) => T | undefined,
): OpenList<T> {
  const known: T[] = [];
  const openTo: Cause[] = [];
  for (const item of items) {
    const result = item.kind === 'reference' ? undefined : read(item);
    if (result !== undefined) known.push(result);
    else openTo.push(item.kind === 'reference' ? causeOfReference(item) : causeOfWrongType(keyword, item.span));
  }
  return { items: known, openTo };
}
