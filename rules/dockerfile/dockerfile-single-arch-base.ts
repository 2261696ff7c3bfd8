import {
  any,
  type DockerfileReading,
  defineRule,
  distinctPlatforms,
  dockerfileReadings,
  type Fix,
  type ForeignBase,
  foreignBases,
  groupBy,
  type ImageReference,
  isBuiltForSeveral,
  knownString,
  not,
  officialForAll,
  type Platform,
  type Problem,
  platformsRead,
  replaceBy,
  type Span,
  show,
  sourceText,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-single-arch-base',
  group: 'dockerfile',
  severity: 'warning',
  summary: 'Base images have every platform for which the Dockerfile is built',
  why: `
\`amd64/debian\`, \`arm64v8/alpine\` and tags such as \`1.4-amd64\` name the image of one architecture. A build for another platform
takes it all the same, with a warning at most: its \`RUN\` ends in \`exec format error\` or needs emulation, and what comes out
is an image that says arm64 and holds amd64. The same name without the architecture is an image index nearly always.
  `,
  exceptions: `
Stages on \`$BUILDPLATFORM\`, stages that are chosen by \`$TARGETARCH\` or named after their architecture, and Dockerfiles that CI
builds for one platform only are right. A base that is given by digest alone stays undecided where several platforms are built:
only the registry tells whether it is an image index. A tag beside the digest is taken for a word that it is one.
  `,
  references: [
    'https://github.com/docker-library/official-images#architectures-other-than-amd64',
    'https://docs.docker.com/build/building/multi-platform/',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const readings = dockerfileReadings(project, dockerfile);
      const found = readings.flatMap((reading) => foreignBases(dockerfile, reading));
      for (const together of groupBy(found, ({ at }) => subject.place(at)).values()) {
        const [first] = together;
        const truth = any(together.map(({ matters }) => matters));
        if (first === undefined || (first.names === undefined && platformsRead(readings).length < 2)) continue;
        yield* unless(not(truth), () => problemOf(readings, together, first));
      }
    }
  },
});

function problemOf(
  readings: readonly DockerfileReading[],
  together: readonly ForeignBase[],
  { reference, names, at, severity, isCopied }: ForeignBase,
): Problem {
  const builds = together.flatMap(({ reading }) => reading.builds);
  const targets = show.platforms(distinctPlatforms(together.map(({ reading }) => reading.platform)));
  const image = `\`${show.image(reference)}\``;
  const isCertain = isBuiltForSeveral(readings);
  const fix = fixOf(at, reference);
  return {
    at,
    message:
      names === undefined
        ? `${image} is the image of one platform only, and the stage is built for ${targets}`
        : `${image} is an image for ${show.platform(names)}, and ${isCopied ? 'its files are taken in the build' : 'the stage is built'} for ${targets}, too`,
    help: adviceFor(reference, names),
    related: builds
      .slice(0, 1)
      .map(({ span }) => ({ at: span, message: `${targets} ${targets.includes(' and ') ? 'are' : 'is'} built here` })),
    severity: severity ?? (isCertain ? 'error' : 'warning'),
    jobs: [...new Set(builds.map(({ job }) => job))],
    identity: image,
    ...(fix === undefined ? {} : { fix }),
  };
}

function adviceFor(reference: ImageReference, names: Platform | undefined): string {
  if (names === undefined) return 'take the digest of the image index, and write the tag in front of it';
  const whole = officialForAll(show.image(reference));
  return whole === undefined
    ? 'take the image that has all platforms, or choose the base by `$TARGETARCH`'
    : `write \`${whole}\`, which has all platforms`;
}

/** The official image with all platforms, where the reference is written out in its place. */
function fixOf(at: Span, reference: ImageReference): Fix | undefined {
  const written = knownString(reference.text);
  const whole = written === undefined ? undefined : officialForAll(written);
  if (written === undefined || whole === undefined || sourceText(at) !== written || written.includes('@'))
    return undefined;
  return {
    title: `Write \`${whole}\``,
    safety: 'unsafe',
    because: 'the image of the other platforms may differ in more than the architecture',
    patches: [replaceBy(at, whole)],
  };
}
