import type { JobCommand, Project } from '../model/index.ts';
import type { Related } from '../rule/rule.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { groupBy } from '../value/index.ts';
import type { Finding } from './finding.ts';

/** How a job comes to a place outside of its own files. */
type Way = JobCommand;

/** How many places between the script and the command are shown. */
const mostPlaces = 4;

/**
 * The findings, those in a file that a script runs (a Makefile, a shell script) with how a job gets there: the line of
 * its script first, then the calls and targets between that and the place, as related places behind those of the rule.
 */
export function withReach<F extends Finding>(findings: readonly F[], project: Project): readonly F[] {
  const ways = groupBy(followedCommands(project), ({ span }) => span.file);
  if (ways.size === 0) return findings;
  return findings.map((finding) => {
    const here = (ways.get(finding.at.file) ?? []).filter(({ span }) => isInside(finding.at, span));
    const way = here.find(({ job }) => finding.jobs?.includes(job)) ?? here[0];
    if (way === undefined) return finding;
    const jobs = new Set(here.map(({ job }) => job.name));
    const added = placesOf(way, jobs.size - 1).filter(({ at }) => !isShown(finding, at));
    return { ...finding, related: [...(finding.related ?? []), ...added] };
  });
}

/** Commands that stand in another file than the script that leads to them. */
const followedCommands = ({ work }: Project): readonly Way[] =>
  [...work.values()].flatMap(({ commands }) =>
    commands.items.filter(({ via, span }) => via.some(({ file }) => file !== span.file)),
  );

const isInside = ({ start, end }: Span, span: Span): boolean => span.start <= start && end <= span.end;

function placesOf({ job, via }: Way, others: number): readonly Related[] {
  const [first, ...rest] = via;
  if (first === undefined) return [];
  const more = others === 0 ? '' : ` and ${others === 1 ? 'another one' : `${String(others)} others`}`;
  return [
    { at: first, message: `\`${shown(first)}\` runs this, in job \`${job.name}\`${more}` },
    ...rest
      .slice(-mostPlaces)
      .map((at) => ({ at: firstLine(at), message: isTarget(at) ? 'for this target' : 'by this call' })),
  ];
}

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
  [at, ...related.map((one) => one.at)].some(({ file, start }) => file === place.file && start === place.start);
