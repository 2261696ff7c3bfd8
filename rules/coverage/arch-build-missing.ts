import {
  type BuildStep,
  builtPlatforms,
  defineRule,
  entryPlatform,
  hasMore,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  type MultiArchImage,
  type Platform,
  type Problem,
  type Project,
  sameRepository,
  show,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'arch-build-missing',
  group: 'coverage',
  severity: 'error',
  summary: 'Every declared architecture has a build',
  why: `
A merge that lists an architecture which nobody builds fails, because the source is not in the registry; with
\`--ignore-missing\` it publishes an image index without that architecture, and whoever pulls on such a machine is told
\`no matching manifest\`.
  `,
  exceptions: `
An architecture is declared by the merge that lists it and by \`platforms\` of the policy. Sources in repositories that the
pipeline never writes are images of others. Where builds are out of sight nothing is said for certain.
  `,
  references: ['https://github.com/estesp/manifest-tool', 'https://docs.docker.com/build/building/multi-platform/'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      if (linksOf(project, merge).length === 0) continue;
      for (const entry of merge.entries.items) {
        const platform = entryPlatform(entry);
        if (platform.is !== 'set' || linksOfEntry(project, entry).length > 0) continue;
        if (isBuilt(project.builds.items, platform.value, project) || !isOwnImage(project, merge, entry)) continue;
        yield* unless(hasMore(project.builds), () => missingSource(project, merge, entry, platform.value));
      }
    }
    for (const image of project.images) yield* againstPolicy(project, image);
  },
});

const isBuilt = (builds: readonly BuildStep[], platform: Platform, { expectations }: Project): boolean =>
  builds.some((build) =>
    builtPlatforms(build, expectations).some(
      ({ os, architecture }) => os === platform.os && architecture === platform.architecture,
    ),
  );

/** Whether the source lies where this pipeline pushes; another repository holds images of others. */
const isOwnImage = (project: Project, merge: MergeStep, entry: MergeEntry): boolean =>
  [...project.builds.items.flatMap(({ destinations }) => destinations.items), ...merge.targets.items].some(
    ({ reference }) =>
      sameRepository(reference, entry.source).is !== 'no' ||
      isSibling(show.text(reference.name), show.text(entry.source.name)),
  );

/** Repositories that differ in an architecture only: the same path up to its last part. */
const isSibling = (one: string, other: string): boolean => {
  const parent = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1);
  return parent(one) !== '' && parent(one) === parent(other);
};

function missingSource(project: Project, merge: MergeStep, entry: MergeEntry, platform: Platform): Problem {
  const built = linksOf(project, merge).map(({ build }) => build);
  return {
    at: entry.span,
    message: `\`${merge.job.name}\` merges \`${show.image(entry.source)}\` for ${show.platform(platform)}, which no job builds`,
    help: `add a build job for ${show.platform(platform)} beside ${show.quoted(namesOf(built))}, or take it out of the merge`,
    related: built.slice(0, 3).map((build) => ({
      at: build.span,
      message: `${show.platforms(builtPlatforms(build, project.expectations)) || 'the image'} is built here`,
    })),
    jobs: [merge.job],
    identity: show.platform(platform),
  };
}

const namesOf = (builds: readonly BuildStep[]): readonly string[] => [...new Set(builds.map(({ job }) => job.name))];

/** Platforms that the policy asks of every published image; an exception for the image comes first. */
function* againstPolicy(project: Project, image: MultiArchImage) {
  const { expectations } = project;
  const [first] = image.builds.items.filter(({ pushed }) => pushed.is === 'yes');
  if (first === undefined) return;
  const exception = expectations.images.find(({ name }) => image.shown.startsWith(name));
  const wanted = exception?.platforms ?? expectations.platforms;
  for (const platform of wanted) {
    if (isBuilt(image.builds.items, platform, project)) continue;
    yield* unless(hasMore(project.builds), () => ({
      at: first.span,
      message: `\`${image.shown}\` is not built for ${show.platform(platform)}, which the policy asks of every published image`,
      help: `add a build job for ${show.platform(platform)}, or name the image under \`images\` in the policy with the platforms it has`,
      jobs: [first.job],
      identity: `${image.shown} ${show.platform(platform)}`,
    }));
  }
}
