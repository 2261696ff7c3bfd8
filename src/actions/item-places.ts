import { type Span, sourceText } from '../source/source-file.ts';
import { knownString, type Text } from '../value/index.ts';
import type { CsvRecord } from './csv-records.ts';

/**
 * The fields of an input's records, each with the place where the workflow writes it: the words themselves where they are
 * seen, else their line, else the whole value.
 */
export function placedFields(records: readonly CsvRecord[], value: Span): readonly (readonly Text[])[] {
  const lines = linesOf(value);
  const isByLine = lines.length === records.length;
  return records.map(({ fields }, index) => {
    const line = isByLine ? lines[index] : undefined;
    if (line === undefined) return fields.map((field) => placed(field, value));
    return fields.length === 1 ? fields.map((field) => ({ ...field, span: line })) : placedIn(fields, line);
  });
}

/** The lines of a value that hold something, without the header of a block and without quotes. */
function linesOf({ file, start, end }: Span): readonly Span[] {
  const lines: Span[] = [];
  let at = start;
  for (const line of file.text.slice(start, end).split('\n')) {
    const indent = line.length - line.trimStart().length;
    const written = line.trim();
    if (written !== '' && !(at === start && /^[|>][-+\d]*\s*(?:#.*)?$/.test(written)))
      lines.push(unquoted(file.span(at + indent, at + indent + written.length)));
    at += line.length + 1;
  }
  return lines;
}

/** A place without the quotes around it. */
export function unquoted(span: Span): Span {
  const written = sourceText(span);
  return /^(["']).*\1$/s.test(written) && written.length > 1 ? span.file.span(span.start + 1, span.end - 1) : span;
}

function placedIn(fields: readonly Text[], line: Span): readonly Text[] {
  let from = line.start;
  return fields.map((field) => {
    const place = find(field, line.file.span(from, line.end));
    if (place === undefined) return { ...field, span: line };
    from = place.end;
    return { ...field, span: place };
  });
}

const placed = (field: Text, value: Span): Text => ({ ...field, span: find(field, value) ?? unquoted(value) });

/** Where a known field stands as it is. */
function find(field: Text, within: Span): Span | undefined {
  const written = knownString(field)?.trim() ?? '';
  const at = written === '' ? -1 : sourceText(within).indexOf(written);
  return at === -1 ? undefined : within.file.span(within.start + at, within.start + at + written.length);
}
