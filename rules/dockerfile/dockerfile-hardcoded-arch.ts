import {
  any,
  type BuildStep,
  type DockerfileReading,
  defineRule,
  distinctPlatforms,
  dockerfileReadings,
  type ForeignWord,
  foreignWords,
  groupBy,
  type HardCodedWord,
  isBuiltForSeveral,
  not,
  type Platform,
  type Problem,
  type Span,
  show,
  sourceText,
  subject,
  targetArchFix,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-hardcoded-arch',
  group: 'dockerfile',
  severity: 'warning',
  summary: 'A Dockerfile for several platforms fixes no architecture in its commands, downloads and paths',
  why: `
\`GOARCH=amd64\`, a download of \`tool_linux_amd64.tar.gz\` or the path \`/usr/lib/x86_64-linux-gnu\` is the same in the build for
every platform. Nothing fails while the image is built: the arm64 image holds an amd64 program, and ends with \`exec format
error\` where it is first run. Builders set \`TARGETARCH\` for each platform; a stage that declares it with \`ARG\` can use it.
  `,
  exceptions: `
The Dockerfile is read once for each platform that CI builds, so ways of \`case\` and \`if\` that such a build does not take
count for nothing, and neither do stages that do not reach the image, comments, labels and checksums. Without a pipeline and
without \`platforms\` in the policy nothing is said. What a stage on \`$BUILDPLATFORM\` downloads for its own use is pointed out
only, because it works on amd64 machines. Commands that may fail (\`|| true\`) are left out.
  `,
  fixes: ['unsafe'],
  references: [
    'https://docs.docker.com/build/building/multi-platform/#cross-compilation',
    'https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope',
  ],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const readings = dockerfileReadings(project, dockerfile);
      const found = readings.flatMap((reading) => foreignWords(dockerfile, reading));
      for (const together of groupBy(found, causeOf).values()) {
        const truth = any(together.map(({ matters }) => matters));
        const [first] = together;
        if (first !== undefined) yield* unless(not(truth), () => problemOf(readings, together, first));
      }
    }
  },
});

/** One cause: what a `RUN` fixes in one way, wherever it stands in it. */
const causeOf = ({ found, platform, at, severity }: ForeignWord): string =>
  [subject.place(found.run?.span ?? at), found.use, platform.architecture, severity ?? ''].join(' ');

function problemOf(
  readings: readonly DockerfileReading[],
  together: readonly ForeignWord[],
  { found, platform, at, severity, declared }: ForeignWord,
): Problem {
  const targets = distinctPlatforms(together.map(({ reading }) => reading.platform));
  const builds = together.flatMap(({ reading }) => reading.builds);
  const others = together.filter(({ at: other }, index) => index > 0 && other.start !== at.start);
  const isDefault = declared !== undefined && (found.use !== 'target' || at.file !== found.user.file);
  const isCertain = isBuiltForSeveral(readings);
  return {
    at,
    message: isDefault
      ? defaultMessage(found, shownSetting(declared, at), targets)
      : messageFor(found, platform, targets, severity === 'info'),
    help: severity === 'info' ? toolAdvice : isDefault ? defaultAdvice(declared) : adviceFor(found, platform),
    related: [
      ...(declared !== undefined ? [{ at: found.user, message: `used here: \`${shownArgument(found)}\`` }] : []),
      ...[...new Map(others.map((other) => [other.at.start, other])).values()]
        .slice(0, mostPlaces)
        .map((other) => ({ at: other.at, message: `and here: \`${shownArgument(other.found)}\`` })),
      ...builds
        .slice(0, severity === 'info' ? 0 : 1)
        .map(({ span }) => ({ at: span, message: `${show.platforms(targets)} is built here` })),
    ],
    severity: severity ?? (isCertain ? 'error' : 'warning'),
    jobs: [...new Set(builds.map(({ job }) => job))],
    identity: `${found.use} ${shownArgument(found)}`,
    about: [subject.place(at)],
    ...fixOf(together, builds),
  };
}

const fixOf = (words: readonly ForeignWord[], builds: readonly BuildStep[]): Pick<Problem, 'fix'> => {
  const fix = targetArchFix(words, builds);
  return fix === undefined ? {} : { fix };
};

/** More places of one cause than these are not listed. */
const mostPlaces = 3;

/** What an `ARG`, an `ENV` or a build argument fixes for the commands that use it. */
const defaultMessage = ({ by }: HardCodedWord, setting: string, targets: readonly Platform[]): string =>
  `\`${setting}\` decides what \`${by}\` takes, in the build for ${show.platforms(targets)}, too`;

/** The value with its name, which may stand elsewhere. */
function shownSetting(name: string, at: Span): string {
  const written = sourceText(at);
  return written.includes(name) ? written : `${name}=${written}`;
}

const defaultAdvice = (name: string): string =>
  `give \`${name}\` a value for each platform, by \`--build-arg\` or from \`TARGETARCH\``;

const toolAdvice = 'choose the word by `$BUILDARCH` or `$(uname -m)`, which name the machine that runs the stage';

function messageFor(found: HardCodedWord, platform: Platform, targets: readonly Platform[], isTool: boolean): string {
  const { use, by } = found;
  const argument = `\`${shownArgument(found)}\``;
  const own = show.platform(platform);
  const build = `in the build for ${show.platforms(targets)}`;
  if (isTool) return `${argument} is for ${own}, and fits no other machine that runs this stage`;
  switch (use) {
    case 'target':
      return `${argument} makes \`${by}\` compile for ${own} ${build}, too`;
    case 'download':
      return `\`${by}\` fetches ${argument}, which is for ${own}, ${build}, too`;
    case 'path':
      return `${argument} is a path of ${own}, which is not there ${build}`;
    case 'package':
      return `${argument} asks for packages of ${own} ${build}, too`;
    case 'copy':
      return `${argument} is for ${own}, and is copied ${build}, too`;
  }
}

/** The end of a long argument that holds the word. */
function shownArgument({ argument, word }: HardCodedWord): string {
  const oneLine = argument.replaceAll(/\s+/g, ' ');
  if (oneLine.length <= longest) return oneLine;
  const from = oneLine.lastIndexOf('/', oneLine.lastIndexOf(word) - 1);
  const end = oneLine.slice(from + 1);
  return `…/${end.length <= longest ? end : `${end.slice(0, longest)}…`}`;
}

const longest = 60;

function adviceFor({ use, word, argument, by }: HardCodedWord, { architecture }: Platform): string {
  const declared = 'declare `ARG TARGETARCH` in the stage';
  if (use === 'package') {
    return argument.startsWith('arch=')
      ? 'write `arch=$(dpkg --print-architecture)`'
      : `leave out \`${word}\`: the package manager takes the architecture of the image`;
  }
  if (use === 'path') {
    return by.startsWith('ENV ')
      ? 'let a `RUN` link the file to a path without the architecture, and name that one'
      : 'find the folder by `$(uname -m)`, or link the file to a path without the architecture';
  }
  if (word === architecture) return `write \`\${TARGETARCH}\` in place of \`${word}\`, and ${declared}`;
  return `choose the word by a \`case\` on \`$TARGETARCH\` in place of \`${word}\`, and ${declared}`;
}
