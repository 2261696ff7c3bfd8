import { type Span, sourceText } from '../source/source-file.ts';

/** The text of a span without the quotes around it. */
export const unquoted = (span: Span): string => /^(["'])([\s\S]*)\1$/.exec(sourceText(span))?.[2] ?? sourceText(span);

/** Where a text stands inside a span, if it stands there once. */
export function placeWithin(span: Span, text: string): Span | undefined {
  const source = sourceText(span);
  const at = source.indexOf(text);
  if (at === -1 || text === '' || source.includes(text, at + 1)) return undefined;
  return span.file.span(span.start + at, span.start + at + text.length);
}
