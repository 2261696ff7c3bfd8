import {
  all,
  defineRule,
  keepsFiles,
  type MergeStep,
  not,
  type Problem,
  show,
  unless,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'manifest-amend-stale',
  group: 'merge',
  severity: 'info',
  isOptIn: true,
  summary: 'A list that `docker manifest create --amend` takes up is purged when it is pushed',
  why: `
\`docker manifest\` keeps its lists in the home directory of the machine. On a runner that is no container of its own, such as a shell runner,
\`create --amend\` takes up the list that an earlier pipeline left there: architectures that are no longer built, and images of old commits, stay in
the index. \`push --purge\` removes the list once it is pushed.
  `,
  exceptions: `
Jobs with an image run in a container and begin without lists. A list that the job removes before, by \`docker manifest rm\`, is new. Where
neither the policy nor \`config.toml\` tells the runner's executor, and the job names no image, the answer stays open. Machines that
GitHub lends are new for each job.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/manifest/push/',
    'https://github.com/docker/cli/issues/954',
  ],

  *check({ project }) {
    for (const merge of project.merges.items) {
      if (merge.tool !== 'docker manifest') continue;
      const isStale = all([keepsFiles(project, merge.job), merge.keepsOld, not(merge.purges)]);
      yield* unless(not(isStale), () => problemOf(merge));
    }
  },
});

function problemOf(merge: MergeStep): Problem {
  const { job, span } = merge;
  const list = show.targets([merge]);
  return {
    at: span,
    message: `\`${job.name}\` amends ${list}, which the machine keeps from earlier ${wordsOf(job).runs}; what is in it from then stays in the index`,
    help: 'push the list with `--purge`, or run `docker manifest rm` before',
    jobs: [job],
    identity: list,
  };
}
