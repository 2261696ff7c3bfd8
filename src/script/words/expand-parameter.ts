import type { Span } from '../../source/source-file.ts';
import type { ParameterExpansionPart } from '../../syntax/shell.ts';
import { closed, isClosed, knownString, literal, type OpenList, type Text, textKey } from '../../value/index.ts';
import { placeOf, type Shell } from '../state/shell.ts';
import type { ShellValue } from '../state/shell-state.ts';
import { derivedHole, keyOfList, symbolOf } from '../state/symbols.ts';
import { itemsOf, textOf, valueOf } from '../state/variable-value.ts';
import { expandText, separatorsOf } from './expand-word.ts';
import { joinList, type Piece } from './fields.ts';
import { operateOnList } from './list-operation.ts';
import { applyOperation } from './parameter-operation.ts';

/** `$name`, `$1`, `$@`. */
export function expandVariable(shell: Shell, name: string, at: Span, isQuoted: boolean): Piece {
  if (name === '@') return { is: 'list', items: shell.state.positional };
  if (name === '*') return joined(shell, shell.state.positional, isQuoted, at);
  return asValue(textOf(valueOf(shell, name, at), at), isQuoted);
}

/** `${…}` with or without an operation. */
export function expandParameter(shell: Shell, part: ParameterExpansionPart, isQuoted: boolean): readonly Piece[] {
  const at = placeOf(shell, part);
  const index = part.index?.value ?? (/^[@*]$/.test(part.parameter) ? part.parameter : undefined);
  const source = parameterValue(shell, part, at);
  if (part.prefix === '#' && part.operation === undefined)
    return [asValue(lengthOf(source, index, part, at), isQuoted)];
  if (part.prefix === '!' && (index !== undefined || part.operation?.type === 'Names')) {
    return [
      asValue(
        derivedHole(symbolOf(part.text, keyOfList(itemsOf(source)), shell.input.scope), part.text, [], at),
        isQuoted,
      ),
    ];
  }
  const value = part.prefix === '!' ? indirect(shell, source, part.text, at) : source;
  if (index === '@' || index === '*')
    return expandList(shell, { part, list: itemsOf(value), isAll: index === '@', isQuoted, at });
  const one: ShellValue = index === undefined ? value : { is: 'text', text: itemAt(shell, value, part, at) };
  if (part.operation === undefined) return [asValue(textOf(one, at), isQuoted)];
  return applyOperation(shell, { part, operation: part.operation, value: one, isQuoted, at });
}

const asValue = (text: Text, isQuoted: boolean): Piece => ({ is: isQuoted ? 'whole' : 'split', text });

function parameterValue(shell: Shell, { parameter }: ParameterExpansionPart, at: Span): ShellValue {
  if (parameter === '@' || parameter === '*') return { is: 'array', items: shell.state.positional };
  return valueOf(shell, parameter, at);
}

/** `$*` and `${name[*]}`: one text, the first character of IFS between the items. */
function joined(shell: Shell, list: OpenList<Text>, isQuoted: boolean, at: Span): Piece {
  const separators = separatorsOf(shell, at);
  if (separators === '' && !isQuoted) return { is: 'list', items: list };
  return asValue(joinList(list, separators.slice(0, 1), at), isQuoted);
}

interface Listed {
  readonly part: ParameterExpansionPart;
  readonly list: OpenList<Text>;
  /** `@`, which stays a list in quotes, and not `*`. */
  readonly isAll: boolean;
  readonly isQuoted: boolean;
  readonly at: Span;
}

/** `"${name[@]}"` and its kin, with or without an operation. */
function expandList(shell: Shell, { part, list, isAll, isQuoted, at }: Listed): readonly Piece[] {
  const { operation } = part;
  const asPiece = (items: OpenList<Text>): Piece =>
    isAll ? { is: 'list', items } : joined(shell, items, isQuoted, at);
  const changed = operation === undefined ? list : operateOnList(shell, { operation, part, at }, list);
  if (changed !== undefined) return [asPiece(changed)];
  if (operation === undefined) return [];
  const value: ShellValue = { is: 'text', text: joinList(list, ' ', at) };
  return applyOperation(shell, { part, operation, value, isQuoted, at });
}

/** `${#name}`, `${#name[@]}`. */
function lengthOf(value: ShellValue, index: string | undefined, { text }: ParameterExpansionPart, at: Span): Text {
  if (index === '@' || index === '*') {
    const list = itemsOf(value);
    return isClosed(list)
      ? literal(`${list.items.length}`, at)
      : derivedHole(symbolOf(text, keyOfList(list)), text, list.items, at);
  }
  const whole = textOf(value, at);
  const known = knownString(whole);
  if (known !== undefined) return literal(`${Array.from(known).length}`, at);
  return derivedHole(symbolOf('${#}', textKey(whole)), text, [whole], at);
}

/** `${!name}`: the variable whose name is the value. */
function indirect(shell: Shell, value: ShellValue, shown: string, at: Span): ShellValue {
  const name = textOf(value, at);
  const known = knownString(name);
  if (known !== undefined && /^\w+$/.test(known)) return valueOf(shell, known, at);
  return { is: 'text', text: derivedHole(symbolOf('${!}', textKey(name), shell.input.scope), shown, [name], at) };
}

/** `${name[1]}`. */
function itemAt(shell: Shell, value: ShellValue, { index, text }: ParameterExpansionPart, at: Span): Text {
  if (index === undefined) return textOf(value, at);
  const list = itemsOf(value);
  const { items, openTo } = list;
  const number = expandText(shell, index);
  const wanted = knownString(number);
  // Where a list may be longer, so that words may stand between others, the first one is certain only.
  if (wanted !== undefined && /^-?\d+$/.test(wanted) && (openTo.length === 0 || (wanted === '0' && items.length > 0))) {
    return closed(items).items.at(Number(wanted)) ?? literal('', at);
  }
  return derivedHole(symbolOf(text, textKey(number), keyOfList(list), shell.input.scope), text, items, at);
}
