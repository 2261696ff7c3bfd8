/** A half-open range of UTF-16 offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** GitLab cuts a file into so many pieces at most; the last keeps its separators. */
const maxDocuments = 3;

/**
 * The documents of a file, cut by text alone: wherever a line begins with `---` and a blank or a break.
 * Source: GitLab `lib/gitlab/config/loader/multi_doc_yaml.rb` (19.3).
 */
export function splitDocuments(text: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (const separator of text.matchAll(/(?<=^|\n|^\uFEFF)---[ \t\r\n\f\v]+/g)) {
    if (ranges.length === maxDocuments - 1) break;
    ranges.push({ start, end: separator.index });
    start = separator.index + separator[0].length;
  }
  ranges.push({ start, end: text.length });
  const [first] = ranges;
  return first !== undefined && text.slice(first.start, first.end).trim() === '' ? ranges.slice(1) : ranges;
}
