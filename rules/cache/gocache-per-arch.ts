import {
  type Cache,
  commandsIn,
  defineRule,
  type Job,
  jobsOf,
  knownString,
  machinePlatform,
  not,
  type Platform,
  type Project,
  sameText,
  show,
  soleArchIn,
  subject,
  type Text,
  type Truth,
  unless,
} from '../../src/rule/index.ts';

/** A cache of a job that holds Go's build cache, with the architecture for which it is filled. */
interface GoCache {
  readonly job: Job;
  readonly platform: Platform;
  readonly cache: Cache;
  readonly key: Text;
}

export default defineRule({
  id: 'gocache-per-arch',
  group: 'cache',
  severity: 'warning',
  summary: "Each architecture keeps Go's build cache under a key of its own",
  why: `
GitLab stores one archive per cache key, and the last job replaces it. Jobs of several architectures with one key throw
away each other's GOCACHE: what one architecture stores is of no use to the other, and every build starts from nothing.
  `,
  exceptions: `
The module cache (GOMODCACHE) is the same for all architectures and may be shared. Nothing is reported for jobs that
only pull, nor for caches that each runner keeps on its own disk where the runner is known to.
  `,
  references: ['https://docs.gitlab.com/ci/caching/', 'https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching'],

  *check({ project }) {
    const caches = jobsOf(project).flatMap((job) => goCachesOf(project, job));
    for (const [index, one] of caches.entries()) {
      const other = caches
        .slice(0, index)
        .find((candidate) => isRival(candidate, one) && isShared(candidate, one).is !== 'no');
      if (other === undefined) continue;
      yield* unless(not(isShared(other, one)), () => ({
        at: one.cache.key.span,
        message: `\`${other.job.name}\` (${show.platform(other.platform)}) and \`${one.job.name}\` (${show.platform(one.platform)}) store Go's build cache under the same key, \`${show.text(one.key)}\``,
        help: `put the architecture into the key, for example \`${show.text(one.key)}-${variableOf(one)}\``,
        related:
          other.cache.key.span.start === one.cache.key.span.start
            ? []
            : [{ at: other.cache.key.span, message: `the key of \`${other.job.name}\`` }],
        jobs: [one.job, other.job],
        identity: show.text(one.key),
        follows: one.job.definition.failedExpansions.map(({ at }) => subject.place(at)),
      }));
    }
  },
});

function goCachesOf(project: Project, job: Job): readonly GoCache[] {
  const platform = platformOf(project, job);
  if (platform === undefined) return [];
  return job.caches.items.flatMap((cache) => {
    if (cache.key.by !== 'text' || (cache.policy.is === 'set' && cache.policy.value === 'pull')) return [];
    if (!cache.paths.items.some((path) => holdsGoCache(project, job, path))) return [];
    return [{ job, platform, cache, key: cache.key.text }];
  });
}

/** Whether a cached path is Go's build cache: named so, or the place that the job gives to GOCACHE. */
function holdsGoCache(project: Project, job: Job, path: Text): boolean {
  const cached = trimmed(show.text(path));
  if (/(?:^|\/)go-build/.test(cached)) return true;
  return goCachePlaces(project, job).some(
    (place) => place.endsWith(`/${cached}`) || place === cached || place.includes(`/${cached}/`),
  );
}

const trimmed = (path: string): string => path.replace(/^\.\//, '').replace(/[/*]+$/, '');

/** Where GOCACHE points in a job: by its variables, or in the environment of its commands. */
function goCachePlaces(project: Project, job: Job): readonly string[] {
  const variable = job.variables.defined.get('GOCACHE');
  if (variable !== undefined) return [trimmed(show.text(variable.value))];
  const last = commandsIn(project, job).at(-1);
  const exported = last?.environment('GOCACHE');
  return exported?.is === 'set' ? [trimmed(show.text(exported.value))] : [];
}

/** The architecture for which a job compiles: its matrix or GOARCH, or that of its machine. */
function platformOf({ expectations }: Project, job: Job): Platform | undefined {
  const variables = [
    ...job.matrix.values(),
    ...['GOARCH', 'TARGETARCH', 'ARCH'].flatMap((name) => job.variables.defined.get(name)?.value ?? []),
  ];
  const named = variables
    .map((value) => soleArchIn(knownString(value) ?? ''))
    .find((platform) => platform !== undefined);
  const machine = machinePlatform(job, expectations);
  return named ?? (machine.is === 'set' ? machine.value.platform : undefined);
}

const isRival = (one: GoCache, other: GoCache): boolean => one.platform.architecture !== other.platform.architecture;

const isShared = (one: GoCache, other: GoCache): Truth => sameText(one.key, other.key);

function variableOf({ job, platform }: GoCache): string {
  const name = [...job.matrix].find(([, value]) => knownString(value) === platform.architecture)?.[0];
  return name === undefined ? platform.architecture : `$${name}`;
}
