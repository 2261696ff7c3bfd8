import type { Finding } from '../engine/finding.ts';
import type { Span } from '../source/source-file.ts';
import { type CodeLine, codeLineOf } from './code-line.ts';
import { displayWidth } from './display-width.ts';
import { firstLineOf, placeOf } from './location.ts';
import type { Paint } from './paint.ts';
import { showable } from './showable.ts';
import { counted } from './wording.ts';
import { wrap } from './wrap.ts';

/** What a frame is drawn with. */
export interface FrameView {
  /** Put before every path. */
  readonly root: string;
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
}

/** A place to underline, and what to write beside it. */
interface Mark {
  readonly at: Span;
  readonly labels: readonly string[];
  readonly isPrimary: boolean;
}

/** More related places than these are counted only. */
const mostRelated = 8;

/** The columns that line numbers take in the frame of a finding. */
export function gutterOf({ at, related = [] }: Finding): number {
  const lines = [at, ...related.slice(0, mostRelated).map((place) => place.at)].map(
    ({ file, start }) => file.positionAt(start).line,
  );
  return Math.max(2, ...lines.map((line) => String(line).length));
}

/**
 * The code around a finding: a section per line that has something to show, the finding's own place first, underlined
 * with `^`, then what it is related to, underlined with `-`. Each place shows its first line.
 */
export function codeFrame(finding: Finding, view: FrameView): readonly string[] {
  const { related = [] } = finding;
  const marks: readonly Mark[] = [
    { at: finding.at, labels: [], isPrimary: true },
    ...related.slice(0, mostRelated).map(({ at, message }) => ({ at, labels: [showable(message)], isPrimary: false })),
  ];
  const gutter = gutterOf(finding);
  const lines = sectionsOf(marks).flatMap((section, index) => sectionLines(section, { finding, view, gutter, index }));
  const more = related.length - mostRelated;
  return more <= 0 ? lines : [...lines, view.paint.frame(`${' '.repeat(gutter)}├─ and ${counted(more, 'more place')}`)];
}

/** The marks by line, in the order in which the lines first come up. */
function sectionsOf(marks: readonly Mark[]): readonly (readonly Mark[])[] {
  const sections = new Map<string, Mark[]>();
  for (const mark of marks) {
    const { file, start } = mark.at;
    const key = `${String(file.positionAt(start).line)} ${file.path}`;
    sections.set(key, [...(sections.get(key) ?? []), mark]);
  }
  return [...sections.values()].map(joinedByPlace);
}

/** The marks of a line, those of the same place as one. */
function joinedByPlace(marks: readonly Mark[]): readonly Mark[] {
  const places = new Map<string, Mark>();
  for (const mark of marks) {
    const key = `${String(mark.at.start)} ${String(mark.at.end)}`;
    const first = places.get(key);
    const labels = [...new Set([...(first?.labels ?? []), ...mark.labels])];
    places.set(key, { ...(first ?? mark), labels });
  }
  return [...places.values()];
}

interface Section {
  readonly finding: Finding;
  readonly view: FrameView;
  readonly gutter: number;
  readonly index: number;
}

function sectionLines(marks: readonly Mark[], section: Section): readonly string[] {
  const { view, gutter, index } = section;
  const { frame } = view.paint;
  const [first, ...others] = marks;
  if (first === undefined) return [];
  const number = String(first.at.file.positionAt(first.at.start).line).padStart(gutter);
  const shown = codeLineOf(first.at, room(section));
  return [
    frame(`${' '.repeat(gutter)}${index === 0 ? '┌' : '├'}─ ${showable(placeOf(first.at, view.root))}`),
    `${frame(`${number}│`)} ${shown.text}`,
    ...markLines(first, shown, section),
    ...others.flatMap((mark) => {
      const own = codeLineOf(mark.at, room(section));
      const again = own.text === shown.text ? [] : [`${frame(`${number}│`)} ${own.text}`];
      return [...again, ...markLines(mark, own, section)];
    }),
  ];
}

const room = ({ view, gutter }: Section): number => Math.max(view.width - gutter - 2, 20);

/** The underline with its label beside it, or below it where it does not fit. */
function markLines(mark: Mark, { from, to }: CodeLine, section: Section): readonly string[] {
  const { view, gutter, finding } = section;
  const { paint } = view;
  const edge = paint.frame(`${' '.repeat(gutter)}│`);
  const tone = (text: string): string => (mark.isPrimary ? paint.mark(finding, text) : paint.related(text));
  const goesOn = goesOnBelow(mark.at) ? '…' : '';
  const line = `${(mark.isPrimary ? '^' : '-').repeat(to - from)}${goesOn}`;
  const label = mark.labels.join('; ');
  const beside = label === '' ? line : `${line} ${label}`;
  if (label === '' || from + displayWidth(beside) <= room(section)) {
    return [`${edge} ${' '.repeat(from)}${tone(beside)}`];
  }
  const indent = room(section) - from < 40 ? 0 : from;
  const labels = wrap(label, room(section) - indent);
  return [line, ...labels].map((text, row) => `${edge} ${' '.repeat(row === 0 ? from : indent)}${tone(text)}`);
}

/** Whether a place has more to it than its first line. */
function goesOnBelow(span: Span): boolean {
  const { end } = firstLineOf(span);
  return end < span.end && span.file.text.slice(end, span.end).trim() !== '';
}
