import {
  type BuildStep,
  builtPlatform,
  defineRule,
  entryPlatform,
  isMultiPlatform,
  known,
  linksOf,
  type MergeStep,
  type MultiArchImage,
  type Platform,
  type Project,
  samePlatform,
  show,
  subject,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'arch-build-unmerged',
  group: 'coverage',
  severity: 'error',
  summary: 'Every architecture that is built for an image is part of its image index',
  why: `
A build job pushes an architecture that the merge does not list. The job runs, the image lies in the registry, and
nobody who pulls the image gets it: an architecture that was added to the builds and forgotten in the merge.
  `,
  exceptions: `
Builds that push the same image for an architecture which the index already has are another variant of it. A merge with
sources that cannot be seen leaves the answer open.
  `,
  references: ['https://github.com/estesp/manifest-tool'],

  *check({ project }) {
    for (const image of project.images) {
      const [merge] = image.merges;
      if (merge === undefined) continue;
      for (const build of image.builds.items) {
        const platform = unmergedPlatform(project, image, build);
        if (platform === undefined) continue;
        yield* unless(isListedOutOfSight(image), () => ({
          at: placeOfSources(merge),
          message: `\`${merge.job.name}\` leaves out ${show.platform(platform)} of \`${image.shown}\`, which \`${build.job.name}\` builds and pushes`,
          help: `add ${show.platform(platform)} to what \`${merge.job.name}\` merges, or drop the build`,
          related: [{ at: build.span, message: `${show.platform(platform)} is built here, by \`${build.job.name}\`` }],
          jobs: [merge.job, build.job],
          identity: show.platform(platform),
          follows: merge.template === undefined ? [] : [subject.place(merge.template.span)],
        }));
      }
    }
  },
});

/** The platform of a pushed build that no merge of its image joins, not even perhaps, and of which the index has nothing. */
function unmergedPlatform(project: Project, image: MultiArchImage, build: BuildStep): Platform | undefined {
  const platform = builtPlatform(build, project.expectations);
  if (platform.is !== 'set' || build.pushed.is !== 'yes' || isMultiPlatform(build)) return undefined;
  const joined = image.merges.flatMap((merge) => linksOf(project, merge)).map((link) => link.build);
  if (joined.includes(build) || isListed(image, platform.value.platform)) return undefined;
  const hasPlatform = joined.some((other) => {
    const made = builtPlatform(other, project.expectations);
    return made.is !== 'set' || samePlatform(made.value.platform, platform.value.platform);
  });
  return hasPlatform ? undefined : platform.value.platform;
}

/** Whether a merge lists the platform; that it looks for it under another reference is `merge-source-not-built`. */
const isListed = ({ merges }: MultiArchImage, platform: Platform): boolean =>
  merges.some(({ entries }) =>
    entries.items.map(entryPlatform).some((own) => own.is === 'set' && samePlatform(own.value, platform)),
  );

const placeOfSources = ({ template, span }: MergeStep) => template?.platforms.items[0]?.span ?? span;

function isListedOutOfSight({ merges }: MultiArchImage): Truth {
  const causes = merges.flatMap(({ entries }) => entries.openTo);
  return causes.length === 0 ? known(false) : unknown(...causes);
}
