import { type BuildStep, familyOf, type Project } from '../model/index.ts';
import type { Job } from '../model/pipeline/job.ts';
import type { Platform } from '../oci/index.ts';
import { holesOf, knownString } from '../value/index.ts';
import { type Fix, reference, type YamlValue } from './fix.ts';
import { show } from './show.ts';

/** A build of one platform of an image, and that platform. */
export interface PlatformBuild {
  readonly build: BuildStep;
  readonly platform: Platform;
}

/**
 * A job of GitLab that joins the images of builds by manifest-tool, where all is known that it takes: references that differ in the
 * architecture alone, in the project's own registry, and builds that are in the same pipelines.
 */
export function mergeJobFor({ pipelines }: Project, parts: readonly PlatformBuild[]): Fix | undefined {
  const names = namesOf(parts);
  const [first] = parts;
  const jobs = parts.map(({ build }) => build.job);
  const pipeline = first?.build.job.pipeline;
  if (names === undefined || pipeline === undefined || jobs.some((job) => job.pipeline !== pipeline)) return undefined;
  const place = pipeline.system === 'gitlab' ? placeOf(jobs) : undefined;
  const taken = new Set(pipelines.flatMap(({ definitions }) => definitions.map(({ name }) => name)));
  const name = ['merge', 'merge-images', 'image-index'].find((one) => !taken.has(one));
  if (place === undefined || name === undefined) return undefined;
  const platforms = parts.map(({ platform }) => show.platform(platform)).join(',');
  const value = {
    ...place,
    image: { name: 'mplatform/manifest-tool:alpine-v2.2.1', entrypoint: [''] },
    needs: [...new Set(jobs.map(({ definition }) => definition.name))],
    before_script: login,
    script: [
      `manifest-tool push from-args --platforms ${platforms} --template "${names.template}" --target "${names.target}"`,
    ],
  };
  return {
    title: `Add the job \`${name}\`, which joins the images into \`${names.target}\``,
    safety: 'unsafe',
    because: 'it is one more job, and writes a tag that nothing wrote so far',
    patches: [{ op: 'set-key', in: pipeline.root.span(0, 0), path: [name], value }],
  };
}

/** The key of the project's registry in Docker's configuration. Source: docs.gitlab.com/ci/docker/using_kaniko. */
const login: readonly string[] = [
  'mkdir -p ~/.docker',
  'echo "{\\"auths\\":{\\"$CI_REGISTRY\\":{\\"auth\\":\\"$(printf "%s:%s" "$CI_REGISTRY_USER" "$CI_REGISTRY_PASSWORD" | base64 | tr -d \'\\n\')\\"}}}" > ~/.docker/config.json',
];

/** Variables that are the same in all jobs of a pipeline. */
const ofPipeline = /^\$\{?CI_(?:REGISTRY|COMMIT|PROJECT|PIPELINE|MERGE_REQUEST|DEFAULT_BRANCH)\w*\}?$/;

/** manifest-tool's template for the references of the builds, and the reference without the architecture. */
function namesOf(parts: readonly PlatformBuild[]): { readonly template: string; readonly target: string } | undefined {
  const found = parts.flatMap(({ build, platform }) =>
    build.destinations.items.slice(0, 1).map(({ reference: { text } }) => {
      const { shown, key } = familyOf(text, [platform]);
      const isOnlyPart = show.text(shown).replace('ARCH', platform.architecture) === show.text(text);
      const isOfPipeline = holesOf(text).every((hole) => ofPipeline.test(hole.shown));
      const isPlain = platform.os === 'linux' && (platform.variant === '' || platform.architecture === 'arm64');
      return { template: show.text(shown), target: show.text(key), isRight: isOnlyPart && isOfPipeline && isPlain };
    }),
  );
  const [first] = found;
  if (first === undefined || found.length < parts.length) return undefined;
  if (found.some(({ isRight, template }) => !isRight || template !== first.template)) return undefined;
  const { template, target } = first;
  const words = template.replaceAll(/\$\{?\w+\}?/g, '');
  const isClear = words.split('ARCH').length === 2 && !/OS|VARIANT/.test(words) && /:[^/]+$/.test(target);
  return isClear && /^\$\{?CI_REGISTRY(?:_IMAGE)?\b/.test(template) ? { template, target } : undefined;
}

/** Keywords that decide in which pipelines a job is, and cannot be taken over. */
const otherConditions: readonly string[] = ['only', 'except', 'when', 'trigger'];

/** The stage, runners and rules of the builds, where those of all can be those of the new job. */
function placeOf(jobs: readonly Job[]): Readonly<Record<string, YamlValue>> | undefined {
  const definitions = [...new Set(jobs.map(({ definition }) => definition))];
  if (definitions.some(({ keywords }) => otherConditions.some((keyword) => keywords.has(keyword)))) return undefined;
  const stages = new Set(jobs.map(({ stage }) => (stage.is === 'set' ? stage.value.name : undefined)));
  const [stage, ...otherStages] = stages;
  if (stage === undefined || otherStages.length > 0) return undefined;
  const rules = new Set(
    definitions.map(({ keywords, holders }) => (keywords.has('rules') ? (holders.get('rules')?.name ?? null) : '')),
  );
  const [holder, ...otherRules] = rules;
  if (holder === undefined || holder === null || otherRules.length > 0) return undefined;
  const tags = tagsOf(jobs);
  if (tags === undefined) return undefined;
  return {
    stage,
    ...(tags.length > 0 && { tags }),
    ...(holder !== '' && { rules: reference(holder, 'rules') }),
  };
}

/** The tags of one of the jobs whose tags are all known, which certainly is for some runner. */
function tagsOf(jobs: readonly Job[]): readonly string[] | undefined {
  for (const { runnerLabels } of jobs) {
    const tags = runnerLabels.items.map(knownString).filter((tag) => tag !== undefined);
    if (runnerLabels.openTo.length === 0 && tags.length === runnerLabels.items.length) return tags;
  }
  return undefined;
}
