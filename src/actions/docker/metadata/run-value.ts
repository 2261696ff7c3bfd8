import type { Job } from '../../../model/index.ts';
import { type Cause, type Hole, knownString, literal, type Text, textKey } from '../../../value/index.ts';
import type { ActionScene } from '../../action-run.ts';
import { variableOf } from '../git-context.ts';

/** The workflow whose run a job belongs to, by its path: that which calls the others. */
export function workflowOf(job: Job): string {
  let { pipeline } = job;
  while (pipeline.startedBy !== undefined) ({ pipeline } = pipeline.startedBy);
  return pipeline.root.path;
}

/** A value that is the same in all jobs of a run that ask for it by the same words. */
export function runValue(scene: ActionScene, words: string, shown: string, at = scene.use.span): Text {
  return { parts: [runHole(scene, words, shown, at)], span: at };
}

/** `runValue` as a part of a text: no tag holds a blank. */
export function runHole({ use: { job } }: ActionScene, words: string, shown: string, at: Text['span']): Hole {
  const because = shown === '' ? 'the tag is made in some runs only' : `\`${shown}\` is known when the run begins`;
  const cause: Cause = { kind: 'expression', because, at };
  return { symbol: `one word ${words} by docker/metadata-action@${workflowOf(job)}`, shown, cause };
}

/** The name of the branch, or of the tag, as a tag of an image. */
export function refName(scene: ActionScene, kind: 'branch' | 'tag', at: Text['span']): Text {
  const [name, type] = [variableOf(scene, 'GITHUB_REF_NAME'), variableOf(scene, 'GITHUB_REF_TYPE')];
  const written = knownString(name);
  if (written !== undefined && knownString(type) === kind) return literal(written, at);
  return runValue(scene, `${kind} ${textKey(name)}`, `<${kind}>`, at);
}

/** The commit; the first seven characters of it, where it is wanted short and no other length is asked for. */
export function commitOf(scene: ActionScene, format: 'short' | 'long', at: Text['span']): Text {
  const commit = variableOf(scene, 'GITHUB_SHA');
  if (format === 'long') return { ...commit, span: at };
  const length = scene.environment('DOCKER_METADATA_SHORT_SHA_LENGTH');
  if (length.is === 'set') return runValue(scene, 'sha of another length', '<short sha>', at);
  const written = knownString(commit);
  return written === undefined ? runValue(scene, 'sha', '<short sha>', at) : literal(written.slice(0, 7), at);
}
