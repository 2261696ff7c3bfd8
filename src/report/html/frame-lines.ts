import type { Finding } from '../../engine/finding.ts';
import type { SourceFile, Span } from '../../source/source-file.ts';

/** A place to show, and what to write below it. */
export interface Mark {
  readonly at: Span;
  readonly isPrimary: boolean;
  readonly note?: string;
}

/** A line of a file with the marks on it. */
export interface FrameLine {
  /** 1-based. */
  readonly number: number;
  /** The offsets between which it stands. */
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
}

/** Lines that follow each other in a file. */
export interface FrameBlock {
  readonly file: SourceFile;
  readonly lines: readonly FrameLine[];
}

/** How much of the code is shown: related places, lines of a place, and lines around it. */
const most = { related: 12, lines: 8, around: 2 } as const;

/** How many related places of a finding are not shown. */
export const hiddenPlaces = ({ related = [] }: Finding): number => Math.max(0, related.length - most.related);

/**
 * The code of a finding: the lines of its own place first, then those of related places, each with some lines around it.
 * Places that lie near each other share a block.
 */
export function frameBlocks({ at, related = [] }: Finding): readonly FrameBlock[] {
  const marks: readonly Mark[] = [
    { at, isPrimary: true },
    ...related.slice(0, most.related).map((place) => ({ at: place.at, isPrimary: false, note: place.message })),
  ];
  const files = [...new Set(marks.map((mark) => mark.at.file))];
  return files
    .flatMap((file) =>
      blocksOf(
        file,
        marks.filter((mark) => mark.at.file === file),
      ),
    )
    .sort((one, other) => firstMark(one, marks) - firstMark(other, marks));
}

const firstMark = ({ lines }: FrameBlock, marks: readonly Mark[]): number =>
  Math.min(...lines.flatMap((line) => line.marks.map((mark) => marks.indexOf(mark))));

function blocksOf(file: SourceFile, marks: readonly Mark[]): readonly FrameBlock[] {
  const shown = new Set(marks.flatMap((mark) => numbersAround(mark.at)));
  const numbers = [...shown].sort((one, other) => one - other);
  const blocks: number[][] = [];
  for (const number of numbers) {
    const last = blocks.at(-1);
    if (last !== undefined && number - (last.at(-1) ?? 0) <= 2) last.push(number);
    else blocks.push([number]);
  }
  return blocks.map((block) => {
    const [first = 1] = block;
    const count = (block.at(-1) ?? first) - first + 1;
    return { file, lines: Array.from({ length: count }, (_, index) => lineOf(file, first + index, marks)) };
  });
}

function numbersAround(at: Span): readonly number[] {
  const { first, last } = marked(at);
  const from = Math.max(1, first - most.around);
  const to = Math.min(last + most.around, lastLine(at.file));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The lines of a place that are marked. */
function marked({ file, start, end }: Span): { readonly first: number; readonly last: number } {
  const first = file.positionAt(start).line;
  const last = file.positionAt(Math.max(start, end - 1)).line;
  return { first, last: Math.min(last, first + most.lines - 1) };
}

/** The last line that holds something. */
const lastLine = (file: SourceFile): number =>
  file.text.endsWith('\n') ? Math.max(1, file.lineCount - 1) : file.lineCount;

function lineOf(file: SourceFile, number: number, marks: readonly Mark[]): FrameLine {
  const start = file.lineStart(number);
  return {
    number,
    start,
    end: start + file.lineText(number).length,
    marks: marks.filter(({ at }) => {
      const { first, last } = marked(at);
      return first <= number && number <= last;
    }),
  };
}
