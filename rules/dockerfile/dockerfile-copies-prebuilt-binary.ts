import {
  all,
  allCommands,
  any,
  archWordsIn,
  type Cause,
  type Dockerfile,
  type DockerfileCopy,
  type DockerfileReading,
  defineRule,
  distinctPlatforms,
  dockerfileReadings,
  groupBy,
  isMultiPlatform,
  type JobCommand,
  knownString,
  neutralFile,
  not,
  outputFolder,
  type Problem,
  type Project,
  show,
  showText,
  subject,
  type Truth,
  unknown,
  unless,
  yes,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-copies-prebuilt-binary',
  group: 'dockerfile',
  severity: 'warning',
  isOptIn: true,
  summary: 'A program that is copied from the build context is chosen by the platform of the image',
  why: `
One build for several platforms reads one context: \`COPY bin/app /app\` puts the same program into the image of every platform,
and all but one of them end with \`exec format error\`. A program that is compiled before the image lies in a folder for each
platform, and \`COPY bin/$TARGETARCH/app /app\` takes the right one.
  `,
  exceptions: `
Jobs that build one platform each have a context of their own, and are left out. A copy is certain to be a program where a job
compiles to that very path; what lies in a folder for programs may be a script, and stays undecided.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://goreleaser.com/customization/docker/',
  ],

  *check({ project }) {
    const outputs = compiledFiles(project);
    for (const dockerfile of project.dockerfiles) {
      const found = copiesOf(project, dockerfile, outputs);
      for (const together of groupBy(found, ({ copy }) => subject.place(copy.span)).values()) {
        const [first] = together;
        const truth = any(together.map(({ isProgram }) => isProgram));
        if (first !== undefined) yield* unless(not(truth), () => problemOf(together, first));
      }
    }
  },
});

/** A file of the context that is copied into the images of several platforms. */
interface Copied {
  readonly copy: DockerfileCopy;
  readonly source: string;
  readonly reading: DockerfileReading;
  readonly compiledBy: JobCommand | undefined;
  /** Never "no". */
  readonly isProgram: Truth;
}

/** The files that jobs compile, by their paths. Source: go help build (-o). */
function compiledFiles(project: Project): ReadonlyMap<string, JobCommand> {
  const found = new Map<string, JobCommand>();
  for (const command of allCommands(project)) {
    const words = command.args.items.map((word) => knownString(word) ?? '');
    const output = words[words.indexOf('-o') + 1];
    if (knownString(command.program) !== 'go' || words[0] !== 'build' || !words.includes('-o')) continue;
    if (output !== undefined && output !== '') found.set(bare(output), command);
  }
  return found;
}

const bare = (path: string): string => path.replace(/^(?:\.?\/)+/, '');

function copiesOf(
  project: Project,
  dockerfile: Dockerfile,
  outputs: ReadonlyMap<string, JobCommand>,
): readonly Copied[] {
  const readings = dockerfileReadings(project, dockerfile).filter(({ builds }) => builds.some(isMultiPlatform));
  return readings.flatMap((reading) =>
    reading.stages
      .flatMap(({ copies }) => copies.filter(({ from }) => from.is === 'unset'))
      .flatMap((copy) => copy.sources.map((source) => ({ copy, source: bare(showText(source)) })))
      .filter(({ source }) => !source.includes('://') && archWordsIn(source).length === 0)
      .flatMap(({ copy, source }) => {
        const compiledBy = outputs.get(source);
        if (compiledBy === undefined && (!outputFolder.test(source) || neutralFile.test(source))) return [];
        const isProgram = all([reading.isBuilt, compiledBy === undefined ? unknown(untold(copy, source)) : yes]);
        return [{ copy, source, reading, compiledBy, isProgram }];
      }),
  );
}

const untold = ({ span }: DockerfileCopy, source: string): Cause => ({
  kind: 'indirection',
  because: `nothing says what \`${source}\` holds`,
  at: span,
});

function problemOf(together: readonly Copied[], { copy, source, compiledBy }: Copied): Problem {
  const targets = show.platforms(distinctPlatforms(together.map(({ reading }) => reading.platform)));
  const builds = together.flatMap(({ reading }) => reading.builds);
  const folder = source.slice(0, source.lastIndexOf('/') + 1);
  return {
    at: copy.span,
    message: `the program \`${source}\` is the same in the images for ${targets}`,
    help: `compile it for each platform, and copy \`${folder}$TARGETARCH/${source.slice(folder.length)}\` with \`ARG TARGETARCH\` in the stage`,
    related: [
      ...(compiledBy === undefined ? [] : [{ at: compiledBy.span, message: 'compiled here, for one platform' }]),
      ...builds.slice(0, 1).map(({ span }) => ({ at: span, message: `${targets} are built here` })),
    ],
    jobs: [...new Set(builds.map(({ job }) => job))],
    identity: source,
  };
}
