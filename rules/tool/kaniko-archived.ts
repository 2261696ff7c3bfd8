import {
  any,
  buildsIn,
  causesIn,
  defineRule,
  type Expectations,
  type Fix,
  type JobInImage,
  jobsInImages,
  type NamedToolImage,
  namedToolImages,
  not,
  type Problem,
  type Project,
  referencePatch,
  type Severity,
  show,
  subject,
  toolImageOf,
  unknown,
  unless,
  usersOf,
  type Verdict,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'kaniko-archived',
  group: 'tool',
  severity: 'warning',
  summary: 'Kaniko comes from a project that somebody maintains',
  why: `
GoogleContainerTools/kaniko was archived in June 2025 with 1.24.0 as its last release. Holes in it stay open, and
Dockerfiles outgrow it: it sets no \`TARGETARCH\`, drops \`RUN --mount\` without a word, and a \`RUN\` with a heredoc does
nothing. The fork osscontainertools/kaniko takes the same flags and goes on; rootless BuildKit and Buildah need no
privilege either.
  `,
  exceptions: `
Copies of the original images at another registry count; forks do not. Where a job runs Kaniko in an image whose name is a
variable from outside, it is undecided. The policy may say \`builders: { kaniko-upstream: allow }\`, which turns this off,
or \`forbid\`, which makes it an error.
  `,
  references: [
    'https://github.com/GoogleContainerTools/kaniko',
    'https://github.com/osscontainertools/kaniko',
    'https://docs.gitlab.com/ci/docker/using_kaniko/',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    if (project.expectations.builders.get('kaniko-upstream') === 'allow') return;
    for (const named of namedToolImages(project)) yield* checkNamed(project, named);
    for (const hidden of jobsInImages(project)) yield* checkHidden(project, hidden);
  },
});

function* checkNamed({ expectations }: Project, named: NamedToolImage): Generator<Verdict> {
  const { reference, image, uses } = named;
  if (image.archived.is !== 'set') return;
  const { on, successor } = image.archived.value;
  const fix = fixOf(named, successor);
  const problem: Problem = {
    at: reference.span,
    severity: severityOf(expectations),
    message: `${usersOf(named)} \`${show.text(reference)}\`, which nobody has maintained since ${on}`,
    help: `use \`${successor}\`, or another builder that needs no privilege: rootless BuildKit, Buildah`,
    jobs: uses.map(({ job }) => job),
    identity: show.text(reference),
    about: [subject.place(reference.span)],
    follows: [subject.place(reference.span)],
    ...(fix && { fix }),
  };
  yield* unless(not(any(uses.map(({ runs }) => runs))), () => problem);
}

const severityOf = ({ builders }: Expectations): Severity =>
  builders.get('kaniko-upstream') === 'forbid' ? 'error' : 'warning';

function fixOf({ reference, uses }: NamedToolImage, successor: string): Fix | undefined {
  const patches = referencePatch(reference, uses[0].job, successor);
  const because = 'it is a newer release, made by other people';
  return patches.length === 0 ? undefined : { title: `Use \`${successor}\``, safety: 'unsafe', because, patches };
}

/** Kaniko in an image of which even the name is not known. */
function* checkHidden(project: Project, { job, image: { reference } }: JobInImage): Generator<Verdict> {
  const runsKaniko = buildsIn(project, job).some(({ tool }) => tool === 'kaniko');
  if (!runsKaniko || toolImageOf(reference).is !== 'unknown') return;
  yield* unless(unknown(...causesIn(reference)), () => ({
    at: reference.span,
    message: `\`${job.definition.name}\` runs a Kaniko that nobody maintains`,
    help: 'see to it that the image is one of a maintained fork: `ghcr.io/osscontainertools/kaniko`',
    jobs: [job],
    identity: show.text(reference),
  }));
}
