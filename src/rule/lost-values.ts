import { holdsMergeTool } from '../model/command/image-concern.ts';
import { type LostValue, shownLoss } from '../model/lost/lost-value.ts';
import type { Loss } from '../model/lost/lost-values.ts';
import type { Job } from '../model/pipeline/job.ts';
import { didYouMean, groupBy, nearest } from '../value/index.ts';
import { type Fix, replaceBy } from './fix.ts';
import type { Problem } from './rule.ts';
import { show } from './show.ts';
import { subject } from './subject.ts';

/** Losses of one cause, which several places and jobs may have. */
export interface SharedLoss extends Loss {
  /** The other places. */
  readonly also: readonly LostValue[];
  /** The jobs in which the value is empty. */
  readonly jobs: readonly Job[];
  /** The jobs that the place concerns, and those that read what it hands on. */
  readonly concerned: readonly Job[];
}

/** The losses, those of one cause as one: of one name in one job, or of an output that one job lacks. */
export const sharedLosses = (losses: readonly Loss[]): readonly SharedLoss[] =>
  [...groupBy(losses, causeOf).values()].flatMap((same) => {
    const [first] = same;
    const jobs = [...new Set(same.map(({ value }) => value.job))];
    const readers = same.flatMap(({ reader }) => (reader === undefined ? [] : [reader.job]));
    const places = new Map(same.map(({ value }) => [subject.place(value.at), value]));
    const also = [...places.values()].slice(1);
    return first === undefined ? [] : [{ ...first, also, jobs, concerned: [...new Set([...jobs, ...readers])] }];
  });

function causeOf({ value }: Loss): string {
  const { path, missing, job, place } = value;
  const name = path.join('.').toLowerCase();
  const isOfOtherJob = path[0]?.toLowerCase() === 'needs' && missing === 3;
  const owner = isOfOtherJob ? job.pipeline.root.path : subject.job(job);
  return `${name} ${owner} ${place.is === 'output' ? place.name : ''}`;
}

/** A script that joins images and names them by what is empty does not join them. */
const subjectsOf = ({ at, place, job }: LostValue): readonly string[] => [
  subject.place(at),
  ...(place.is === 'script' && holdsMergeTool(place.script) ? [subject.joining(job.pipeline)] : []),
];

/** More places than these are not shown. */
const mostPlaces = 3;

/** What a problem about a lost value says in any case: the place, who is concerned, and who reads it in the end. */
export function lossProblem(
  { value, reader, also, jobs, concerned }: SharedLoss,
  why: string,
): Omit<Problem, 'help' | 'follows' | 'fix'> {
  const users = show.few(show.jobs(jobs));
  const what = value.place.is === 'output' ? `, which ${users} hands on as \`${value.place.name}\`,` : '';
  return {
    at: value.at,
    message: `\`${shownLoss(value)}\`${what} is empty${what === '' ? ` in ${users}` : ''}${why}`,
    jobs: concerned,
    about: [value, ...also].flatMap(subjectsOf),
    identity: value.path.join('.'),
    ...(isBesideTheImage(value) && { severity: 'warning' }),
    related: [
      ...also.slice(0, mostPlaces).map(({ at }) => ({ at, message: 'and here' })),
      ...(reader === undefined ? [] : [{ at: reader.at, message: `\`${reader.job.definition.name}\` reads it here` }]),
    ],
  };
}

/** What only describes the image, makes its build faster or sets its builder up. */
const isBesideTheImage = ({ place }: LostValue): boolean =>
  place.is === 'input' &&
  (/^(?:labels|annotations|build-args|cache-from|cache-to)$/i.test(place.name) ||
    /setup-|cache/i.test(place.use.action));

/** `; did you mean …?` where a name that is there is spelled nearly so; empty otherwise. */
export const lossHint = ({ path, missing }: LostValue, others: readonly string[]): string =>
  didYouMean(path[missing] ?? '', others);

/** The name that is spelled nearly so, at every place. */
export function lossFix({ value, also }: SharedLoss, others: readonly string[]): Fix | undefined {
  const name = nearest(value.path[value.missing] ?? '', others);
  if (name === undefined) return undefined;
  const patches = [value, ...also].map(({ nameAt }) => replaceBy(nameAt, name));
  const because = 'another name may be meant';
  return { title: `Write \`${name}\``, safety: 'unsafe', because, patches };
}
