import {
  artifactProblems,
  type BuildStep,
  type Collision,
  type DigestFile,
  defineRule,
  digestCollisions,
  groupBy,
  isOfGithub,
  not,
  type Problem,
  show,
  subject,
  unless,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'digest-handoff',
  group: 'reference',
  severity: 'error',
  summary: 'Images that are pushed by digest are named, and each digest reaches the merge',
  why: `
An image that is pushed by digest has no tag, so its digest must get to the merge. Where the jobs of several architectures hand on a file
of the same path, GitLab unpacks one artifact over the other, and the merge reads one digest for all. BuildKit pushes by digest to a repository
without a tag: with a tag it ends with \`can't push tagged ref by digest\`, and without \`name=\` it has nowhere to push to.

In GitHub digests travel as files in artifacts. From \`actions/upload-artifact@v4\` on a name can be used once in a run, so a name that is
the same in all jobs of a matrix fails; a download whose pattern fits no name finds nothing, and one without \`merge-multiple\` unpacks each
artifact into a folder of its own, where the script looks for digests. One of all artifacts of a run ends with the build records that Docker's actions
store beside them, and a file that is named after a whole digest, with its colon, is not uploaded. A merge that looks in another folder than the one into which
they are unpacked finds none, and one that gets the digests of another image, too, looks for them in a repository that does not have them;
where two variants of an image share a repository, their digests in one index list each platform twice. Of an output that several jobs of a matrix set, the last value is kept.
  `,
  exceptions: `
Files that no merge behind the builds can read, and paths that hold the architecture, are fine. Where a variable decides whether
an image is pushed by digest, nothing is said. Artifacts of jobs that build no image are left alone, and so are names that may differ
by what only the run knows.
  `,
  references: [
    'https://docs.docker.com/build/exporters/image-registry/',
    'https://docs.gitlab.com/ci/jobs/job_artifacts/',
    'https://docs.docker.com/build/ci/github-actions/multi-platform/',
    'https://github.com/actions/upload-artifact/blob/main/docs/MIGRATION.md',
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs',
  ],
  fixes: ['safe'],

  *check({ project }) {
    yield* artifactProblems(project);
    for (const collision of digestCollisions(project))
      yield* unless(not(collision.truth), () => overwritten(collision));
    for (const [first] of groupBy(project.builds.items, ({ span }) => subject.place(span)).values()) {
      if (first?.pushedByDigest.is !== 'yes') continue;
      const { items, openTo } = first.destinations;
      const tagged = items.find(({ reference }) => reference.tag.is === 'set');
      if (tagged !== undefined) yield* violation(withTag(first, tagged));
      if (items.length + openTo.length === 0 && first.pushed.is === 'yes') yield* violation(withoutName(first));
    }
  },
});

function overwritten({ at: here, members }: Collision<DigestFile>): Problem {
  const path = show.text(here.path);
  const jobs = members.map(({ build }) => build.job);
  return {
    at: here.path.span,
    message: `${show.few(jobs.map(({ name }) => name))} hand on their digests in one file, \`${path}\`; a job that takes the artifacts of all finds the digest of one`,
    help: 'put the architecture into the name of the file, here and in `artifacts:paths`',
    jobs,
    identity: path,
  };
}

function withTag(build: BuildStep, { reference, span }: BuildStep['destinations']['items'][number]): Problem {
  const image = show.image(reference);
  return {
    at: span,
    message: `\`${build.job.definition.name}\` pushes by digest and names the tag of \`${image}\`; ${build.tool} ends with "can't push tagged ref ${image} by digest"`,
    help: `name the repository alone: \`${show.text(reference.name)}\``,
    jobs: [build.job],
    identity: image,
    about: [subject.built(build)],
  };
}

const withoutName = (build: BuildStep): Problem => ({
  at: build.span,
  message: `\`${build.job.definition.name}\` pushes by digest and names no repository to push to`,
  help: `add the repository to the output, for example \`name=${isOfGithub(build.job) ? 'ghcr.io/${{ github.repository }}' : '$CI_REGISTRY_IMAGE'}\``,
  jobs: [build.job],
  identity: 'without a name',
  about: [subject.built(build)],
});
