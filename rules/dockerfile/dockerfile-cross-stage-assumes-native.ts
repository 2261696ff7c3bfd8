import {
  all,
  any,
  type DockerfileReading,
  defineRule,
  distinctPlatforms,
  dockerfileReadings,
  groupBy,
  type NativeAssumption,
  nativeAssumptions,
  not,
  type Problem,
  platformsRead,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-cross-stage-assumes-native',
  group: 'dockerfile',
  severity: 'warning',
  summary: 'A stage on `$BUILDPLATFORM` makes for the image what fits the target, not the machine that builds',
  why: `
A stage on \`$BUILDPLATFORM\` runs on the machine that builds, whatever the platform of the image: \`uname -m\`, \`dpkg
--print-architecture\` and \`go env GOARCH\` name that machine there. A file that is chosen by them and copied into the image is
the same for all platforms. So are the compiled packages of \`npm ci\` and \`pip install\`; and \`CGO_ENABLED=1\` with
\`GOARCH=$TARGETARCH\` hands the C code to a compiler that knows its own machine only.
  `,
  exceptions: `
Downloads that stay in the stage are its own tools, and right as they are; whether a file is copied on is told by its path.
Packages may hold compiled code or not, so those that are copied on are undecided. Stages with \`CC\`, with tonistiigi/xx or
with an image made for cross compiling are left out, as are Dockerfiles that are built for one platform.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/#cross-compilation',
    'https://github.com/tonistiigi/xx',
    'https://pkg.go.dev/cmd/cgo#hdr-Using_cgo_with_the_go_command',
  ],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const readings = dockerfileReadings(project, dockerfile);
      if (platformsRead(readings).length < 2) continue;
      const found = readings.flatMap((reading) => nativeAssumptions(reading).map((one) => ({ ...one, reading })));
      for (const together of groupBy(found, ({ command, kind }) => `${subject.place(command.span)} ${kind}`).values()) {
        const [first] = together;
        const truth = any(together.map(({ matters, reading }) => all([matters, reading.isBuilt])));
        if (first !== undefined) yield* unless(not(truth), () => problemOf(together, first));
      }
    }
  },
});

interface Found extends NativeAssumption {
  readonly reading: DockerfileReading;
}

function problemOf(together: readonly Found[], found: Found): Problem {
  const targets = show.platforms(distinctPlatforms(together.map(({ reading }) => reading.platform)));
  const builds = together.flatMap(({ reading }) => reading.builds);
  return {
    at: found.command.span,
    message: messages[found.kind](found.shown, targets),
    help: advice[found.kind],
    related: [
      { at: found.stage.span, message: 'this stage runs on the machine that builds' },
      ...(found.copy === undefined ? [] : [{ at: found.copy.span, message: 'copied into the image here' }]),
      ...builds.slice(0, 1).map(({ span }) => ({ at: span, message: `${targets} are built here` })),
    ],
    jobs: [...new Set(builds.map(({ job }) => job))],
    identity: `${found.kind} ${found.shown}`,
  };
}

const messages: Readonly<Record<NativeAssumption['kind'], (shown: string, targets: string) => string>> = {
  download: (shown, targets) =>
    `\`${shown}\` names the machine that builds, and what is fetched by it is copied into the image for ${targets}`,
  target: (shown, targets) =>
    `\`${shown}\` names the machine that builds, and what is compiled by it is the same for ${targets}`,
  cgo: (shown, targets) =>
    `\`go\` compiles C code for ${targets} by the compiler of the machine that builds, because of \`${shown}\``,
  packages: (shown, targets) =>
    `\`${shown}\` installs packages for the machine that builds, and they are copied into the image for ${targets}`,
};

const advice: Readonly<Record<NativeAssumption['kind'], string>> = {
  download: 'choose the file by `$TARGETARCH`, with `ARG TARGETARCH` in the stage',
  target: 'choose the target by `$TARGETARCH`, with `ARG TARGETARCH` in the stage',
  cgo: 'set `CC` to a cross compiler, for example by tonistiigi/xx, or write `CGO_ENABLED=0`',
  packages: 'install the packages in a stage without `--platform`',
};
