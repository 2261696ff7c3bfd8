import type { BuildStep } from '../model/build/build-step.ts';
import type { DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import type { MergeStep } from '../model/merge/merge-step.ts';
import type { Job } from '../model/pipeline/job.ts';
import { formatPlatform, type ImageReference, type Platform } from '../oci/index.ts';
import { groupBy, showText, type Text } from '../value/index.ts';

/** How messages write the things of the model. User text comes out without backticks; the message puts them. */
export const show = {
  text: (text: Text): string => showText(text),
  image: ({ text }: ImageReference): string => showText(text),
  job: ({ name }: Job): string => name,
  /** Names of jobs, each once; one name for the instances of a matrix where all of them are there. */
  jobs: (jobs: readonly Job[]): readonly string[] => jobNames(jobs),
  /** The references of the indexes that merges make, in backticks. */
  targets: (merges: readonly MergeStep[]): string => nameOfTargets(merges),
  platform: (platform: Platform): string => formatPlatform(platform),
  platforms: (platforms: readonly Platform[]): string => list(platforms.map(formatPlatform)),
  /** The platforms that a step asks for by flag; "the machine's platform" if it asks for none. */
  requested: ({ platforms }: BuildStep): string =>
    platforms.is === 'set' && platforms.value.items.length > 0
      ? list(platforms.value.items.map(({ platform }) => formatPlatform(platform)))
      : "the machine's platform",
  /** A stage of a Dockerfile: stage `build`, the stage from `alpine:3.22`. Backticks included. */
  stage: ({ name, from }: DockerfileStage): string =>
    name === undefined ? `the stage from \`${baseName(from)}\`` : `stage \`${name}\``,
  /** `a`, `a and b`, `a, b and c`, for texts that need no quotes. */
  list,
  /** The same with every item in backticks. */
  quoted: (items: readonly string[]): string => list(items.map((item) => `\`${item}\``)),
  /** The first three in backticks, and how many there are beside them. */
  few: (items: readonly string[]): string => {
    const most = items.length > 4 ? 3 : 4;
    const more = items.length > most ? [`${String(items.length - most)} more`] : [];
    return list([...items.slice(0, most).map((item) => `\`${item}\``), ...more]);
  },
};

function baseName(from: DockerfileStage['from']): string {
  if (from.is === 'scratch') return 'scratch';
  return from.is === 'image' ? showText(from.reference.text) : (from.stage.name ?? String(from.stage.index));
}

function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

function jobNames(jobs: readonly Job[]): readonly string[] {
  const names = [...groupBy(new Set(jobs), ({ definition }) => definition).values()].flatMap((instances) => {
    const [first] = instances;
    const isWhole = first !== undefined && instances.length === (first.instance?.total ?? 1);
    return isWhole ? [first.definition.name] : instances.map(({ name }) => name);
  });
  // A workflow that is called twice has the same jobs twice.
  return [...new Set(names)];
}

/** More references than these are counted. */
const mostTargets = 2;

function nameOfTargets(merges: readonly MergeStep[]): string {
  const names = new Set(
    merges.flatMap(({ targets }) => targets.items.slice(0, 1)).map(({ reference }) => show.image(reference)),
  );
  if (names.size === 0) return 'an image index';
  return names.size > mostTargets ? `${String(names.size)} images` : show.quoted([...names]);
}
