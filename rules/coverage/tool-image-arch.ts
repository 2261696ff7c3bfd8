import {
  any,
  type Cause,
  defineRule,
  groupBy,
  holds,
  type ImageUse,
  ignoresImage,
  isAtLeast,
  known,
  literal,
  machinePlatform,
  type NamedToolImage,
  not,
  type Platform,
  type PlatformEvidence,
  type Project,
  runsNatively,
  type ServingImage,
  servingImages,
  show,
  type Truth,
  toolImageOf,
  toolNames,
  unknown,
  unless,
  yes,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'tool-image-arch',
  group: 'coverage',
  severity: 'error',
  summary: 'The image of a tool is published for the machines that its jobs run on',
  why: `
An image that is not published for a machine's architecture cannot be pulled there: \`no matching manifest for
linux/ppc64le in the manifest list entries\`. Kaniko's debug images, the ones with a shell, were never made for ppc64le,
and no original image of Kaniko for riscv64 or 32-bit arm; an architecture that is added to a matrix needs a tool that is
there, too.
  `,
  exceptions: `
Judged are images of known tools in jobs whose runner tags, labels or node selectors name an architecture. A copy at another
registry is taken for a copy of all platforms. A hidden tag matters only where not all of a tool's images are published
for the machine. Tags that move, releases newer than those known here, and machines of 32 bits, which may be larger ones,
are undecided; releases older than the facts reach are not judged, nor is an image for which the job asks by
\`image:docker:platform\`.
  `,
  references: [
    'https://github.com/GoogleContainerTools/kaniko/blob/v1.24.0/.github/workflows/images.yaml',
    'https://hub.docker.com/r/mplatform/manifest-tool/tags',
    'https://hub.docker.com/r/moby/buildkit/tags',
  ],

  *check({ project }) {
    for (const named of servingImages(project)) {
      const onMachines = named.uses.flatMap((use) => (isSecond(named, use) ? [] : machineOf(project, use)));
      for (const together of groupBy(onMachines, ({ machine }) => show.platform(machine.platform)).values()) {
        const [first] = together;
        if (first !== undefined) yield* checkMachine(named, together, first);
      }
    }
  },
});

/** A container that a command starts may ask for a platform; a service of the same tool is there for the same platforms. */
function isSecond({ image: { tool } }: NamedToolImage, { as, job: { image } }: ImageUse): boolean {
  if (as !== 'service' || image.is !== 'set') return as === 'container';
  const own = toolImageOf(image.value.reference);
  return own.is === 'set' && own.value.tool === tool;
}

/** A job with what names its machine. */
interface OnMachine {
  readonly use: ImageUse;
  readonly machine: PlatformEvidence;
}

function machineOf(project: Project, use: ImageUse): readonly OnMachine[] {
  const { job } = use;
  if (ignoresImage(project, job) || (job.image.is === 'set' && job.image.value.platform.is !== 'unset')) return [];
  const machine = machinePlatform(job, project.expectations);
  return machine.is === 'set' ? [{ use, machine: machine.value }] : [];
}

function* checkMachine(
  named: ServingImage,
  together: readonly OnMachine[],
  { machine }: OnMachine,
): ReturnType<typeof unless> {
  const { reference } = named;
  yield* unless(any([publishedFor(named, machine), not(named.serves)]), () => {
    const jobs = together.map(({ use }) => use.job);
    const names = show.jobs(jobs);
    return {
      at: reference.span,
      message: `${show.few(names)} ${names.length === 1 ? 'runs' : 'run'} on ${show.platform(machine.platform)}, for which \`${show.text(reference)}\` is not published`,
      help: helpFor(named, machine.platform),
      related: [{ at: machine.span, message: `${machine.shown} asks for that machine` }],
      jobs,
      identity: `${show.text(reference)} ${show.platform(machine.platform)}`,
    };
  });
}

function publishedFor(named: NamedToolImage, machine: PlatformEvidence): Truth {
  const { image } = named;
  if (image.commonPlatforms.some((one) => runsNatively(machine.platform, one))) return yes;
  const isThere = holds(image.platforms, yes, (platforms) =>
    known(platforms.some((one) => runsNatively(machine.platform, one))),
  );
  if (isThere.is !== 'no') return isThere;
  const doubts = [...(machine.doubts ?? []), ...mayBeLarger(named, machine), ...newerThanKnown(named)];
  return doubts.length === 0 ? isThere : unknown(...doubts);
}

/** A machine that is labelled for its 32-bit programs mostly runs 64-bit ones, too. */
function mayBeLarger({ image: { platforms } }: NamedToolImage, { platform, span }: PlatformEvidence): readonly Cause[] {
  const isOnLarger = platforms.is === 'set' && platforms.value.some((larger) => runsNatively(larger, platform));
  const because = `a machine for ${show.platform(platform)} may be a 64-bit one`;
  return isOnLarger ? [{ kind: 'runner', because, at: span }] : [];
}

/** What is archived will not be published for more. */
function newerThanKnown({ reference, image: { version, newest, archived } }: NamedToolImage): readonly Cause[] {
  const isKnown = version.is === 'exact' && (newest === '' || isAtLeast(newest, version.version));
  if (archived.is === 'set' || isKnown) return [];
  const because = `\`${show.text(reference)}\` may be newer than the releases that are known here, of which ${newest} is the newest`;
  return [{ kind: 'expression', because, at: reference.span }];
}

function helpFor({ reference, image: { archived, tool } }: NamedToolImage, platform: Platform): string {
  if (archived.is === 'set') {
    const successor = toolImageOf(literal(archived.value.successor, reference.span));
    const platforms =
      successor.is === 'set' && successor.value.platforms.is === 'set' ? successor.value.platforms.value : [];
    if (platforms.some((one) => runsNatively(platform, one)))
      return `use \`${archived.value.successor}\`, which is there for it`;
  }
  return `take an image of ${toolNames[tool]} that is published for ${show.platform(platform)}, or run the job on another machine`;
}
