import type { Span } from '../source/source-file.ts';
import { type Hole, joinTexts, type Text } from '../value/index.ts';

/** One line of an input: its fields without their quotes, and the number of the source's line in which it begins. */
export interface CsvRecord {
  readonly fields: readonly Text[];
  /** 0-based, among all lines of the value. */
  readonly line: number;
}

/**
 * Reads a value as lines of comma-separated fields. A field in double quotes may hold commas, line breaks and `""` for a
 * quote; a quote inside of a field is one of its characters. Empty lines are no records. A hole is never cut, though its
 * value may hold several fields.
 *
 * Source: csv.js.org/parse/options (quote, relax_quotes, skip_empty_lines), as docker/actions-toolkit calls it.
 */
export function csvRecords(text: Text, quote = true): readonly CsvRecord[] {
  const reader = new RecordReader(text.span);
  for (const part of text.parts) {
    if (typeof part !== 'string') {
      reader.take(part);
      continue;
    }
    for (let at = 0; at < part.length; at += 1) {
      const unit = part.charAt(at);
      const isDoubled = reader.isQuoted && unit === '"' && part.charAt(at + 1) === '"';
      if (isDoubled) at += 1;
      reader.readUnit(isDoubled ? '""' : unit, quote);
    }
  }
  return reader.finish();
}

/** Where the reading of records stands. */
class RecordReader {
  isQuoted = false;
  readonly #span: Span;
  readonly #records: CsvRecord[] = [];
  #fields: Text[] = [];
  #parts: (string | Hole)[] = [];
  #line = 0;
  #firstLine = 0;

  constructor(span: Span) {
    this.#span = span;
  }

  take(part: string | Hole): void {
    this.#parts.push(part);
  }

  /** One character, or a doubled quote inside of quotes. */
  readUnit(unit: string, quote: boolean): void {
    if (unit === '\n') this.#line += 1;
    if (unit === '""') this.take('"');
    else if (unit === '"' && quote && (this.isQuoted || this.#isAtStart())) this.isQuoted = !this.isQuoted;
    else if (unit === ',' && !this.isQuoted) this.#endField();
    else if (unit === '\n' && !this.isQuoted) this.#endRecord();
    else this.take(unit);
  }

  finish(): readonly CsvRecord[] {
    this.#endRecord();
    return this.#records;
  }

  #isAtStart(): boolean {
    return this.#parts.every((part) => typeof part === 'string' && part.trim() === '');
  }

  #endField(): void {
    this.#fields.push(joinTexts([{ parts: this.#parts, span: this.#span }], this.#span));
    this.#parts = [];
  }

  #endRecord(): void {
    this.#endField();
    if (!this.#fields.every(isBlank)) this.#records.push({ fields: this.#fields, line: this.#firstLine });
    this.#fields = [];
    this.#firstLine = this.#line;
  }
}

/** Whether a text is nothing but white space. */
export const isBlank = ({ parts }: Text): boolean =>
  parts.every((part) => typeof part === 'string' && part.trim() === '');

/** A text without white space at its ends; a hole is no white space. */
export function trimText({ parts, span }: Text): Text {
  const trimmed = parts.map((part, index) => {
    if (typeof part !== 'string') return part;
    const head = index === 0 ? part.trimStart() : part;
    return index === parts.length - 1 ? head.trimEnd() : head;
  });
  return { parts: trimmed.filter((part) => part !== ''), span };
}
