import {
  defineRule,
  groupBy,
  isOfGithub,
  isReused,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  not,
  type Problem,
  type Project,
  show,
  unless,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'mutable-arch-tag',
  group: 'reference',
  severity: 'info',
  isOptIn: true,
  summary: 'Images of one architecture have tags that belong to one pipeline',
  why: `
A tag such as \`latest-amd64\` is written anew by every pipeline. Of two pipelines that run at the same time, one may merge the amd64 image of
its own commit with the arm64 image of the other; a merge that is repeated later takes what is there by then. Nobody notices, because the index
looks complete.
  `,
  exceptions: `
Tags that hold the commit, the pipeline's number or the name of a release tag belong to one pipeline; names of branches do not. Digests never
change. Where a variable or the output of a command may hold a commit or a version, the answer stays open. Images that the repository does not build are not looked at.
  `,
  references: ['https://docs.gitlab.com/ci/variables/predefined_variables/'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      const own = merge.entries.items.filter((entry) => entry.source.digest.is === 'unset' && isBuilt(project, entry));
      for (const alike of groupBy(own, ({ source }) => isReused(source).is).values()) {
        const [first] = alike;
        if (first !== undefined) yield* unless(not(isReused(first.source)), () => problemOf(merge, first, alike));
      }
    }
  },
});

const isBuilt = (project: Project, entry: MergeEntry): boolean =>
  linksOfEntry(project, entry).some(({ same }) => same.is === 'yes');

function problemOf(merge: MergeStep, first: MergeEntry, alike: readonly MergeEntry[]): Problem {
  const sources = alike.map(({ source }) => show.image(source));
  return {
    at: first.span,
    message: `\`${merge.job.name}\` merges ${show.quoted(sources)}, which every ${wordsOf(merge.job).run} writes anew; ${isOfGithub(merge.job) ? 'runs that overlap' : 'pipelines that run at the same time'} mix their images`,
    help: `put \`${isOfGithub(merge.job) ? '${{ github.sha }}' : '$CI_COMMIT_SHA'}\` into the tags of the images that are merged, in the builds and here`,
    jobs: [merge.job],
    identity: sources.join(' '),
  };
}
