import type { Span } from '../../source/source-file.ts';
import type { Assignment } from '../../syntax/shell.ts';
import {
  concat,
  concatAll,
  isClosed,
  joinTexts,
  knownString,
  literal,
  type OpenList,
  open,
  type Text,
} from '../../value/index.ts';
import { placeOf, type Shell } from '../state/shell.ts';
import { asFirst, changedValue, type ShellValue, withVariable } from '../state/shell-state.ts';
import { itemsOf, textOf, valueOf } from '../state/variable-value.ts';
import { expandFields, expandText } from '../words/expand-word.ts';
import { boundedText } from '../words/fields.ts';

/** Sets a variable. */
export function assign(shell: Shell, name: string, value: ShellValue): void {
  shell.state = withVariable(shell.state, name, value);
}

/** What an assignment gives its variable: `A=x`, `A+=x`, `A=(x y)`, `A[1]=x`. */
export function assignedValue(shell: Shell, assignment: Assignment): ShellValue {
  const at = placeOf(shell, assignment);
  const { name, value } = assignment;
  const appends = assignment.append === true;
  if (value.type === 'ArrayValue') {
    const items = concatAll(value.elements.map((element) => expandFields(shell, element)));
    return { is: 'array', items: appends ? concat(itemsOf(valueOf(shell, name, at)), items) : items };
  }
  const text = expandText(shell, value);
  const before = appends || assignment.index !== undefined ? valueOf(shell, name, at) : undefined;
  if (assignment.index !== undefined) return withItem(shell, itemsOf(before ?? { is: 'unset' }), assignment, text);
  if (before?.is === 'array') {
    const [first, ...others] = before.items.items;
    const head = joinTexts([...(first === undefined ? [] : [first]), text], at);
    return { is: 'array', items: { items: [head, ...others], openTo: before.items.openTo } };
  }
  if (before === undefined) return asFirst(changedValue(shell.state, name), boundedText(text.parts, at));
  return { is: 'text', text: boundedText([...textOf(before, at).parts, ...text.parts], at) };
}

/** `A[i]=x`: certain only for an index that follows the items at hand or replaces one of them. */
function withItem(shell: Shell, list: OpenList<Text>, { index, name }: Assignment, text: Text): ShellValue {
  const at: Span = text.span;
  const wanted = index === undefined ? undefined : knownString(expandText(shell, index));
  const position = wanted !== undefined && /^\d{1,4}$/.test(wanted) ? Number(wanted) : -1;
  if (!isClosed(list) || position < 0 || position > list.items.length) {
    const cause = { kind: 'expression', because: `\`$${name}\` is filled item by item`, at } as const;
    return { is: 'array', items: open(list.items, cause) };
  }
  return { is: 'array', items: { items: list.items.toSpliced(position, 1, text), openTo: [] } };
}

/** A word such as `NAME=value` cut at its `=`; `undefined` for any other word. */
export function splitAssignment(
  text: Text,
): { readonly name: string; readonly appends: boolean; readonly value: Text } | undefined {
  const [first, ...others] = text.parts;
  const match = typeof first === 'string' ? /^([A-Za-z_]\w*)(\+?)=/.exec(first) : null;
  if (match === null || typeof first !== 'string') return undefined;
  const value = joinTexts(
    [literal(first.slice(match[0].length), text.span), { parts: others, span: text.span }],
    text.span,
  );
  return { name: match[1] ?? '', appends: match[2] === '+', value };
}
