import { runsNatively } from '../oci/index.ts';
import { type Field, orElse, textKey, unset } from '../value/index.ts';
import { builtPlatform, intendedPlatform, statedPlatform } from './build-platform.ts';
import type { BuildStep } from './build-step.ts';
import { machinePlatform, type PlatformEvidence } from './machine.ts';
import type { Project } from './project.ts';
import { imageOf } from './roles.ts';

/**
 * The platform that a build certainly is meant for. Like `intendedPlatform`, but an architecture that only a reference or
 * a job's name carries counts only where something confirms that it is the image's own and not the target of a tool in
 * it: a merge joins the image, it has a sibling from the same Dockerfile, or a sibling on a machine of its own architecture.
 */
export function meantPlatform(project: Project, build: BuildStep): Field<PlatformEvidence> {
  return orElse(statedPlatform(build), isConfirmed(project, build) ? intendedPlatform(build) : unset);
}

function isConfirmed(project: Project, build: BuildStep): boolean {
  if (project.links.some((link) => link.build === build)) return true;
  const image = imageOf(project, build);
  if (image === undefined || image.merges.length > 0) return image !== undefined;
  const siblings = image.builds.items.filter((other) => differs(project, build, other));
  return siblings.some((other) => recipeOf(other) === recipeOf(build) || isAtHome(project, other));
}

function differs({ expectations }: Project, build: BuildStep, other: BuildStep): boolean {
  const one = builtPlatform(build, expectations);
  const two = builtPlatform(other, expectations);
  return one.is === 'set' && two.is === 'set' && one.value.platform.architecture !== two.value.platform.architecture;
}

/** Equal for builds from one Dockerfile. */
const recipeOf = ({ dockerfilePath, context }: BuildStep): string =>
  [dockerfilePath, context].map((field) => (field.is === 'set' ? textKey(field.value) : field.is)).join('\0');

/** Whether a build runs on a machine of the architecture that it is named after. */
function isAtHome({ expectations }: Project, build: BuildStep): boolean {
  const intended = intendedPlatform(build);
  const machine = machinePlatform(build.job, expectations);
  return intended.is === 'set' && machine.is === 'set' && runsNatively(machine.value.platform, intended.value.platform);
}
