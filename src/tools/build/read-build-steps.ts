import { toolImageOf } from '../../facts/tool-images.ts';
import type { BuildStep, JobCommand } from '../../model/index.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, distinctCauses, type OpenList } from '../../value/index.ts';
import { indirectionOf } from '../indirection.ts';
import { plainTools } from '../indirection-table.ts';
import { type Invocation, invocationOf } from '../program.ts';
import { literalHead } from '../word-parts.ts';
import { readCrane, readSkopeo } from './archive-pushes.ts';
import type { BuildContext } from './build-context.ts';
import { readBuildah, readPodman } from './buildah.ts';
import { readBuildctl } from './buildctl.ts';
import { type Builders, buildersAfter, buildersAtStart } from './builders.ts';
import { readBuildx, readDocker, readDockerCompose } from './docker.ts';
import type { CommandReader, ImageEvent } from './image-event.ts';
import { readKaniko } from './kaniko.ts';
import { settlePushes } from './settle-pushes.ts';
import { strayAssignments } from './stray-opt-outs.ts';

export type { BuildContext } from './build-context.ts';

/** Who reads which program. `executor` is in `readerOf`: it is Kaniko's only in Kaniko's image. */
const readers: ReadonlyMap<string, CommandReader> = new Map([
  ['buildctl', readBuildctl],
  ['buildctl-daemonless.sh', readBuildctl],
  ['docker', readDocker],
  ['docker-compose', readDockerCompose],
  ['docker-buildx', readBuildx],
  ['buildx', readBuildx],
  ['buildah', readBuildah],
  ['podman', readPodman],
  ['crane', readCrane],
  ['skopeo', readSkopeo],
]);

/** What one command did, and why others may do more after it. */
interface Found {
  readonly event: ImageEvent;
  /** Number of out-of-sight commands that ran before it. */
  readonly before: number;
}

/**
 * The commands of a job that build images, each with where its image goes. Open to commands that may build out of
 * sight, and to whatever the list of commands is open to.
 */
export function readBuildSteps(written: OpenList<JobCommand>, context: BuildContext): OpenList<BuildStep> {
  const commands = { items: written.items, openTo: withoutTools(written) };
  const isSaid = alreadySaid(commands);
  const assignments = strayAssignments(commands.items);
  const found: Found[] = [];
  const outOfSight: Cause[] = [];
  const start = buildersAtStart(context.job);
  let builders = start;
  for (const command of commands.items) {
    const invocation = invocationOf(command);
    const read = command.runs.is === 'no' ? undefined : readerOf(command, invocation);
    const clouds = (): readonly Cause[] => [...outOfSight, ...commands.openTo];
    const events =
      read?.({ context, command, invocation, assignments, builders: clouded(builders, start, clouds) }) ?? [];
    const seenBefore = outOfSight.length;
    for (const event of events) {
      if (event.is === 'hidden') outOfSight.push(...event.causes);
      else found.push({ event, before: seenBefore });
    }
    builders = buildersAfter(builders, command);
    const cause = isSaid(command) ? undefined : indirectionOf(command);
    if (cause !== undefined) outOfSight.push(cause);
  }
  const reach = reachFor(found);
  const items = found.flatMap(({ event, before }, index) => {
    if (event.is !== 'build') return [];
    const later = found.slice(index + 1, index + 1 + reach).map((other) => other.event);
    const unread = found.length > index + 1 + reach ? [tooFar(event.draft.step.command)] : [];
    return [settlePushes(event.draft, later, [...outOfSight.slice(before), ...commands.openTo, ...unread])];
  });
  return { items, openTo: distinctCauses([...commands.openTo, ...outOfSight]) };
}

/** The causes that lie elsewhere than in tools that are read here, though they are scripts: `buildctl-daemonless.sh`. */
function withoutTools({ items, openTo }: OpenList<JobCommand>): readonly Cause[] {
  if (openTo.length === 0) return openTo;
  const isTool = (command: JobCommand): boolean => plainTools.has(invocationOf(command).program ?? '');
  const places = new Set(items.filter(isTool).map(({ span }) => placeKey(span)));
  return openTo.filter(({ kind, at }) => kind !== 'indirection' || !places.has(placeKey(at)));
}

/** Whether a command never runs, was followed into its script, or is what the list is open to already. */
function alreadySaid({ items, openTo }: OpenList<JobCommand>): (command: JobCommand) => boolean {
  const places = [...items.flatMap(({ via }) => via), ...openTo.map(({ at }) => at)];
  const keys = new Set(places.map(placeKey));
  return ({ runs, span }) => runs.is === 'no' || keys.has(placeKey(span));
}

const placeKey = ({ file, start, end }: Span): string => `${file.path}\0${String(start)}\0${String(end)}`;

/** How many later events are looked at for each build, so that effort stays bounded in a script of thousands. */
function reachFor(found: readonly Found[]): number {
  const builds = found.filter(({ event }) => event.is === 'build').length;
  return Math.max(20, Math.floor(50_000 / Math.max(1, builds)));
}

const tooFar = ({ span }: JobCommand): Cause => ({
  kind: 'indirection',
  because: 'the job runs more image commands behind this build than are looked at',
  at: span,
});

/** A command out of sight may have made another builder the current one. */
function clouded(builders: Builders, start: Builders, clouds: () => readonly Cause[]): Builders {
  const isFresh = builders.named.size === 0 && builders.current === start.current;
  const causes = isFresh ? clouds() : [];
  return causes.length > 0 ? { ...builders, current: { is: 'unknown', causes } } : builders;
}

function readerOf(command: JobCommand, { program, word }: Invocation): CommandReader | undefined {
  if (program === undefined) return undefined;
  if (program === 'executor') return isKaniko(command, literalHead(word)) ? readKaniko : undefined;
  return readers.get(program);
}

function isKaniko({ job }: JobCommand, path: string): boolean {
  if (path.endsWith('/kaniko/executor')) return true;
  const image = job.image.is === 'set' ? toolImageOf(job.image.value.reference) : undefined;
  return image?.is === 'set' && image.value.tool === 'kaniko';
}
