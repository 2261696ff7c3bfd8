import {
  type Collision,
  defineRule,
  isInRegistry,
  type MergeStep,
  not,
  type Problem,
  rivalMerges,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'manifest-assembled-across-jobs',
  group: 'merge',
  severity: 'error',
  summary: 'One job puts an image index together from all of its images',
  why: `
The list that \`docker manifest\`, \`buildah manifest\` and \`podman manifest\` fill lies on the machine of one job, also with \`--amend\`. Where
the job of each architecture creates and pushes it, every push replaces the index by one that holds a single architecture.
\`imagetools create --append\` and \`regctl index add\` read the index from the registry, change it and write it back: of two jobs that
do so at the same time, one undoes the work of the other.
  `,
  exceptions: `
Jobs that no pipeline holds together, merges of the same images, and a merge that takes up all images of another one are
fine, and so are merges in different workflows. So are jobs that add to the registry one after the other, by \`needs\`, by stages
or by a \`resource_group\`. A push that depends on a condition leaves the answer open.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/manifest/create/',
    'https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/#append',
    'https://github.com/docker/cli/issues/954',
  ],

  *check({ project }) {
    for (const rivals of rivalMerges(project)) yield* unless(not(rivals.truth), () => problemOf(rivals));
  },
});

function problemOf({ at: here, members }: Collision<MergeStep>): Problem {
  const jobs = members.map(({ job }) => job);
  const index = show.targets([here]);
  const others = members.filter(({ span }) => subject.place(span) !== subject.place(here.span));
  return {
    at: here.span,
    message: `${show.few(jobs.map(({ name }) => name))} each push ${index} with a part of its images; ${outcomeOf(members)}`,
    help: `let the builds push their images only, and put ${index} together in one job behind all of them`,
    related: [...new Map(others.map((merge) => [subject.place(merge.span), merge])).values()].map(({ span, job }) => ({
      at: span,
      message: `\`${job.definition.name}\` puts it together here`,
    })),
    jobs,
    identity: index,
    about: members.map(({ span }) => subject.place(span)),
  };
}

const outcomeOf = (members: readonly MergeStep[]): string =>
  members.every((merge) => merge.keepsOld.is === 'yes' && isInRegistry(merge))
    ? 'of two that change it at the same time, one undoes the work of the other'
    : 'each push replaces the one before';
