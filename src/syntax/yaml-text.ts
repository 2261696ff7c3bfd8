import { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { segmentsOfLines } from './yaml-line-text.ts';
import { segmentsOfDoubleQuoted, segmentsOfSingleQuoted } from './yaml-quoted-text.ts';
import type { YamlString } from './yaml-value.ts';

/**
 * The decoded text of a scalar with the place of each character. `span` is the scalar as written, quotes and block
 * header included. A text that cannot be aligned with its source is known by the whole place only.
 */
export function embedScalar(value: string, style: YamlString['style'], span: Span): EmbeddedText {
  const { text } = span.file;
  if (style === 'quoted') {
    const segments =
      text[span.start] === "'" ? segmentsOfSingleQuoted(value, span) : segmentsOfDoubleQuoted(value, span);
    return segments === undefined ? EmbeddedText.opaque(value, span) : new EmbeddedText(value, segments, span);
  }
  const header = style === 'plain' ? 0 : lengthOfHeader(text.slice(span.start, span.end));
  if (style === 'plain' && span.end - span.start === value.length) return EmbeddedText.verbatim(span);
  const segments = segmentsOfLines(value, span.file.span(span.start + header, span.end), style !== 'plain');
  return segments === undefined ? EmbeddedText.opaque(value, span) : new EmbeddedText(value, segments, span);
}

/** The line of `|` or `>` with its indicators, a comment and the line break. */
function lengthOfHeader(source: string): number {
  const end = source.indexOf('\n');
  return end === -1 ? source.length : end + 1;
}
