import type { DockerfileStage, StageBase } from '../model/dockerfile/dockerfile.ts';
import { parseReference } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import { knownString, type Text } from '../value/index.ts';

/** Finds stages by name and index; of several with one name, the last that was added. */
export interface StageIndex {
  readonly stages: readonly DockerfileStage[];
  readonly byName: ReadonlyMap<string, DockerfileStage>;
}

/**
 * What `FROM` names: an earlier stage by its name, an image, or nothing at all.
 *
 * Source: buildkit frontend/dockerfile/dockerfile2llb/convert.go (names of stages only, no index).
 */
export function baseOf(text: Text, index: StageIndex, span: Span): StageBase {
  const known = knownString(text);
  if (known === 'scratch') return { is: 'scratch', span };
  const stage = known === undefined ? undefined : index.byName.get(known.toLowerCase());
  return stage === undefined ? { is: 'image', reference: parseReference(text), span } : { is: 'stage', stage, span };
}

/**
 * What `COPY --from` names: a stage by name or by 0-based index, or an image.
 *
 * Source: docs.docker.com/reference/dockerfile#copy---from.
 */
export function copySource(text: Text, index: StageIndex, span: Span): StageBase {
  const known = knownString(text) ?? '';
  const numbered = /^\d+$/.test(known) ? index.stages[Number(known)] : undefined;
  return numbered === undefined ? baseOf(text, index, span) : { is: 'stage', stage: numbered, span };
}
