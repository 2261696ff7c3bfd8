import {
  type BuildStep,
  builtPlatform,
  type Cause,
  defineRule,
  finishesBefore,
  isMultiPlatform,
  jobsOf,
  known,
  type MultiArchImage,
  type Platform,
  type Project,
  samePlatform,
  show,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

/** A build of one platform of an image, and that platform. */
interface Part {
  readonly build: BuildStep;
  readonly platform: Platform;
}

export default defineRule({
  id: 'merge-job-missing',
  group: 'merge',
  severity: 'error',
  summary: 'Images built per architecture are joined into one image index',
  why: `
Each build job pushes an image of one architecture under a reference of its own. Without a job that joins them, no
reference stands for all architectures: who pulls must know the suffix, and the plain tag is missing or belongs to one
architecture.
  `,
  exceptions: `
Images that are published per architecture on purpose are named in the policy: \`images: [{name: ..., merge: none}]\`.
Nothing is said for certain where a file that could hold the merge job was not read, where scripts are out of sight,
or where a job behind the builds starts a pipeline of another project, which may merge there.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://github.com/opencontainers/image-spec/blob/main/image-index.md',
  ],

  *check({ project }) {
    for (const image of project.images) {
      const parts = partsOf(project, image);
      const [first, ...others] = parts;
      if (first === undefined || !isSplit(parts) || image.merges.length > 0 || isOnPurpose(project, image)) continue;
      if (image.builds.items.some(isMultiPlatform)) continue;
      yield* unless(isMerged(project, parts), () => ({
        at: first.build.span,
        message: `\`${image.shown}\` is built for ${show.platforms(parts.map(({ platform }) => platform))}, and no job joins the images into an image index`,
        help: `add a job behind ${show.quoted(jobNames(parts))} that joins them, for example with manifest-tool or \`docker buildx imagetools create\``,
        related: others.map(({ build, platform }) => ({
          at: build.span,
          message: `${show.platform(platform)} is built here`,
        })),
        jobs: parts.map(({ build }) => build.job),
        identity: image.shown,
      }));
    }
  },
});

/** The pushed single-platform builds of an image, one for each platform. */
function partsOf({ expectations }: Project, image: MultiArchImage): readonly Part[] {
  const parts: Part[] = [];
  for (const build of image.builds.items) {
    const platform = builtPlatform(build, expectations);
    if (build.pushed.is === 'no' || build.destinations.items.length === 0 || platform.is !== 'set') continue;
    if (parts.some((part) => samePlatform(part.platform, platform.value.platform))) continue;
    parts.push({ build, platform: platform.value.platform });
  }
  return parts;
}

/** Whether there are two platforms, each under a reference of its own; one common reference is a collision instead. */
function isSplit(parts: readonly Part[]): boolean {
  const references = new Set(
    parts.map(({ build }) => build.destinations.items.map(({ reference }) => show.image(reference)).join(' ')),
  );
  return parts.length > 1 && references.size === parts.length;
}

const isOnPurpose = ({ expectations }: Project, { shown, builds }: MultiArchImage): boolean =>
  expectations.images.some(
    ({ name, needsNoMerge }) =>
      needsNoMerge &&
      (shown.startsWith(name) ||
        builds.items.some(({ destinations }) =>
          destinations.items.some(({ reference }) => show.image(reference).startsWith(name)),
        )),
  );

/** No merge was found; what is out of sight, or another project, may hold it. */
function isMerged(project: Project, parts: readonly Part[]): Truth {
  const causes = [...project.merges.openTo, ...delegations(project, parts)];
  return causes.length === 0 ? known(false) : unknown(...causes);
}

/** Jobs behind the builds that start a pipeline which cannot be seen. */
function delegations(project: Project, parts: readonly Part[]): readonly Cause[] {
  return jobsOf(project).flatMap((job): readonly Cause[] => {
    if (job.trigger.is !== 'set' || job.trigger.value.starts.is === 'child') return [];
    if (!parts.some(({ build }) => finishesBefore(build.job, job).is !== 'no')) return [];
    const because = `\`${job.name}\` starts a pipeline elsewhere, which may join the images`;
    return [{ kind: 'include', because, at: job.trigger.value.span }];
  });
}

const jobNames = (parts: readonly Part[]): readonly string[] => [...new Set(parts.map(({ build }) => build.job.name))];
