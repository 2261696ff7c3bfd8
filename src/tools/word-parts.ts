import { type Span, sourceText } from '../source/source-file.ts';
import { sliceText, type Text } from '../value/index.ts';

/** The literal with which a text begins; empty if it begins with a hole. */
export function literalHead(text: Text): string {
  const [first] = text.parts;
  return typeof first === 'string' ? first : '';
}

/**
 * What is left of a word behind its first `length` UTF-16 units, which are literal, and where it stands: exactly
 * where the source spells the head as it is, in quotes or not; otherwise the whole word.
 */
export function tailOf(word: Text, length: number): Text {
  const rest = sliceText(word, length);
  return { ...rest, span: tailSpan(word, length) };
}

function tailSpan({ parts, span }: Text, length: number): Span {
  const [first] = parts;
  const head = typeof first === 'string' ? first.slice(0, length) : '';
  const source = sourceText(span);
  if (head.length < length) return span;
  if (source.startsWith(head)) return span.file.span(span.start + length, span.end);
  const quote = source[0];
  const isQuoted = (quote === '"' || quote === "'") && source.endsWith(quote) && source.startsWith(head, 1);
  return isQuoted ? span.file.span(span.start + 1 + length, span.end - 1) : span;
}

/** From the beginning of one place to the end of another; the first alone if they lie in different files. */
export function spanAcross(first: Span, last: Span): Span {
  if (first.file !== last.file || last.end < first.start) return first;
  return first.file.span(first.start, last.end);
}
