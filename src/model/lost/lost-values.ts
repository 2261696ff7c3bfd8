import { type Span, sourceText } from '../../source/source-file.ts';
import { knownString } from '../../value/index.ts';
import { hasImages, holdsImageTool } from '../command/image-concern.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { commandsIn, jobsOf, seemsToMakeImages } from '../roles.ts';
import type { LostValue } from './lost-value.ts';

/** A value that is not there, with those who would need it. */
export interface Loss {
  readonly value: LostValue;
  /** Where another job reads the output that is empty because of it; absent where the value is read at its own place. */
  readonly reader?: LostValue;
}

/**
 * The values of GitHub's expressions that are not there and that images depend on: in inputs of known actions, in scripts
 * that call image tools or set outputs and variables, in variables that those name, in what decides where a job runs, and in
 * outputs that such places read.
 */
export function imageLosses(project: Project): readonly Loss[] {
  const values = jobsOf(project).flatMap((job) =>
    (project.work.get(job)?.lostValues ?? []).filter((value) => concernsImages(project, value)),
  );
  return values.flatMap((value): readonly Loss[] =>
    value.missing < value.path.length
      ? [{ value }]
      : originsOf(project, value).map((origin) => ({ value: origin, reader: value })),
  );
}

/** What the output of another job was to be made of. */
function originsOf(project: Project, { job, path: [, id, , output] }: LostValue): readonly LostValue[] {
  const isMeant = (name: string, other: string | undefined): boolean => name.toLowerCase() === other?.toLowerCase();
  const producers = job.pipeline.jobs.items.filter(({ definition }) => isMeant(definition.name, id));
  return producers
    .flatMap((producer) => project.work.get(producer)?.lostValues ?? [])
    .filter(
      ({ place, missing, path }) => place.is === 'output' && isMeant(place.name, output) && missing < path.length,
    );
}

function concernsImages(project: Project, value: LostValue): boolean {
  const { job, place } = value;
  if (place.is === 'output') return false;
  if (place.is === 'key' && place.key === 'with') return startsImages(project, job);
  if (!isForImages(project, job)) return false;
  if (place.is === 'script') return isWorkingScript(place.script) && !isOnlyLookedAt(project, value);
  return place.is !== 'variable' || isUsed(project, job, place);
}

/** Whether a job builds, joins or copies images. */
const isForImages = (project: Project, job: Job): boolean =>
  seemsToMakeImages(project, job).is === 'yes' || (project.work.get(job)?.mirrors ?? []).length > 0;

function startsImages(project: Project, { trigger }: Job): boolean {
  const child = trigger.is === 'set' && trigger.value.starts.is === 'child' ? trigger.value.starts.pipeline : undefined;
  return child !== undefined && hasImages(project, child);
}

const isWorkingScript = (script: Span): boolean =>
  holdsImageTool(script) || /\bGITHUB_(?:ENV|OUTPUT)\b/.test(sourceText(script));

const lookingPrograms: ReadonlySet<string | undefined> = new Set(['[', '[[', 'test', 'echo', 'printf', ':']);

/** Whether it only stands in a test, or in what is printed for people. */
function isOnlyLookedAt(project: Project, { job, at }: LostValue): boolean {
  const around = commandsIn(project, job).filter(({ span }) => isInside(at, span));
  return (
    around.length > 0 &&
    around.every(({ program, writes }) => writes.length === 0 && lookingPrograms.has(knownString(program)))
  );
}

const isInside = (at: Span, { file, start, end }: Span): boolean =>
  at.file === file && start <= at.start && at.end <= end;

/** Whether a command that makes images, or the script of the variable's own step, names a variable. */
function isUsed(
  project: Project,
  job: Job,
  { name, script }: Extract<LostValue['place'], { is: 'variable' }>,
): boolean {
  const isTold = /^(?:DOCKER|BUILDX|BUILDKIT|BUILDAH)_/.test(name);
  if (isTold || (script !== undefined && isWorkingScript(script) && names(name, script))) return true;
  const uses = commandsIn(project, job).flatMap(placesOf);
  return uses.some((place) => names(name, place));
}

/** Where what a command that makes images is given is written. */
function placesOf({ action, span }: JobCommand): readonly Span[] {
  if (action !== undefined) return [...action.inputs.values()].map((input) => input.span);
  return holdsImageTool(span) ? [span] : [];
}

const names = (name: string, place: Span): boolean =>
  new RegExp(`(?:\\$\\{?|\\benv\\.)${name.replace(/\W/g, '\\$&')}(?![\\w])`).test(sourceText(place));
