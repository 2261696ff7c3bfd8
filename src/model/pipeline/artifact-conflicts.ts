import { all, any, no, sameText, type Text, type Truth, textKey } from '../../value/index.ts';
import { type Collision, collisions } from '../collisions.ts';
import type { Project } from '../project.ts';
import type { ArtifactUpload } from './artifact.ts';
import { areOfOneRoot, canRunTogether } from './one-run.ts';

/** The uploads of jobs that build images: among them are those that hand digests on. */
export const uploadsOfBuilders = ({ work }: Project): readonly ArtifactUpload[] =>
  [...work.values()].flatMap(({ builds, uploads }) => (builds.items.length > 0 ? uploads : []));

/**
 * Where jobs that build images upload artifacts of one name in one run, so that the upload of one fails or takes the place of the
 * other's. Names that may be equal and may not are left out.
 *
 * Source: actions/upload-artifact README.md (v4, breaking changes; overwrite).
 */
export const artifactConflicts = (project: Project): readonly Collision<ArtifactUpload>[] =>
  collisions(uploadsOfBuilders(project), {
    placeOf: ({ span }) => span,
    keysOf: ({ name }) => [textKey(name)],
    collide: conflict,
  });

function conflict(one: ArtifactUpload, other: ArtifactUpload): Truth {
  if (!areOfOneRoot(one.job, other.job) || sameText(one.name, other.name).is !== 'yes') return no;
  return all([
    ...[one, other].map(({ nameIsTaken, overwrites }) => any([nameIsTaken, overwrites])),
    one.runs,
    other.runs,
    one.job === other.job ? one.runs : canRunTogether(one.job, other.job),
  ]);
}

/**
 * The character in the name of an artifact that the action refuses; `undefined` if there is none among those that are known.
 *
 * Source: actions/toolkit packages/artifact path-and-artifact-name-validation.ts.
 */
export function refusedCharacter({ name }: ArtifactUpload): string | undefined {
  const written = name.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  return /["<>|*?\r\n\\/:]/.exec(written)?.[0];
}

/**
 * The character in the path of a file that no artifact can hold; `undefined` if there is none among those that are known. A glob
 * stands for the names that it finds.
 *
 * Source: actions/toolkit packages/artifact path-and-artifact-name-validation.ts.
 */
export function refusedInPath({ parts }: Text): string | undefined {
  const written = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  return /["<>|\r\n:]/.exec(written)?.[0];
}
