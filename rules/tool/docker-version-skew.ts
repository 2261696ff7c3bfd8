import {
  all,
  causesIn,
  defineRule,
  dockerRefusal,
  endPatch,
  type Fix,
  groupBy,
  type ImageVersion,
  isDockerDaemon,
  isRefusedBySome,
  type Job,
  type JobService,
  jobsInImages,
  known,
  knownString,
  not,
  type Problem,
  type Project,
  parseReference,
  type Refusal,
  refusesOldClients,
  show,
  someHandlesImages,
  subject,
  type Text,
  type Truth,
  toolImageOf,
  unknown,
  unless,
  type Verdict,
  withEnd,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'docker-version-skew',
  group: 'tool',
  severity: 'error',
  summary: 'The Docker client of a job and the daemon beside it understand each other',
  why: `
Client and daemon agree on a version of the Engine API that both speak. The daemons of 29.0 to 29.2 speak none below 1.44,
those from 29.3 on none below 1.40, so that the clients before 25 and before 19.03 end with \`client version 1.41 is too
old. Minimum supported API version is 1.44\`. The client of 29 refuses daemons as old as that in turn.
\`DOCKER_API_VERSION\` takes the choice away from the client altogether.
  `,
  exceptions: `
Compared are the official \`docker\` image of a job and that of its service. \`DOCKER_MIN_API_VERSION\` among the job's
variables, which services are given, too, counts as the daemon's minimum; where its value is not known, it is taken for low enough. One variable for both tags is one version. Where
one side is a variable from outside and the other is known to be refused by some releases, it is undecided.
  `,
  references: [
    'https://docs.docker.com/reference/api/engine/#api-version-matrix',
    'https://github.com/moby/moby/pull/52067',
    'https://github.com/docker-library/docker/issues/559',
  ],
  fixes: ['safe'],

  *check({ project }) {
    const pairs = jobsInImages(project).flatMap(({ job, image }) => pairOf(job, image.reference));
    const byPlaces = groupBy(
      pairs,
      ({ client, daemon }) => `${subject.place(client.span)} ${subject.place(daemon.span)}`,
    );
    for (const [first, ...others] of byPlaces.values()) {
      if (first !== undefined)
        yield* checkPair(
          project,
          first,
          [first, ...others].map(({ job }) => job),
        );
    }
  },
});

/** A job's Docker client, and the daemon beside it. */
interface Pair {
  readonly job: Job;
  readonly client: Text;
  readonly daemon: Text;
  readonly clientVersion: ImageVersion;
  readonly daemonVersion: ImageVersion;
}

function pairOf(job: Job, client: Text): readonly Pair[] {
  const daemon = job.services.items.find((service) => isOfficialDaemon(service))?.reference;
  if (daemon === undefined) return [];
  const clientVersion = dockerVersion(client);
  const daemonVersion = dockerVersion(daemon);
  if (clientVersion === undefined || daemonVersion === undefined) return [];
  return [{ job, client, daemon, clientVersion, daemonVersion }];
}

const isOfficialDaemon = (service: JobService): boolean =>
  isDockerDaemon(service).is !== 'no' && dockerVersion(service.reference) !== undefined;

function dockerVersion(reference: Text): ImageVersion | undefined {
  const image = toolImageOf(reference);
  return image.is === 'set' && image.value.tool === 'docker' ? image.value.version : undefined;
}

function* checkPair(project: Project, pair: Pair, jobs: readonly Job[]): Generator<Verdict> {
  const refusal = refusalOf(pair);
  const isRefused: Truth = refusal === undefined ? mayBeRefused(pair) : known(true);
  if (isRefused.is === 'no') return;
  const inUse = someHandlesImages(project, jobs);
  yield* unless(not(all([isRefused, inUse])), () => problemOf(pair, jobs, refusal));
}

function refusalOf({ job, clientVersion, daemonVersion }: Pair): Refusal | undefined {
  const pinned = versionIn(job, 'DOCKER_API_VERSION');
  const accepted = versionIn(job, 'DOCKER_MIN_API_VERSION');
  if (accepted === undefined && job.variables.defined.has('DOCKER_MIN_API_VERSION')) return undefined;
  const versions = { client: clientVersion, daemon: daemonVersion };
  return dockerRefusal({ ...versions, ...(pinned && { pinned }), ...(accepted && { accepted }) });
}

function versionIn({ variables }: Job, name: string): string | undefined {
  const field = variables.defined.get(name);
  return field === undefined ? undefined : knownString(field.value);
}

/** One side hides its release, and the other does not get along with all of them. */
function mayBeRefused({ client, daemon, clientVersion, daemonVersion }: Pair): Truth {
  const isOpen =
    clientVersion.is === 'unknown'
      ? refusesOldClients(daemonVersion)
      : daemonVersion.is === 'unknown' && isRefusedBySome(clientVersion);
  const causes = causesIn(clientVersion.is === 'unknown' ? client : daemon);
  return isOpen && causes.length > 0 ? unknown(...causes) : known(false);
}

function problemOf(pair: Pair, jobs: readonly Job[], refusal: Refusal | undefined): Problem {
  const { client, daemon, job } = pair;
  const pin = job.variables.defined.get('DOCKER_API_VERSION');
  const fix = fixOf(pair);
  return {
    at: client.span,
    message: `the client of ${show.few(show.jobs(jobs))}, \`${show.text(client)}\`, ${verdictOn(pair, refusal)}`,
    help:
      pin === undefined
        ? 'take both images from one release'
        : 'drop `DOCKER_API_VERSION`, so that they agree by themselves',
    related: [
      { at: daemon.span, message: 'the daemon' },
      ...(pin === undefined ? [] : [{ at: pin.span, message: 'the client is told what to speak here' }]),
    ],
    jobs,
    identity: `${show.text(client)} ${show.text(daemon)}`,
    ...(fix && { fix }),
  };
}

function verdictOn({ daemon, job }: Pair, refusal: Refusal | undefined): string {
  const name = `\`${show.text(daemon)}\``;
  if (refusal === undefined) return `is refused by the daemon ${name}`;
  const { speaks, accepts } = refusal;
  const bound = `the daemon ${name} none ${refusal.is === 'too-old' ? 'below' : 'above'} ${accepts}`;
  if (versionIn(job, 'DOCKER_API_VERSION') !== undefined) {
    return `is told to speak version ${speaks} of the Engine API, and ${bound}`;
  }
  return refusal.is === 'too-old'
    ? `speaks version ${speaks} of the Engine API at most, and ${bound}`
    : `speaks no version of the Engine API below ${speaks}, and ${bound}`;
}

/** The client's flavour stays what it is: `docker:20.10-git` becomes `docker:29.1.3-git`. */
function fixOf({ client, daemonVersion, job }: Pair): Fix | undefined {
  if (daemonVersion.is !== 'exact' || versionIn(job, 'DOCKER_API_VERSION') !== undefined) return undefined;
  const { tag } = parseReference(client);
  const written = tag.is === 'set' ? knownString(tag.value) : undefined;
  const flavour = /-(?:cli|git)$/.exec(written ?? '')?.[0] ?? '';
  const end = `:${daemonVersion.version}${flavour}`;
  const patches = endPatch(client, job, end);
  return patches.length === 0 ? undefined : { title: `Write \`${withEnd(client, end)}\``, safety: 'safe', patches };
}
