import {
  fitsGlob,
  holesOf,
  joinTexts,
  known,
  literal,
  set,
  sliceText,
  type Text,
  type Truth,
} from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { Project } from '../project.ts';
import type { Dockerfile } from './dockerfile.ts';
import { runsTargetPrograms } from './dockerfile-stages.ts';

/**
 * Whether building for a foreign platform emulates programs, as `runsTargetPrograms` tells of a Dockerfile that can be seen. Of one
 * whose path hangs on a value of the run it is known where all Dockerfiles of the repository that it may be agree. One
 * that is not in the repository counts as one that does.
 */
export function emulatesPrograms(project: Project, build: BuildStep): Truth {
  const truth = runsTargetPrograms(build);
  if (truth.is !== 'unknown') return truth;
  const answers = possibleDockerfiles(project, build).map((dockerfile) =>
    runsTargetPrograms({ ...build, dockerfile: set(dockerfile) }),
  );
  if (answers.every(({ is }) => is === 'yes')) return known(true);
  return answers.every(({ is }) => is === 'no') ? known(false) : truth;
}

/**
 * The Dockerfiles of the repository at the path that a build names, whatever the values of the run in it hold. None where not
 * even the beginning of the path is known.
 */
function possibleDockerfiles({ dockerfiles }: Project, { dockerfilePath }: BuildStep): readonly Dockerfile[] {
  if (dockerfilePath.is !== 'set' || holesOf(dockerfilePath.value).length === 0) return [];
  const path = withoutDot(dockerfilePath.value);
  if (typeof path.parts[0] !== 'string') return [];
  return dockerfiles.filter(({ file }) => fitsGlob(path, literal(file.path, path.span)).is !== 'no');
}

function withoutDot(path: Text): Text {
  const [first] = path.parts;
  const start = typeof first === 'string' ? (/^(?:\.\/+)+/.exec(first)?.[0].length ?? 0) : 0;
  return joinTexts([sliceText(path, start)], path.span);
}
