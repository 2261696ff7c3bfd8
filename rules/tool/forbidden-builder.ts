import {
  type BuildStep,
  builderNames,
  builderOfTool,
  defineRule,
  groupBy,
  jobsOf,
  type PolicyBuilder,
  type Problem,
  type Project,
  parseReference,
  show,
  subject,
  toolImageOf,
  unknown,
  unless,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'forbidden-builder',
  group: 'tool',
  severity: 'error',
  summary: 'Images are built by the builders that the policy allows',
  why: `
A platform team that supports one way to build images says so under \`builders\` in the policy: \`allow\`, \`warn\` or
\`forbid\` per builder. What is forbidden here usually does not run on its runners, or not for long.
  `,
  exceptions: `
Without \`builders\` in the policy nothing is reported, and what it does not mention is allowed. \`warn\` makes it a
warning. \`kaniko-upstream\`, the archived original of Kaniko, is the matter of \`kaniko-archived\`; \`buildctl\` in an
image of BuildKit that is not rootless is that of \`rootless-buildkit-image\`. A job whose commands are out of sight and
probably build is undecided.
  `,
  references: ['https://docs.gitlab.com/ci/docker/using_docker_build/'],

  *check({ project }) {
    const uses = project.expectations.builders;
    if (![...uses].some(([builder, use]) => builder !== 'kaniko-upstream' && use !== 'allow')) return;
    const byPlace = groupBy(project.builds.items, (build) => `${builderOf(build) ?? ''} ${subject.place(build.span)}`);
    for (const builds of byPlace.values()) yield* checkBuilds(project, builds);
    yield* checkHidden(project);
  },
});

function* checkBuilds({ expectations }: Project, builds: readonly BuildStep[]): Generator<Verdict> {
  const [first] = builds;
  const builder = first === undefined ? undefined : builderOf(first);
  const use = builder === undefined ? undefined : expectations.builders.get(builder);
  if (first === undefined || builder === undefined || use === undefined || use === 'allow') return;
  const jobs = builds.map(({ job }) => job);
  const names = show.jobs(jobs);
  yield* violation({
    at: first.command.program.span,
    severity: use === 'forbid' ? 'error' : 'warning',
    message: `${show.few(names)} ${names.length === 1 ? 'builds' : 'build'} with ${builderNames[builder]}, ${verdicts[use]}`,
    ...helpFor(expectations.builders),
    jobs,
    identity: builder,
    about: builds.flatMap((build) => [subject.built(build), ...imageOf(build)]),
  });
}

/** What else there is to say of the image in which the builder comes does not matter. */
const imageOf = ({ job: { image } }: BuildStep): readonly string[] =>
  image.is === 'set' ? [subject.place(image.value.reference.span)] : [];

const verdicts = { forbid: 'which the policy forbids', warn: 'which the policy advises against' } as const;

/** The builder that a step uses, by the policy's names; `undefined` for BuildKit with privilege. */
const builderOf = (build: BuildStep): PolicyBuilder | undefined =>
  build.tool === 'buildctl' && isRootful(build) ? undefined : builderOfTool[build.tool];

function isRootful({ job: { image } }: BuildStep): boolean {
  if (image.is !== 'set') return false;
  const { reference } = image.value;
  const tool = toolImageOf(reference);
  const hasTag = parseReference(reference).tag.is !== 'unknown';
  return hasTag && tool.is === 'set' && tool.value.tool === 'buildkit' && !show.text(reference).includes('rootless');
}

/** Names what is allowed by name, if anything is. */
function helpFor(uses: ReadonlyMap<string, string>): Pick<Problem, 'help'> {
  const allowed = Object.entries(builderNames).flatMap(([builder, name]) =>
    uses.get(builder) === 'allow' ? [name] : [],
  );
  return allowed.length === 0 ? {} : { help: `build with ${allowed.join(' or ')}` };
}

function* checkHidden(project: Project): Generator<Verdict> {
  for (const job of jobsOf(project)) {
    const { likelyBuilders = [] } = project.work.get(job) ?? {};
    const [first] = likelyBuilders;
    if (first === undefined) continue;
    yield* unless(unknown(...likelyBuilders), () => ({
      at: first.at,
      message: `\`${job.definition.name}\` builds with a builder that the policy forbids`,
      ...helpFor(project.expectations.builders),
      jobs: [job],
    }));
  }
}
