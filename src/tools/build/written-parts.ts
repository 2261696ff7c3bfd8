import type { Destination } from '../../model/index.ts';
import { parseReference } from '../../oci/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import { splitText, type Text } from '../../value/index.ts';
import type { FlagValue } from '../flags.ts';
import { literalHead, tailOf } from '../word-parts.ts';

/** The pieces of a list such as `linux/amd64,linux/arm64`, each with its own place where the source shows it. */
export function listPieces(value: Text, span: Span, separator = ','): readonly FlagValue[] {
  const pieces = splitText(value, separator);
  const source = sourceText(span);
  const written = source.split(separator);
  const isExact = pieces.length > 1 && written.length === pieces.length;
  let at = span.start;
  return pieces.map((piece, index) => {
    const length = written[index]?.length ?? 0;
    const place = isExact ? unquoted(span, at, at + length) : span;
    at += length + separator.length;
    return { value: { ...piece, span: place }, span: place, flagSpan: span };
  });
}

/** A range without a quote at its edges. */
function unquoted({ file }: Span, start: number, end: number): Span {
  const from = /["']/.test(file.text.charAt(start)) ? start + 1 : start;
  const to = end > from && /["']/.test(file.text.charAt(end - 1)) ? end - 1 : end;
  return file.span(from, to);
}

/** A reference that a flag or a positional names; a transport in front (`docker://`) is taken off. */
export function destinationOf(value: Text, span: Span = value.span): Destination {
  const transport = /^(?:docker:\/\/|registry:)/.exec(literalHead(value))?.[0] ?? '';
  return { reference: parseReference(transport === '' ? value : tailOf(value, transport.length)), span };
}
