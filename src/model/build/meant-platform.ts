import { runsNatively } from '../../oci/index.ts';
import { type Field, mapField, onceFor, textKey } from '../../value/index.ts';
import { machinePlatform, type PlatformEvidence } from '../machine/machine.ts';
import type { MultiArchImage, Project } from '../project.ts';
import { imageOf } from '../roles.ts';
import { builtPlatform, intendedPlatform, statedPlatform, withoutAddedPlatform } from './build-platform.ts';
import type { BuildStep } from './build-step.ts';

/**
 * The platform that a build certainly is meant for. Like `intendedPlatform`, but an architecture that only a reference or
 * a job's name carries counts only where something confirms that it is the image's own and not the target of a tool in
 * it: a merge joins the image, it has a sibling from the same Dockerfile, or a sibling on a machine of its own architecture.
 */
export const meantPlatform = (project: Project, build: BuildStep): Field<PlatformEvidence> =>
  meantPlatforms(project)(build);

const meantPlatforms = onceFor((project: Project) =>
  onceFor((build: BuildStep): Field<PlatformEvidence> => {
    const stated = statedPlatform(build);
    return stated.is === 'unset' && isConfirmed(project, build) ? intendedPlatform(build) : stated;
  }),
);

/**
 * The same for a build of which only unknown arguments may name a platform, `docker build $FLAGS`: what else says it, with
 * those arguments as its doubt.
 */
export function perhapsMeantPlatform(project: Project, build: BuildStep): Field<PlatformEvidence> {
  const { platforms } = build;
  const unflagged = withoutAddedPlatform(build);
  if (platforms.is !== 'unknown' || unflagged === build) return meantPlatform(project, build);
  const { causes } = platforms;
  const stated = statedPlatform(unflagged);
  const meant = stated.is === 'unset' && isConfirmed(project, build) ? intendedPlatform(unflagged) : stated;
  return mapField(meant, (evidence) => ({ ...evidence, doubts: [...(evidence.doubts ?? []), ...causes] }));
}

function isConfirmed(project: Project, build: BuildStep): boolean {
  if (linkedBuilds(project).has(build)) return true;
  const image = imageOf(project, build);
  if (image === undefined || image.merges.length > 0) return image !== undefined;
  const built = builtPlatform(build, project.expectations);
  if (built.is !== 'set') return false;
  const { byRecipe, atHome } = architecturesOf(project)(image);
  const isForeign = (architecture: string): boolean => architecture !== built.value.platform.architecture;
  return [...(byRecipe.get(recipeOf(build)) ?? []), ...atHome].some(isForeign);
}

const linkedBuilds = onceFor(({ links }: Project): ReadonlySet<BuildStep> => new Set(links.map(({ build }) => build)));

/** The architectures for which an image is built. */
interface Architectures {
  readonly byRecipe: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of builds that run on machines of their own architecture. */
  readonly atHome: ReadonlySet<string>;
}

const architecturesOf = onceFor((project: Project) =>
  onceFor(({ builds }: MultiArchImage): Architectures => {
    const byRecipe = new Map<string, Set<string>>();
    const atHome = new Set<string>();
    for (const build of builds.items) {
      const built = builtPlatform(build, project.expectations);
      if (built.is !== 'set') continue;
      const { architecture } = built.value.platform;
      const ofRecipe = byRecipe.get(recipeOf(build)) ?? new Set();
      byRecipe.set(recipeOf(build), ofRecipe.add(architecture));
      if (isAtHome(project, build)) atHome.add(architecture);
    }
    return { byRecipe, atHome };
  }),
);

/** Equal for builds from one Dockerfile: both paths are seen from the directory of the command. */
const recipeOf = ({ dockerfilePath, context, command }: BuildStep): string =>
  [
    textKey(command.directory),
    ...[dockerfilePath, context].map((field) => (field.is === 'set' ? textKey(field.value) : field.is)),
  ].join('\0');

/** Whether a build runs on a machine of the architecture that it is named after. */
function isAtHome({ expectations }: Project, build: BuildStep): boolean {
  const intended = intendedPlatform(build);
  const machine = machinePlatform(build.job, expectations);
  return intended.is === 'set' && machine.is === 'set' && runsNatively(machine.value.platform, intended.value.platform);
}
