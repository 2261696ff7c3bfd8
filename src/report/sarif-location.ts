import type { Location, Message } from 'sarif';
import { type SourceFile, type Span, sourceText } from '../source/source-file.ts';
import { firstLineOf, pathOf, positionsOf } from './location.ts';
import { showable } from './showable.ts';

/** The longest message that GitLab takes, in characters. */
const longestText = 1024;

/**
 * A message of plain text, cut to what consumers take. What viewers would make a link of, which only text from the
 * repository could hold, is none (3.11.6).
 */
export const messageOf = (text: string): Message & { readonly text: string } => ({
  text: shortened(showable(text).replaceAll('](', '] (')),
});

/** The text, cut to the 1,024 characters that GitLab takes. No surrogate pair is cut. */
export const shortened = (text: string): string =>
  text.length <= longestText ? text : `${text.slice(0, longestText - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** The path of a file as a relative URI. */
export const uriOf = (file: Pick<SourceFile, 'path'>, root: string): string =>
  pathOf(file, root)
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\uFFFD')))
    .join('/');

/** A longer piece of code does not help whoever reads the result. */
const longestSnippet = 300;

/**
 * The first line of a span as a location, so that a viewer of changed lines can show it: 1-based lines and columns in
 * UTF-16 code units, the end exclusive.
 */
export function sarifLocation(span: Span, root: string): Location {
  const { start, end } = positionsOf(firstLineOf(span));
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(span.file, root) },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}

/** The same with the code itself, for who does not have the files; without it where it is nothing, or too long. */
export function sarifLocationWithCode(span: Span, root: string): Location {
  const location = sarifLocation(span, root);
  const code = sourceText(firstLineOf(span));
  if (code === '' || code.length > longestSnippet || /\p{Surrogate}/u.test(code)) return location;
  const { physicalLocation } = location;
  const region = { ...physicalLocation?.region, snippet: { text: code } };
  return { ...location, physicalLocation: { ...physicalLocation, region } };
}
