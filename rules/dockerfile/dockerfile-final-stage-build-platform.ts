import {
  any,
  builtHere,
  type Dockerfile,
  type DockerfileStage,
  type DockerfileUse,
  defineRule,
  dockerfileUses,
  dropFlag,
  type Fix,
  groupBy,
  holesOf,
  isAtHome,
  no,
  not,
  type Problem,
  type Project,
  rootStage,
  type Span,
  show,
  type Truth,
  targetStage,
  unknown,
  unless,
  unset,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-final-stage-build-platform',
  group: 'dockerfile',
  severity: 'error',
  summary: 'The image starts from a base of its own platform, not of that of the machine that builds it',
  why: `
\`FROM --platform=$BUILDPLATFORM\` is for stages that compile. On the stage that becomes the image, or one that it starts from, it
puts the shell and the libraries of the build machine into an image whose label names another platform. BuildKit says nothing;
the image for arm64 is pulled by arm64 machines and ends in \`exec format error\`.
  `,
  exceptions: `
A stage \`FROM scratch\` has no platform. A build that runs on a machine of the image's own platform makes no difference, nor
does one that is spread over machines, and Kaniko ignores the flag. A Dockerfile that nothing in CI is known to build is
undecided; where the policy names the platforms of all images, it gets a warning, because it may be a tool of the developers.
  `,
  references: ['https://docs.docker.com/build/building/multi-platform/#cross-compilation'],
  fixes: ['safe'],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const flagged = imagesOf(project, dockerfile).filter(({ root }) => isBuildPlatform(root));
      for (const [first, ...others] of groupBy(flagged, ({ root }) => root).values())
        if (first !== undefined) {
          const image = { ...first, uses: [first, ...others].flatMap(({ uses }) => uses) };
          yield* unless(isOwnPlatform(project, image), () => problemOf(project, image));
        }
    }
  },
});

/** A stage that becomes an image. */
interface Image {
  readonly dockerfile: Dockerfile;
  readonly target: DockerfileStage;
  /** The stage whose `FROM` line names its base. */
  readonly root: DockerfileStage;
  /** The builds that make it; none where only the file is there. */
  readonly uses: readonly DockerfileUse[];
}

function imagesOf(project: Project, dockerfile: Dockerfile): readonly Image[] {
  const imageOf = (target: DockerfileUse['target'], uses: readonly DockerfileUse[]): readonly Image[] =>
    target.is === 'set' ? [{ dockerfile, target: target.value, root: rootStage(target.value), uses }] : [];
  const uses = dockerfileUses(project, dockerfile).items;
  return uses.length === 0
    ? imageOf(targetStage(dockerfile, unset), [])
    : uses.flatMap((use) => imageOf(use.target, [use]));
}

const isBuildPlatform = ({ from, platformFlag }: DockerfileStage): boolean =>
  from.is === 'image' &&
  platformFlag.is === 'set' &&
  holesOf(platformFlag.value).some(({ symbol }) => /^BUILD(?:PLATFORM|ARCH)$/.test(symbol));

/** Whether the machine is of the image's platform in every build. */
function isOwnPlatform(project: Project, { dockerfile, root, uses }: Image): Truth {
  if (uses.length > 0) return not(any(uses.map(({ build }) => not(isAtHome(project, build)))));
  if (project.expectations.platforms.length > 1) return no;
  const { openTo } = dockerfileUses(project, dockerfile);
  return unknown(...openTo, { kind: 'include', because: 'no build of this Dockerfile is known', at: root.span });
}

function problemOf(project: Project, { dockerfile, target, root, uses }: Image): Problem {
  const foreign = uses.map(({ build }) => build).filter((build) => isAtHome(project, build).is !== 'yes');
  const isShared = dockerfile.stages.some(({ from }) => from.is === 'stage' && from.stage === root);
  const base = root.from.is === 'image' ? show.image(root.from.reference) : '';
  return {
    at: flagOf(root),
    message: `${nameOf(target)} starts from \`${base}\` for the machine that builds, whatever platform the image is for`,
    help: isShared
      ? `start the stage of the image from \`${base}\` without \`--platform\`, apart from the stages that compile`
      : 'drop the flag',
    related: [
      ...(target === root ? [] : [{ at: target.span, message: 'the image is made of this stage' }]),
      ...builtHere(project, foreign),
    ],
    jobs: foreign.map(({ job }) => job),
    ...(uses.length > 0 ? {} : { severity: 'warning' as const }),
    ...(isShared ? {} : { fix: fixFor(root) }),
  };
}

const flagOf = (stage: DockerfileStage): Span =>
  stage.flags.find(({ name }) => name === 'platform')?.span ?? stage.span;

const nameOf = ({ name }: DockerfileStage): string =>
  name === undefined ? 'the image' : `the image of stage \`${name}\``;

const fixFor = (stage: DockerfileStage): Fix => ({
  title: 'Drop `--platform`',
  safety: 'safe',
  patches: dropFlag(stage, 'platform'),
});
