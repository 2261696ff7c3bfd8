import type { Job, JobCommand, Project } from '../model/index.ts';
import type { Related } from '../rule/rule.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { groupBy } from '../value/index.ts';
import type { Finding } from './finding.ts';

/** How a job comes to a place outside of its own files. */
type Way = JobCommand;

/** How many lines of scripts are shown that lead to one place, and how many places between script and command. */
const most = { lines: 3, places: 4 } as const;

/**
 * The findings, those in a file that a script runs (a Makefile, a shell script) with how a job gets there: the lines of
 * its script first, then the calls and targets between that and the place, as related places behind those of the rule.
 */
export function withReach<F extends Finding>(findings: readonly F[], project: Project): readonly F[] {
  if (findings.length === 0) return [];
  const ways = groupBy(followedCommands(project), ({ span }) => span.file);
  if (ways.size === 0) return findings;
  return findings.map((finding) => {
    const here = (ways.get(finding.at.file) ?? []).filter(({ span }) => isInside(finding.at, span));
    const job = (here.find((way) => finding.jobs?.includes(way.job)) ?? here[0])?.job;
    if (job === undefined) return finding;
    const others = new Set(here.map((way) => way.job)).size - 1;
    const own = here.filter((way) => way.job === job);
    const added = placesOf(own, job, others).filter(({ at }) => !isShown(finding, at));
    return { ...finding, related: [...(finding.related ?? []), ...added] };
  });
}

/** Commands that stand in another file than the script that leads to them. */
const followedCommands = ({ work }: Project): readonly Way[] =>
  [...work.values()].flatMap(({ commands }) =>
    commands.items.filter(({ via, span }) => via.some(({ file }) => file !== span.file)),
  );

const isInside = ({ start, end }: Span, span: Span): boolean => span.start <= start && end <= span.end;

/** The ways of one job to a place. */
function placesOf(ways: readonly Way[], job: Job, others: number): readonly Related[] {
  const more = others === 0 ? '' : ` and ${others === 1 ? 'another one' : `${String(others)} others`}`;
  const lines = distinctPlaces(ways.flatMap(({ via }) => via.slice(0, 1))).slice(0, most.lines);
  const between = distinctPlaces(ways.flatMap(({ via }) => via.slice(1)).map(firstLine)).slice(-most.places);
  return [
    ...lines.map((at) => ({ at, message: `\`${shown(at)}\` runs this, in job \`${job.name}\`${more}` })),
    ...between.map((at) => ({ at, message: isTarget(at) ? 'for this target' : 'by this call' })),
  ];
}

const distinctPlaces = (places: readonly Span[]): readonly Span[] =>
  places.filter((place, index) => places.findIndex((other) => isSamePlace(place, other)) === index);

const isSamePlace = (place: Span, other: Span): boolean => place.file === other.file && place.start === other.start;

/** The line of a rule of make begins with its targets; a call in a recipe is indented. */
const isTarget = ({ file, start }: Span): boolean =>
  /(?:^|\/)(?:GNU)?[Mm]akefile[^/]*$|\.mk$/.test(file.path) && file.positionAt(start).column === 1;

const firstLine = ({ file, start, end }: Span): Span => {
  const line = file.text.indexOf('\n', start);
  return file.span(start, line === -1 ? end : Math.min(line, end));
};

/** The call as written, on one line and short. */
function shown(at: Span): string {
  const line = sourceText(at)
    .replace(/\s*\\?\n\s*/g, ' ')
    .trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

const isShown = ({ at, related = [] }: Finding, place: Span): boolean =>
  [at, ...related.map((one) => one.at)].some((other) => isSamePlace(place, other));
