import {
  archWordsIn,
  type BuildStep,
  builtPlatforms,
  defineRule,
  entryPlatform,
  hasMore,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  type Platform,
  type Project,
  sameRepository,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-source-not-built',
  group: 'reference',
  severity: 'error',
  summary: 'Every source of a merge is a reference that a build pushes',
  why: `
The merge looks its sources up in the registry by their exact references. A suffix spelled in another way
(\`x86_64\` beside \`amd64\`), a tag made of another variable or a repository that one job overrides, and the source is not
there: the merge fails, or finds an old image of that name.
  `,
  exceptions: `
Sources whose architecture nobody builds are reported as \`arch-build-missing\`. References with parts that are known only at
run time are compared as far as they go; what may be equal is not reported. Sources in repositories that the pipeline
never writes are taken for images of others.
  `,
  references: [
    'https://github.com/estesp/manifest-tool',
    'https://docs.docker.com/reference/cli/docker/manifest/create/',
  ],

  *check({ project }) {
    for (const merge of project.merges.items) {
      for (const entry of merge.entries.items) {
        if (linksOfEntry(project, entry).length > 0) continue;
        const build = buildMeant(project, merge, entry);
        if (build === undefined) continue;
        yield* unless(hasMore(project.builds), () => ({
          at: entry.span,
          message: `\`${merge.job.name}\` merges \`${show.image(entry.source)}\`, which no job pushes; \`${build.job.name}\` pushes ${pushedBy(build)}`,
          help: `write the reference that \`${build.job.name}\` pushes, letter by letter the same on both sides`,
          related: [
            { at: (build.destinations.items[0] ?? build).span, message: `pushed here by \`${build.job.name}\`` },
          ],
          jobs: [merge.job, build.job],
          identity: show.image(entry.source),
          follows: merge.template === undefined ? [] : [subject.place(merge.template.span)],
        }));
      }
    }
  },
});

/** The build whose image the entry must mean: of its platform, and not the source of another entry. */
function buildMeant(project: Project, merge: MergeStep, entry: MergeEntry): BuildStep | undefined {
  const platform = entryPlatform(entry);
  const taken = new Set(linksOf(project, merge).map(({ build }) => build));
  return project.builds.items.find(
    (build) =>
      !taken.has(build) &&
      build.job.pipeline === merge.job.pipeline &&
      build.pushed.is !== 'no' &&
      build.destinations.items.length > 0 &&
      isOfPlatform(project, build, platform.is === 'set' ? platform.value : undefined) &&
      isOfSameFamily(build, entry),
  );
}

const isOfPlatform = ({ expectations }: Project, build: BuildStep, platform: Platform | undefined): boolean =>
  platform !== undefined &&
  builtPlatforms(build, expectations).some(({ architecture }) => architecture === platform.architecture);

/** Whether repository or tag agree once the architecture is left out; otherwise the source is an image of others. */
const isOfSameFamily = (build: BuildStep, { source }: MergeEntry): boolean =>
  build.destinations.items.some(
    ({ reference }) =>
      sameRepository(reference, source).is !== 'no' ||
      withoutArch(show.text(reference.name)) === withoutArch(show.text(source.name)) ||
      withoutArch(show.image(reference)).endsWith(withoutArch(lastPart(show.image(source)))),
  );

const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/'));

const withoutArch = (text: string): string =>
  archWordsIn(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);

const pushedBy = ({ destinations }: BuildStep): string =>
  show.quoted(destinations.items.map(({ reference }) => show.image(reference)));
