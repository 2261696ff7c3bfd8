import type { Span } from '../../source/source-file.ts';
import type { ParameterExpansionPart, ParameterOperation, Word } from '../../syntax/shell.ts';
import { knownString, literal, type Text, type Truth, textKey } from '../../value/index.ts';
import { isFilled, isSet } from '../state/filled.ts';
import { placeOf, type Shell } from '../state/shell.ts';
import { type ShellValue, withText } from '../state/shell-state.ts';
import { derivedHole, symbolOf } from '../state/symbols.ts';
import { textOf } from '../state/variable-value.ts';
import { expandAlternative, expandPattern, expandPieces, expandText } from './expand-word.ts';
import { joinPieces, type Piece } from './fields.ts';
import { changeCase, removeAffix, replaceIn, slice } from './string-operation.ts';

/** An expansion with an operation, and the value on which it works. */
export interface Operand {
  readonly part: ParameterExpansionPart;
  readonly operation: ParameterOperation;
  readonly value: ShellValue;
  readonly isQuoted: boolean;
  readonly at: Span;
}

/**
 * The value of an expansion with an operation: computed where everything in it is known, otherwise one hole whose
 * symbol is made of the operation and its operands, so that equal expressions over equal values are equal.
 *
 * Source: gnu.org/software/bash/manual, Shell Parameter Expansion.
 */
export function applyOperation(shell: Shell, operand: Operand): readonly Piece[] {
  const { operation, value, at, isQuoted } = operand;
  if (operation.type === 'Default') return withDefault(shell, operand, operation);
  const text = changerOf(shell, operand)(textOf(value, at));
  return [{ is: isQuoted ? 'whole' : 'split', text: { ...text, span: at } }];
}

/** What an operation other than a default makes of texts. Its own words are expanded once. */
export function changerOf(shell: Shell, operand: Pick<Operand, 'operation' | 'part' | 'at'>): (text: Text) => Text {
  const compute = computation(shell, operand.operation, operand.at);
  return (text) => compute(text) ?? derived(operand, [text, ...wordsOf(shell, operand.operation)]);
}

function computation(shell: Shell, operation: ParameterOperation, at: Span): (text: Text) => Text | undefined {
  switch (operation.type) {
    case 'Remove': {
      const pattern = expandPattern(shell, operation.operand);
      return (text) => removeAffix(text, operation.operator, pattern);
    }
    case 'Replace': {
      const pattern = expandPattern(shell, operation.pattern);
      const replacement = expandText(shell, operation.replacement);
      return (text) => replaceIn(text, { operator: operation.operator, pattern, replacement });
    }
    case 'CaseModification':
      return (text) => (operation.operand === undefined ? changeCase(text, operation.operator) : undefined);
    case 'Slice': {
      const range = rangeOf(shell, operation);
      const shortSha = (): Text => shell.input.variables.valueOf('CI_COMMIT_SHORT_SHA', at);
      return (text) => range && slice(text, { ...range, shortSha });
    }
    default:
      return () => undefined;
  }
}

/** A slice of a text, in characters, or of a list, in items. */
export interface SliceRange {
  /** From the beginning, or, if negative, from the end. */
  readonly offset: number;
  /** Negative: the slice ends so far before the end. */
  readonly length: number;
}

/** The range of `${X:offset:length}`; `undefined` if it is not known. */
export function rangeOf(
  shell: Shell,
  { offset: from, length: count }: Extract<ParameterOperation, { type: 'Slice' }>,
): SliceRange | undefined {
  const offset = numberOf(shell, from);
  const length = count === undefined ? Number.POSITIVE_INFINITY : numberOf(shell, count);
  return offset === undefined || length === undefined ? undefined : { offset, length };
}

function numberOf(shell: Shell, word: Word): number | undefined {
  const known = knownString(expandText(shell, word))?.trim();
  return known !== undefined && /^(?:-?\d+)?$/.test(known) ? Number(known) : undefined;
}

/** The words of an operation, for its symbol. */
function wordsOf(shell: Shell, operation: ParameterOperation): readonly Text[] {
  switch (operation.type) {
    case 'Remove':
    case 'Transform':
      return [expandText(shell, operation.operand)];
    case 'Replace':
      return [expandText(shell, operation.pattern), expandText(shell, operation.replacement)];
    case 'Slice':
      return [operation.offset, operation.length].flatMap((word) =>
        word === undefined ? [] : expandText(shell, word),
      );
    default:
      return [];
  }
}

/** What an operation makes of these texts; `keys` stand for what else it depends on. */
function derived(
  { operation, part, at }: Pick<Operand, 'operation' | 'part' | 'at'>,
  texts: readonly Text[],
  ...keys: readonly string[]
): Text {
  const symbol = symbolOf(`\${${operatorOf(operation)}}`, ...texts.map(textKey), ...keys);
  return derivedHole(symbol, part.text, texts, at);
}

const operatorOf = (operation: ParameterOperation): string => ('operator' in operation ? operation.operator : '');

type DefaultOperation = Extract<ParameterOperation, { type: 'Default' }>;

/** `${X:-d}` and its kin: decided by what is known of X. */
function withDefault(shell: Shell, operand: Operand, { operator, operand: word }: DefaultOperation): readonly Piece[] {
  const { value, isQuoted, at, part } = operand;
  const counts: Truth = operator.startsWith(':') ? isFilled(textOf(value, at)) : isSet(shell, part.parameter, value);
  const text = textOf(value, at);
  const asIs: readonly Piece[] = [{ is: isQuoted ? 'whole' : 'split', text: { ...text, span: at } }];
  if (operator.endsWith('?')) return asIs;
  const isPlus = operator.endsWith('+');
  if (counts.is !== 'unknown') {
    const takesWord = (counts.is === 'yes') === isPlus;
    if (!takesWord) return isPlus ? [] : asIs;
    const pieces = isQuoted ? expandPieces(shell, word, true) : expandAlternative(shell, word);
    if (operator.endsWith('=')) assign(shell, part.parameter, joinPieces(pieces, placeOf(shell, word)));
    return pieces;
  }
  const other = expandText(shell, word);
  const whether = value.is === 'text' && value.perhaps !== undefined ? [value.perhaps.key] : [];
  const either = isPlus && other.parts.length === 0 ? literal('', at) : derived(operand, [text, other], ...whether);
  if (operator.endsWith('=')) assign(shell, part.parameter, either);
  return [{ is: isQuoted ? 'whole' : 'split', text: either }];
}

function assign(shell: Shell, name: string, text: Text): void {
  shell.state = withText(shell.state, name, text);
}
