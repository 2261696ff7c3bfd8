import {
  all,
  any,
  type DockerfileReading,
  defineRule,
  distinctPlatforms,
  dockerfileReadings,
  goTargetFix,
  groupBy,
  isAtHomeOn,
  type NativeAssumption,
  nativeAssumptions,
  not,
  type Problem,
  type Project,
  platformsRead,
  show,
  subject,
  type Truth,
  unless,
  yes,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-cross-stage-assumes-native',
  group: 'dockerfile',
  severity: 'warning',
  summary: 'A stage on `$BUILDPLATFORM` makes for the image what fits the target, not the machine that builds',
  why: `
A stage on \`$BUILDPLATFORM\` runs on the machine that builds, whatever the platform of the image: \`uname -m\`, \`dpkg
--print-architecture\` and \`go env GOARCH\` name that machine there. A file that is chosen by them and copied into the image is
the same for all platforms. So is what a compiler makes that is told no platform (\`go build\` without
\`GOARCH=$TARGETARCH\`, \`jlink\`), and so are the compiled packages of \`npm ci\` and \`pip install\`; and \`CGO_ENABLED=1\` with
\`GOARCH=$TARGETARCH\` hands the C code to a compiler that knows its own machine only.
  `,
  exceptions: `
Downloads that stay in the stage are its own tools, and right as they are; whether a file is copied on is told by its path.
Packages may hold compiled code or not, so those that are copied on are undecided. Where every platform is built on a machine of
its own, \`$BUILDPLATFORM\` is right as it is, and Kaniko ignores it. Stages with \`CC\`, with tonistiigi/xx or
with an image made for cross compiling are left out, and so is a build of one platform on a machine that is not known.
  `,
  fixes: ['unsafe'],
  references: [
    'https://docs.docker.com/build/building/multi-platform/#cross-compilation',
    'https://github.com/tonistiigi/xx',
    'https://pkg.go.dev/cmd/cgo#hdr-Using_cgo_with_the_go_command',
  ],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const readings = dockerfileReadings(project, dockerfile);
      const isForSeveral = platformsRead(readings).length > 1;
      const abroad = readings.map((reading) => ({ reading, isAbroad: isAbroad(project, reading) }));
      const found = abroad
        .filter((one) => one.isAbroad.is === 'yes' || (isForSeveral && one.isAbroad.is === 'unknown'))
        .flatMap((one) => nativeAssumptions(one.reading).map((assumption) => ({ ...assumption, ...one })));
      for (const together of groupBy(found, ({ at, kind }) => `${subject.place(at)} ${kind}`).values()) {
        const [first] = together;
        const truth = any(together.map((one) => all([one.matters, one.reading.isBuilt, one.isAbroad])));
        if (first !== undefined) yield* unless(not(truth), () => problemOf(together, first));
      }
    }
  },
});

/** Whether some build makes the image on a machine of another platform; one that only the policy asks for does. */
const isAbroad = (project: Project, { builds, platform }: DockerfileReading): Truth =>
  builds.length === 0 ? yes : any(builds.map((build) => not(isAtHomeOn(project, build, platform))));

interface Found extends NativeAssumption {
  readonly reading: DockerfileReading;
}

function problemOf(together: readonly Found[], found: Found): Problem {
  const platforms = distinctPlatforms(together.map(({ reading }) => reading.platform));
  const targets = show.platforms(platforms);
  const builds = together.flatMap(({ reading }) => reading.builds);
  const isTaken = found.taken !== undefined && found.taken !== found.at;
  const fix = goTargetFix(found, builds);
  const areBuilt = platforms.length === 1 ? 'is built here' : 'are built here';
  return {
    at: found.at,
    message: messages[found.kind](found.shown, targets),
    help: advice[found.kind](found.shown),
    related: [
      { at: found.stage.span, message: 'this stage runs on the machine that builds' },
      ...(isTaken ? [{ at: found.taken, message: 'copied into the image here' }] : []),
      ...builds.slice(0, 1).map(({ span }) => ({ at: span, message: `${targets} ${areBuilt}` })),
    ],
    ...(found.kind === 'program' && builds.length > 0 ? { severity: 'error' as const } : {}),
    jobs: [...new Set(builds.map(({ job }) => job))],
    identity: `${found.kind} ${found.shown}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

type Sentences = Readonly<Record<NativeAssumption['kind'], (shown: string, targets: string) => string>>;

const messages: Sentences = {
  download: (shown, targets) =>
    `\`${shown}\` names the machine that builds, and what is fetched by it is copied into the image for ${targets}`,
  target: (shown, targets) =>
    `\`${shown}\` names the machine that builds, and what is compiled for it is copied into the image for ${targets}`,
  program: (shown, targets) =>
    `\`${shown}\` is told no platform, and what it makes for the machine that builds is copied into the image for ${targets}`,
  installed: (shown, targets) =>
    `\`${shown}\` is for the machine that builds, and is copied into the image for ${targets}`,
  cgo: (shown, targets) =>
    `\`go\` compiles C code for ${targets} by the compiler of the machine that builds, because of \`${shown}\``,
  packages: (shown, targets) =>
    `\`${shown}\` installs packages for the machine that builds, and they are copied into the image for ${targets}`,
};

const advice: Readonly<Record<NativeAssumption['kind'], (shown: string) => string>> = {
  download: () => 'choose the file by `$TARGETARCH`, with `ARG TARGETARCH` in the stage',
  target: () => 'choose the target by `$TARGETARCH`, with `ARG TARGETARCH` in the stage',
  program: adviceForCompiler,
  installed: () => 'take it from a stage without `--platform`',
  cgo: () => 'set `CC` to a cross compiler, for example by tonistiigi/xx, or write `CGO_ENABLED=0`',
  packages: () => 'install the packages in a stage without `--platform`',
};

function adviceForCompiler(shown: string): string {
  if (/^(?:go|garble) /.test(shown))
    return `write \`GOARCH=$TARGETARCH ${shown}\`, with \`ARG TARGETARCH\` in the stage`;
  const other = 'run it in a stage without `--platform`';
  return shown.startsWith('cargo ') ? `choose its \`--target\` by \`$TARGETARCH\`, or ${other}` : other;
}
