import { isCertainlySame, type Platform, referenceKey, samePlatform, sameReference } from '../../oci/index.ts';
import { all, type Field, no, not, onceFor, orElse, set, type Truth, unset } from '../../value/index.ts';
import { type Collision, collisions } from '../collisions.ts';
import { machinePlatform, type PlatformEvidence } from '../machine/machine.ts';
import type { Job } from '../pipeline/job.ts';
import { canRunTogether } from '../pipeline/one-run.ts';
import type { Project } from '../project.ts';
import { buildsIn, mergesIn } from '../roles.ts';
import { isMultiPlatform } from './build-platform.ts';
import type { BuildStep, Destination } from './build-step.ts';
import { meantPlatform } from './meant-platform.ts';

/** A reference that a build of one platform writes. */
export interface TagPush {
  readonly build: BuildStep;
  readonly platform: Platform;
  readonly destination: Destination;
}

/**
 * Where builds of different platforms push one reference in one pipeline, so that the last one to finish wins; never for
 * certain where they are in different workflows. References
 * that may or may not be equal are left out, as are pushes by digest, which write no tag, and the name of an image index
 * that a job puts together itself.
 */
export const tagCollisions: (project: Project) => readonly Collision<TagPush>[] = onceFor((project) =>
  collisions(
    project.builds.items.flatMap((build) => pushesOf(project, build)),
    {
      placeOf: ({ destination }) => destination.span,
      keysOf: ({ destination }) => [referenceKey(destination.reference)],
      collide,
    },
  ),
);

function pushesOf(project: Project, build: BuildStep): readonly TagPush[] {
  const own = platformOf(project, build);
  const platform = own.is === 'set' ? own : orElse(own, platformBeside(project)(build.job));
  if (platform.is !== 'set' || isMultiPlatform(build) || build.pushed.is === 'no') return [];
  if (build.pushedByDigest.is === 'yes') return [];
  return build.destinations.items
    .filter((destination) => !isOwnIndex(project, build, destination))
    .map((destination) => ({ build, platform: platform.value.platform, destination }));
}

const platformOf = (project: Project, build: BuildStep): Field<PlatformEvidence> =>
  orElse(meantPlatform(project, build), machinePlatform(build.job, project.expectations));

/** The platform of the other images that the job builds, which say on what machine it runs. */
const platformBeside = onceFor((project: Project) =>
  onceFor((job: Job): Field<PlatformEvidence> => {
    const [first, ...others] = buildsIn(project, job)
      .map((build) => platformOf(project, build))
      .flatMap((platform) => (platform.is === 'set' ? [platform.value] : []));
    const isAgreed = first !== undefined && others.every(({ platform }) => samePlatform(platform, first.platform));
    return isAgreed ? set(first) : unset;
  }),
);

/** Whether the job itself joins images under that reference: then it is the index that is pushed. */
const isOwnIndex = (project: Project, { job }: BuildStep, { reference }: Destination): boolean =>
  mergesIn(project, job)
    .flatMap(({ targets }) => targets.items)
    .some((target) => sameReference(target.reference, reference).is !== 'no');

function collide(one: TagPush, other: TagPush): Truth {
  if (one.build === other.build || samePlatform(one.platform, other.platform)) return no;
  if (!isCertainlySame(one.destination.reference, other.destination.reference)) return no;
  return all([canRunTogether(one.build.job, other.build.job), ...[one, other].flatMap(({ build }) => happens(build))]);
}

const happens = ({ runs, pushed, pushedByDigest }: BuildStep): readonly Truth[] => [runs, pushed, not(pushedByDigest)];
