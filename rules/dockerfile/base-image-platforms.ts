import {
  baseImageOf,
  type Cause,
  type DockerfileReading,
  type DockerfileStage,
  defineRule,
  dockerfileReadings,
  groupBy,
  isPublishedFor,
  type Platform,
  type Problem,
  type Project,
  show,
  stagePlatform,
  subject,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'base-image-platforms',
  group: 'dockerfile',
  severity: 'error',
  isOptIn: true,
  summary: 'Every base image is published for the platforms that are built upon it',
  why: `
A build for a platform that the base image is not published for ends at its \`FROM\`: \`no match for platform in manifest\`. A base
that is no index at all is worse: some builders take the one image there is, and what they push is of another architecture
than its tag says.
  `,
  exceptions: `
Which platforms an image has stands in its registry alone. It is asked only with \`--online\`, and without credentials; images of
registries that want a login, and those named by variables, stay undecided or are left alone. Stages of the machine's own
platform (\`FROM --platform=$BUILDPLATFORM\`) are not looked at.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://github.com/opencontainers/image-spec/blob/main/image-index.md',
  ],

  *check({ project }) {
    if (project.published.size === 0) return;
    const uses = project.dockerfiles.flatMap((dockerfile) =>
      dockerfileReadings(project, dockerfile).flatMap((reading) => basesOf(reading)),
    );
    for (const here of groupBy(uses, ({ stage }) => subject.place(stage.from.span)).values())
      yield* judge(project, here);
  },
});

/** A base image, and a platform of which it is needed. */
interface BaseUse {
  readonly stage: DockerfileStage;
  readonly image: string;
  readonly platform: Platform;
  readonly reading: DockerfileReading;
  /** Why it may be needed for another platform. */
  readonly doubts: readonly Cause[];
}

const unreadFlag = ({ platformFlag, span }: DockerfileStage): Cause => ({
  kind: 'variable',
  because: 'the platform of the stage is fixed only when the image is built',
  at: platformFlag.is === 'set' ? platformFlag.value.span : span,
});

const basesOf = (reading: DockerfileReading): readonly BaseUse[] =>
  reading.stages.flatMap((stage) => {
    const image = baseImageOf(stage);
    const runsOn = stagePlatform(stage, reading.platform);
    if (image === undefined || runsOn.is === 'builder') return [];
    const platform = runsOn.is === 'fixed' ? runsOn.platform : reading.platform;
    return [{ stage, image, platform, reading, doubts: runsOn.is === 'unknown' ? [unreadFlag(stage)] : [] }];
  });

function* judge({ published }: Project, uses: readonly BaseUse[]): Generator<Verdict> {
  const [first] = uses;
  const answer = first === undefined ? undefined : published.get(first.image);
  if (first === undefined || answer === undefined) return;
  if (answer.is === 'unknown') {
    yield undecided(first, uses, [{ kind: 'registry', because: answer.because, at: first.stage.from.span }]);
    return;
  }
  const lacks = ({ platform }: BaseUse): boolean => !isPublishedFor(answer.platforms, platform);
  const missing = uses.filter((use) => lacks(use) && doubtsOf(use).length === 0);
  if (missing.length > 0) {
    const lacking = `${show.platforms(distinctOf(missing))}, only for ${show.platforms(answer.platforms)}`;
    yield* violation(problemOf(first, missing, lacking));
    return;
  }
  const open = uses.filter((use) => use.doubts.length > 0 || lacks(use));
  if (open.length > 0) yield undecided(first, open, open.flatMap(doubtsOf));
}

const undecided = (first: BaseUse, uses: readonly BaseUse[], causes: readonly Cause[]): Verdict => ({
  kind: 'undecided',
  problem: problemOf(first, uses, 'the platforms it is built for'),
  causes,
});

const doubtsOf = ({ doubts, reading: { isBuilt } }: BaseUse): readonly Cause[] => [
  ...doubts,
  ...(isBuilt.is === 'unknown' ? isBuilt.causes : []),
];

const distinctOf = (uses: readonly BaseUse[]): readonly Platform[] => [
  ...new Map(uses.map(({ platform }) => [show.platform(platform), platform])).values(),
];

function problemOf(first: BaseUse, uses: readonly BaseUse[], lacking: string): Problem {
  const builds = uses.flatMap(({ reading }) => reading.builds);
  return {
    at: first.stage.from.span,
    message: `\`${first.image}\` is not published for ${lacking}`,
    help: 'choose a base that is published for every platform, or drop the platform',
    related: builds.slice(0, 1).map(({ span, job }) => ({ at: span, message: `\`${job.name}\` builds upon it` })),
    jobs: builds.map(({ job }) => job),
    identity: first.image,
  };
}
