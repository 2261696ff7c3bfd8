import type { PlannedImage, PlannedPart, PlannedTool } from '../../plan/index.ts';
import { shortReference } from './short-reference.ts';
import type { Cell, Column } from './table.ts';
import { inOneLine, signs, type Toned } from './tone.ts';

/** Rows of a table that one command fills: it differs in nothing but the platform. */
type Row = readonly PlannedPart[];

const heads = ['PLATFORM', 'JOB', 'BUILDER', 'RUNNER', 'PUSHES', 'CACHE', 'ATTESTED', 'JOINED BY', 'AT'] as const;

/** The columns of the table of an image, the place last. Platforms that nobody builds have a row, too. */
export function partColumns(image: PlannedImage, root: string): readonly Column[] {
  const rows = rowsOf(image.parts).map((row) => cellsOf(row, image, root));
  const missing = image.platforms.filter(({ state }) => state === 'missing');
  const gaps = missing.map(({ platform }) => missingCells(platform ?? 'unknown', image));
  return heads.map((head, column) => ({ head, cells: [...rows, ...gaps].map((cells) => cells[column] ?? []) }));
}

/** Neighbours of one command in one row. */
function rowsOf(parts: readonly PlannedPart[]): readonly Row[] {
  const rows: PlannedPart[][] = [];
  for (const part of parts) {
    const last = rows.at(-1);
    if (last?.[0] !== undefined && isOneCommand(last[0], part)) last.push(part);
    else rows.push([part]);
  }
  return rows;
}

const isOneCommand = (one: PlannedPart, other: PlannedPart): boolean =>
  one.job.name === other.job.name &&
  one.at.path === other.at.path &&
  one.at.line === other.at.line &&
  one.at.column === other.at.column &&
  one.joined.by === other.joined.by;

function cellsOf(row: Row, image: PlannedImage, root: string): readonly Cell[] {
  const [part] = row;
  if (part === undefined) return [];
  const { job, builder, runner, caches, at } = part;
  return [
    row.map(platformLine),
    [plain(job.name)],
    [plain(toolName(builder))],
    runner.labels.length === 0 ? [{ text: 'any', tone: 'quiet' }] : [plain(runner.labels.join(', '))],
    pushLines(part, image.name),
    cacheLines(caches, image.name),
    [attestation(part)],
    joiningLines(part, image),
    [{ text: inOneLine(`${root}${at.path}:${String(at.line)}`), tone: 'quiet' }],
  ];
}

const plain = (text: string): Toned => ({ text: inOneLine(text), tone: 'plain' });
const nothing: Cell = [{ text: '–', tone: 'quiet' }];

/** `kaniko 1.28.3`. */
export const toolName = ({ name, version }: PlannedTool): string => (version === null ? name : `${name} ${version}`);

function platformLine({ platform, runner }: PlannedPart): Toned {
  if (platform.is === 'unknown') return { text: signs.doubt, tone: 'doubt' };
  if (platform.is === 'unset') return { text: "the runner's", tone: 'quiet' };
  return runner.isNative.is === 'no'
    ? { text: `${platform.value} ${signs.risk}`, tone: 'risk' }
    : { text: platform.value, tone: 'plain' };
}

function pushLines({ pushed, pushedByDigest, references, referencesOpenTo }: PlannedPart, name: string): Cell {
  if (pushed.is === 'no') return nothing;
  const isDoubtful = pushed.is === 'unknown';
  const names = references.map(({ reference }) => shortReference(reference, name));
  const lines = [
    ...(pushedByDigest.is === 'yes' ? ['by digest'] : names),
    ...(referencesOpenTo.length > 0 ? [signs.doubt] : []),
  ];
  if (lines.length === 0) return isDoubtful ? [{ text: signs.doubt, tone: 'doubt' }] : nothing;
  return [...new Set(lines)].map((text) =>
    isDoubtful || text === signs.doubt
      ? { text: text === signs.doubt ? text : inOneLine(`${text} ${signs.doubt}`), tone: 'doubt' }
      : plain(text),
  );
}

/** `layers 48h`, and below it where they are; `→` for what is exported, `←` for what is imported. */
function cacheLines(caches: PlannedPart['caches'], image: string): Cell {
  const lines = caches.flatMap(({ kind, type, name, lifetime }) => {
    const where = name === null ? '' : shortReference(name, image);
    if (kind === 'layers')
      return [`${type}${lifetime === null ? '' : ` ${lifetime}`}`, ...(where === '' ? [] : [where])];
    return [`${kind === 'export' ? '→' : '←'} ${where === '' ? type : where}`];
  });
  return lines.length === 0 ? nothing : [...new Set(lines)].map(plain);
}

function attestation({ attested, pushed }: PlannedPart): Toned {
  if (pushed.is === 'no') return { text: '–', tone: 'quiet' };
  return attested.is === 'unknown' ? { text: signs.doubt, tone: 'doubt' } : plain(attested.is);
}

function joiningLines({ joined }: PlannedPart, { merges }: PlannedImage): Cell {
  const names = [...new Set(joined.merges.flatMap((index) => merges[index]?.job.name ?? []))];
  switch (joined.by) {
    case 'merge':
      return names.map(plain);
    case 'build':
      return [plain('the build')];
    case 'none-needed':
      return nothing;
    case 'no':
      return [{ text: `${signs.gap} nobody`, tone: 'gap' }];
    case 'unknown':
      return (names.length === 0 ? [signs.doubt] : names.map((name) => `${name} ${signs.doubt}`)).map((text) => ({
        text: inOneLine(text),
        tone: 'doubt',
      }));
  }
}

/** The row of a platform that is asked for and that nobody builds. */
function missingCells(platform: string, { merges }: PlannedImage): readonly Cell[] {
  const askers = merges.filter(({ entries }) =>
    entries.some((entry) => entry.platform.is === 'set' && entry.platform.value === platform),
  );
  return heads.map((head): Cell => {
    if (head === 'PLATFORM') return [{ text: platform, tone: 'gap' }];
    if (head === 'JOB') return [{ text: `${signs.gap} nobody`, tone: 'gap' }];
    if (head === 'JOINED BY' && askers.length > 0) return [...new Set(askers.map(({ job }) => job.name))].map(plain);
    return head === 'AT' ? [] : nothing;
  });
}
