import type { Doubt, Place, PlanNote, PlannedImage, PlannedMerge } from '../../plan/index.ts';
import { inert } from '../inert.ts';
import { counted, listed } from '../wording.ts';
import { wrap } from '../wrap.ts';
import { partColumns, toolName } from './part-rows.ts';
import type { PlannedProject } from './planned-project.ts';
import { type Column, tableLines } from './table.ts';
import { inOneLine, type Look, signs, type Tone, type ToneOf, tonesWith } from './tone.ts';

/** How a plan is shown. */
interface PlanView {
  readonly width: number;
  readonly tone: ToneOf;
  readonly root: string;
}

const mostShown = 10;

/** Columns below which tables say nothing any more. */
const narrowest = 40;

/** The plan for people: image by image a table, what joins it, what is wrong with it, and in the end what was not seen. */
export function planText(projects: readonly PlannedProject[], { color, width }: Look): string {
  const tone = tonesWith(color);
  const blocks = projects.flatMap(({ root, plan }) => {
    const view: PlanView = { width: Math.max(width, narrowest), tone, root };
    return [
      ...plan.images.map((image) => imageLines(image, view)),
      unpublishedLines(plan.unpublished, view),
      doubtLines(plan.openTo, view),
      [tone({ text: summary({ root, plan }), tone: 'strong' })],
    ].filter((lines) => lines.length > 0);
  });
  return inert(blocks.map((lines) => `${lines.join('\n')}\n`).join('\n'));
}

function imageLines(image: PlannedImage, view: PlanView): readonly string[] {
  return [
    view.tone({ text: inOneLine(image.name), tone: 'strong' }),
    ...platformLines(image, view),
    ...(image.parts.length === 0 ? [] : tableOf(partColumns(image, view.root), view)),
    ...image.merges.flatMap((merge) => mergeLines(merge, image, view)),
    ...image.notes.slice(0, mostShown).flatMap((note) => noteLines(note, view)),
    ...(image.notes.length > mostShown ? [`  and ${counted(image.notes.length - mostShown, 'more note')}`] : []),
  ];
}

const states: Readonly<Record<PlannedImage['platforms'][number]['state'], { sign: string; tone: Tone; says: string }>> =
  {
    published: { sign: signs.good, tone: 'good', says: '' },
    missing: { sign: signs.gap, tone: 'gap', says: ' not built' },
    unmerged: { sign: signs.gap, tone: 'gap', says: ' not joined' },
    unclear: { sign: signs.doubt, tone: 'doubt', says: '' },
  };

function platformLines(image: PlannedImage, { tone, width }: PlanView): readonly string[] {
  const marks = image.platforms.map(({ platform, state }) => {
    const { sign, says, tone: own } = states[state];
    const text = `${sign} ${platform ?? namelessPlatform(image)}${says}`;
    return { text, painted: tone({ text, tone: own }) };
  });
  const lines: string[] = [];
  let taken = Number.POSITIVE_INFINITY;
  for (const { text, painted } of marks) {
    const isFirst = taken + 3 + text.length > width;
    taken = isFirst ? 2 + text.length : taken + 3 + text.length;
    if (isFirst) lines.push(`  ${painted}`);
    else lines.push(`${lines.pop() ?? ''}   ${painted}`);
  }
  return lines;
}

/** What the platform of an image is called that nothing names: hidden, or that of the machine. */
export const namelessPlatform = ({ parts }: PlannedImage): string =>
  parts.some(({ platform }) => platform.is === 'unset') ? "the runner's platform" : 'a platform that cannot be told';

/** The table; without the last column if that makes it fit, and as a list where nothing does. */
function tableOf(columns: readonly Column[], { width, tone }: PlanView): readonly string[] {
  const room = width - 2;
  const isRoomy = columns.every(({ cells }) => cells.length > 0);
  const table = (isRoomy ? wholeTable(columns, room, tone) : undefined) ?? tableLines(columns.slice(0, -1), room, tone);
  return (table ?? listLines(columns, tone)).map((line) => `  ${line}`.trimEnd());
}

/** The table if no cell of it has to be broken. */
function wholeTable(columns: readonly Column[], room: number, tone: ToneOf): readonly string[] | undefined {
  const lines = tableLines(columns, room, tone);
  const height = Array.from({ length: columns[0]?.cells.length ?? 0 }, (_, row) =>
    Math.max(1, ...columns.map(({ cells }) => cells[row]?.length ?? 0)),
  ).reduce((total, each) => total + each, 1);
  return lines?.length === height ? lines : undefined;
}

/** Row below row, a line for each cell that says something. */
function listLines(columns: readonly Column[], tone: ToneOf): readonly string[] {
  const width = Math.max(...columns.map(({ head }) => head.length));
  const rows = Array.from({ length: columns[0]?.cells.length ?? 0 }, (_, row) =>
    columns.flatMap(({ head, cells }, column) =>
      (cells[row] ?? [])
        .filter(({ text }) => text !== '–')
        .map((line, index) => {
          const label = index === 0 ? head : '';
          const painted =
            column === 0 ? tone({ ...line, tone: line.tone === 'plain' ? 'strong' : line.tone }) : tone(line);
          return `${tone({ text: label.padEnd(width), tone: 'quiet' })}  ${painted}`;
        }),
    ),
  );
  return rows.flat();
}

function mergeLines(
  { job, tool, targets, waits, pushed, at }: PlannedMerge,
  { name }: PlannedImage,
  view: PlanView,
): readonly string[] {
  const others = targets.map(({ reference }) => reference).filter((reference) => reference !== name);
  const into = others.length === 0 ? '' : `, also as ${listed(others)}`;
  const order = waits.is === 'yes' ? 'after all builds' : waits.is === 'no' ? 'too early' : 'perhaps too early';
  const text = `joined by ${job.name} (${toolName(tool)}) ${order}${into}${pushed.is === 'no' ? ', and not pushed' : ''}`;
  return hanging(
    `${text} ${shownPlace(at, view)}`,
    waits.is === 'yes' ? 'plain' : waits.is === 'no' ? 'gap' : 'doubt',
    view,
  );
}

const noteLines = ({ kind, text, at }: PlanNote, view: PlanView): readonly string[] =>
  hanging(`${signs[kind]} ${text} ${shownPlace(at, view)}`, kind, view);

const shownPlace = ({ path, line }: Place, { root }: PlanView): string => `(${root}${path}:${String(line)})`;

function hanging(text: string, tone: Tone, view: PlanView): readonly string[] {
  return wrap(inOneLine(text), view.width - 4).map(
    (line, index) => `${index === 0 ? '  ' : '    '}${view.tone({ text: line, tone })}`,
  );
}

function unpublishedLines(unpublished: PlannedProject['plan']['unpublished'], view: PlanView): readonly string[] {
  if (unpublished.length === 0) return [];
  const lines = unpublished.map(({ name, jobs }) => `${name} by ${listed(jobs.map((job) => job.name))}`);
  return [view.tone({ text: 'built and not pushed:', tone: 'strong' }), ...few(lines, view)];
}

function doubtLines(openTo: readonly Doubt[], view: PlanView): readonly string[] {
  if (openTo.length === 0) return [];
  const lines = openTo.map(({ because, at }) => `${view.root}${at.path}:${String(at.line)}: ${because}`);
  return [view.tone({ text: 'may hide more:', tone: 'strong' }), ...few([...new Set(lines)], view)];
}

function few(lines: readonly string[], view: PlanView): readonly string[] {
  const more = lines.length - mostShown;
  return [
    ...lines.slice(0, mostShown).flatMap((line) => hanging(line, 'plain', view)),
    ...(more > 0 ? [`  and ${counted(more, 'more place')}`] : []),
  ];
}

/** `2 images: 1 gap, 0 risks, 3 doubts`. */
function summary({ root, plan }: PlannedProject): string {
  const place = root === '' ? '' : `${inOneLine(root)}: `;
  if (plan.images.length === 0) return `${place}no command was found that publishes an image`;
  const notes = plan.images.flatMap((image) => image.notes);
  const count = (kind: PlanNote['kind']): string => counted(notes.filter((note) => note.kind === kind).length, kind);
  return `${place}${counted(plan.images.length, 'image')}: ${count('gap')}, ${count('risk')}, ${count('doubt')}`;
}
