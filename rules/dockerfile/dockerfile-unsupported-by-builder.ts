import {
  type BuildStep,
  builtHere,
  type DockerfileUse,
  defineRule,
  dockerfileUses,
  type FeatureRow,
  featuresOf,
  groupBy,
  known,
  missingFeature,
  type Problem,
  type Project,
  show,
  showReader,
  subject,
  type Truth,
  type UsedFeature,
  unknown,
  unless,
  worstEffect,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-unsupported-by-builder',
  group: 'dockerfile',
  severity: 'error',
  summary: 'The builder in CI knows the syntax that the Dockerfile uses',
  why: `
A Dockerfile that works on a laptop with BuildKit may come out differently in CI. Kaniko of Google runs nothing of a
\`RUN <<EOF\` and reports success, ignores \`RUN --mount\`, and takes \`COPY <<EOF\` for the name of a file. The maintained fork learned
these one by one; old versions of Buildah and the classic Docker builder end the build.
  `,
  exceptions: `
Only builds in CI count, and only stages that they run. An ignored \`type=cache\` or \`type=tmpfs\` is an info: the image comes out
right. Kaniko ignores \`FROM --platform\`, which does no harm where each image is built on a machine of its own platform. A version
that the image does not tell, or one newer than those that were looked up, leaves it open.
  `,
  references: [
    'https://github.com/GoogleContainerTools/kaniko/issues/1713',
    'https://github.com/GoogleContainerTools/kaniko/issues/1568',
    'https://github.com/osscontainertools/kaniko/blob/main/CHANGELOG.md',
  ],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const found = dockerfileUses(project, dockerfile).items.flatMap(missingIn);
      const byCause = groupBy(found, ({ used: [first], row, isKnown }) =>
        [first.feature, row.effect, isKnown.is, subject.place(first.at)].join(' '),
      );
      for (const [first, ...others] of byCause.values())
        if (first !== undefined) yield* unless(first.isKnown, () => problemOf(project, [first, ...others]));
    }
  },
});

/** A feature that a build's Dockerfile uses and its reader may not know. */
interface Missing {
  readonly build: BuildStep;
  readonly used: readonly [UsedFeature, ...UsedFeature[]];
  readonly row: FeatureRow;
  /** Whether the reader knows it after all; never "yes". */
  readonly isKnown: Truth;
}

function missingIn({ build, stages }: DockerfileUse): readonly Missing[] {
  const byFeature = groupBy(stages.flatMap(featuresOf), ({ feature }) => feature);
  return [...byFeature.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const missing = missingFeature(build, first.feature);
    const row = missing.is === 'set' ? missing.value : worstEffect(build, first.feature);
    if (missing.is === 'unset' || row === undefined) return [];
    const isKnown = missing.is === 'unknown' ? unknown(...missing.causes) : known(false);
    return [{ build, used: [first, ...others] as const, row, isKnown }];
  });
}

function problemOf(project: Project, found: readonly [Missing, ...Missing[]]): Problem {
  const [{ build, used, row }] = found;
  const [first, ...others] = used;
  const builds = found.map((one) => one.build);
  return {
    at: first.at,
    message: `${show.quoted(show.jobs(builds.map(({ job }) => job)))} builds with ${showReader(build)}, which ${row.effect}`,
    help: helpFor(row),
    related: [...others.slice(0, most).map(({ at }) => ({ at, message: 'here, too' })), ...builtHere(project, builds)],
    severity: row.severity,
    jobs: builds.map(({ job }) => job),
    identity: row.feature,
  };
}

/** So many more places of a feature are shown. */
const most = 3;

function helpFor({ reader, variant, since, feature }: FeatureRow): string {
  if (reader === 'the classic Docker builder') return 'drop `DOCKER_BUILDKIT=0`, so that BuildKit builds';
  if (since !== '') return `take ${variant === '' ? reader : `the image of ${variant}`} ${since} or newer`;
  const isInFork = variant !== 'osscontainertools' && !/ssh|tmpfs|security|quoted/.test(feature);
  if (reader === 'Kaniko' && isInFork) return 'build with `ghcr.io/osscontainertools/kaniko`, or with BuildKit';
  return feature.endsWith('heredoc')
    ? 'join the commands with `&&`, or build with BuildKit'
    : 'build with BuildKit, or do without';
}
