import type { Finding } from '../../engine/finding.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { placeOf } from '../location.ts';
import { counted } from '../wording.ts';
import { type FrameBlock, type FrameLine, frameBlocks, hiddenPlaces, type Mark } from './frame-lines.ts';
import { html, type Markup, prose } from './markup.ts';

/** The code that a finding is about, its place and what it is related to marked, with notes below the lines. */
export function codeFrame(finding: Finding, root: string): Markup {
  const hidden = hiddenPlaces(finding);
  return html`<div class="code">${frameBlocks(finding).map((block) => blockOf(block, root))}${
    hidden > 0 && html`<p class="more">and ${counted(hidden, 'more place')}</p>`
  }</div>`;
}

function blockOf({ file, lines }: FrameBlock, root: string): Markup {
  const mark = lines.flatMap(({ marks }) => marks)[0];
  const place = mark === undefined ? file.path : placeOf(mark.at, root);
  return html`<figure><figcaption>${place}</figcaption><div class="lines" role="region" aria-label="code of ${place}" tabindex="0">${lines.map((line) => lineOf(line, file))}</div></figure>`;
}

function lineOf(line: FrameLine, file: SourceFile): Markup {
  const notes = line.marks.filter(({ at, note }) => note !== undefined && at.start >= line.start);
  const classes = line.marks.length > 0 ? 'row marked' : 'row';
  return html`<div class="${classes}"><span class="number">${line.number}</span><code>${textOf(line, file)}</code></div>${notes.map(
    ({ note }) =>
      html`<div class="row"><span class="number"></span><span class="note-of">↑ ${prose(note ?? '')}</span></div>`,
  )}`;
}

/** The characters of a line that are shown around its first mark. */
const widest = 320;

/** The text of a line with its marks, a mark within another one on top. */
function textOf({ start, end, marks }: FrameLine, file: SourceFile): Markup {
  const text = file.text;
  const ranges = marks.map((mark) => rangeOf(mark, text, { start, end }));
  const first = Math.min(...ranges.map((range) => range.from), end);
  const from = end - start <= widest ? start : Math.max(start, Math.min(first - widest / 4, end - widest));
  const to = Math.min(end, from + widest);
  const cuts = [from, to, ...ranges.flatMap((range) => [range.from, range.to])]
    .filter((at) => at >= from && at <= to)
    .sort((one, other) => one - other);
  const pieces = cuts.slice(1).map((at, index) => pieceOf(text, { from: cuts[index] ?? at, to: at }, ranges));
  return html`${from > start && '…'}${pieces}${to < end && '…'}`;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly isPrimary?: boolean;
}

/** The part of a mark on a line, without the indentation of lines after the first. */
function rangeOf({ at, isPrimary }: Mark, text: string, line: { readonly start: number; readonly end: number }): Range {
  const from = Math.max(at.start, line.start);
  const to = Math.min(Math.max(at.end, at.start + 1), line.end);
  const indent = from === line.start ? (/^\s*/.exec(text.slice(from, Math.max(from, to)))?.[0].length ?? 0) : 0;
  return { from: from + indent, to: Math.max(to, from + indent), isPrimary };
}

function pieceOf(text: string, { from, to }: Range, ranges: readonly Range[]): Markup {
  const piece = text.slice(from, to);
  if (piece === '') return html``;
  const here = ranges.filter((range) => range.from <= from && to <= range.to);
  if (here.length === 0) return html`${piece}`;
  return html`<mark class="${here.some(({ isPrimary }) => isPrimary === true) ? 'primary' : 'related'}">${piece}</mark>`;
}
