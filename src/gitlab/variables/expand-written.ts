import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { type Hole, joinTexts, literal, type Text } from '../../value/index.ts';
import { type Expander, expansionPieces, hasForms } from '../expansion-forms.ts';

/** What names stand for at one moment. */
export interface Names {
  valueOf(name: string, at: Span): Text;
  /** Whether the name certainly has a value: a definition, a predefined variable, one of the known environment. */
  defines(name: string): boolean;
}

/** Longer values are not put together: variables can double each other's length. */
const longestValue = 20_000;

/**
 * A written text with its variables replaced once. What a runner cannot take for a variable's name has no value;
 * `%NAME%` of which nobody knows the name is text, such as a format of `date`.
 */
export function expandWritten(written: EmbeddedText, expander: Expander, names: Names): Text {
  const { text, span } = written;
  if (text.length > longestValue) return tooLong(span);
  if (!hasForms(text)) return literal(text, span);
  const texts: Text[] = [];
  let size = 0;
  for (const { start, end, name, becomes } of expansionPieces(text, expander)) {
    const asWritten = text.slice(start, end);
    const isText = name === undefined || (asWritten.startsWith('%') && !names.defines(name));
    if (isText) texts.push(literal(becomes ?? asWritten, span));
    else if (isVariableName(name)) texts.push(names.valueOf(name, written.spanOf(start, end)));
    size += sizeOf(texts.at(-1));
    if (size > longestValue) return tooLong(span);
  }
  return joinTexts(texts, span);
}

const isVariableName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

const sizeOf = (text: Text | undefined): number =>
  (text?.parts ?? []).reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);

function tooLong(span: Span): Text {
  const place = span.file.positionAt(span.start);
  const hole: Hole = {
    symbol: `value of ${span.file.path}:${place.line}:${place.column}`,
    shown: '…',
    cause: { kind: 'expression', because: 'the value is too long to be put together', at: span },
  };
  return { parts: [hole], span };
}
