/** A place as editors count it: 1-based line, 1-based column in UTF-16 code units (SARIF: `columnKind: utf16CodeUnits`). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A half-open range `[start, end)` of UTF-16 offsets in one file. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** The text of a span, as it stands in its file. */
export const sourceText = ({ file, start, end }: Span): string => file.text.slice(start, end);

/** One input file, exactly as its author wrote it. */
export class SourceFile {
  /** Path from the project root, always with `/`. */
  readonly path: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** The span `[start, end)`; offsets outside the text are moved to its nearest edge. */
  span(start: number, end: number): Span {
    const from = clamp(start, this.text.length);
    return { file: this, start: from, end: Math.max(from, clamp(end, this.text.length)) };
  }

  /** The whole text. */
  get whole(): Span {
    return this.span(0, this.text.length);
  }

  /** Line and column of an offset; the offset just behind the text is a valid place. */
  positionAt(offset: number): Position {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** Number of lines; a text that ends with a line break has an empty last line. */
  get lineCount(): number {
    return this.#starts().length;
  }

  /** Offset of the first character of a 1-based line; the end of the text for a line behind it. */
  lineStart(line: number): number {
    return this.#starts()[line - 1] ?? this.text.length;
  }

  /** The text of a 1-based line without its line break; empty for a line that does not exist. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineStart(line + 1)).replace(/\r?\n$/, '');
  }

  #starts(): readonly number[] {
    this.#lineStarts ??= lineStartsOf(this.text);
    return this.#lineStarts;
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

const clamp = (offset: number, length: number): number => Math.min(Math.max(offset, 0), length);
