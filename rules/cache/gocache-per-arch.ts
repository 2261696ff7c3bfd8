import {
  all,
  archVariables,
  type CollisionSearch,
  collisions,
  defineRule,
  type Fix,
  type GoCache,
  goCachesOf,
  groupBy,
  insertBehind,
  isCacheWritten,
  isOfGithub,
  jobsOf,
  knownString,
  no,
  not,
  type Related,
  sameCacheKey,
  show,
  soleArchIn,
  sourceText,
  subject,
  type Text,
  type Truth,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'gocache-per-arch',
  group: 'cache',
  severity: 'warning',
  summary: "Each architecture keeps Go's build cache under a key of its own",
  why: `
GitLab stores one archive per cache key, and the last job to finish replaces it; GitHub keeps that of the first. Jobs of several architectures with one key
throw away what the others have compiled, and each restores object files that it has no use for: the cache grows, and the
builds stay slow. What comes out is right all the same, because Go looks up its cache by architecture.
  `,
  exceptions: `
The module cache (GOMODCACHE) is the same for all architectures and may be shared. Nothing is reported for jobs that only pull.
Runners that keep caches on their own disks, without \`[runners.cache]\`, share nothing with each other; the configuration of the
pipeline does not tell, so jobs of different runners are reported, too.
  `,
  references: [
    'https://docs.gitlab.com/ci/caching/',
    'https://docs.gitlab.com/runner/configuration/advanced-configuration/#the-runnerscache-section',
    'https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching',
  ],
  fixes: ['safe'],

  *check({ project }) {
    const caches = distinct(jobsOf(project).flatMap((job) => goCachesOf(project, job)));
    for (const { at: here, members, truth } of collisions(caches, sharing)) {
      const fix = fixFor(here, members);
      yield* unless(not(truth), () => ({
        at: here.cache.key.span,
        message: `${shownJobs(members)} store Go's build cache under the same key, ${shownKey(here)}; ${isOfGithub(here.job) ? 'only what the first stores is kept' : 'what the last stores replaces the rest'}`,
        help: adviceFor(here, members),
        related: relatedTo(here, members),
        jobs: members.map(({ job }) => job),
        identity: shownKey(here),
        follows: members.flatMap(failuresInKey),
        ...(fix && { fix }),
      }));
    }
  },
});

/** One cache for each job as written, architecture and key: more instances say nothing new. */
const distinct = (caches: readonly GoCache[]): readonly GoCache[] => [
  ...new Map(
    caches.map((one) => [`${subject.job(one.job)} ${show.platform(one.platform)} ${shownKey(one)}`, one]),
  ).values(),
];

const sharing: CollisionSearch<GoCache> = {
  placeOf: ({ cache }) => cache.key.span,
  keysOf: ({ cache: { key } }) => {
    if (key.by === 'files') return ['files'];
    const written = key.by === 'text' ? knownString(key.text) : undefined;
    return written === undefined ? undefined : [`text ${written}`];
  },
  collide: isShared,
};

function isShared(one: GoCache, other: GoCache): Truth {
  if (one.platform.architecture === other.platform.architecture) return no;
  return all([sameCacheKey(one, other), isCacheWritten(one.cache), isCacheWritten(other.cache)]);
}

/** More jobs than these are counted. */
const mostJobs = 4;

function shownJobs(caches: readonly GoCache[]): string {
  if (caches.length <= mostJobs) return show.list(caches.map(shown));
  const named = caches.slice(0, mostJobs - 1);
  return show.list([...named.map(shown), `${String(caches.length - named.length)} more jobs`]);
}

const shown = ({ job, platform }: GoCache): string => `\`${job.name}\` (${show.platform(platform)})`;

/** The key as a message writes it. */
function shownKey({ cache: { key } }: GoCache): string {
  switch (key.by) {
    case 'text':
      return key.isWritten ? `\`${show.text(key.text)}\`` : '`default`, because none is written';
    case 'files':
      return `that of ${show.quoted(key.files.items.map(show.text))}`;
    case 'unknown':
      return 'one that is not seen';
  }
}

/** The keys that are written elsewhere. */
function relatedTo(first: GoCache, sharing: readonly GoCache[]): readonly Related[] {
  const byPlace = groupBy(sharing, ({ cache }) => subject.place(cache.key.span));
  return [...byPlace].flatMap(([place, [one]]) =>
    one === undefined || place === subject.place(first.cache.key.span)
      ? []
      : [{ at: one.cache.key.span, message: `the key of \`${one.job.definition.name}\`` }],
  );
}

/** The architecture at the end of the key, of what stands in its place while there is none, or in a key that is missing. */
function fixFor(first: GoCache, sharing: readonly GoCache[]): Fix | undefined {
  if (isOfGithub(first.job)) return undefined;
  const { key, fallbackKeys } = first.cache;
  const arch = distinction(first, sharing);
  const title = `Put \`${arch}\` into the key`;
  if (key.by === 'files' && key.prefix.is === 'set')
    return { title, safety: 'safe', patches: [insertBehind(key.prefix.value.span, `-${arch}`)] };
  if (key.by !== 'text') return undefined;
  const cache = first.job.definition.keywords.get('cache');
  if (!key.isWritten)
    return (
      cache && {
        title,
        safety: 'safe',
        patches: [{ op: 'set-key', in: cache, path: ['key'], value: `go-build-${arch}` }],
      }
    );
  const places = [key.span, ...fallbackKeys.items.map(({ span }) => span)];
  return { title, safety: 'safe', patches: places.map((place) => insertBehind(place, `-${arch}`)) };
}

/** What tells the caches with the first one's key apart: a variable, the job, or the architecture where there is but one. */
function distinction(first: GoCache, sharing: readonly GoCache[]): string {
  const here = sharing.filter(({ cache }) => subject.place(cache.key.span) === subject.place(first.cache.key.span));
  return variableFor(here) ?? (here.length > 1 ? '$CI_JOB_NAME_SLUG' : first.platform.architecture);
}

/** The same for an expression of GitHub. */
function githubDistinction(sharing: readonly GoCache[]): string {
  const name = variableFor(sharing)?.slice(1);
  if (name === undefined) return '${{ runner.arch }}';
  return `\${{ ${sharing.every(({ job }) => job.matrix.has(name)) ? 'matrix' : 'env'}.${name} }}`;
}

function adviceFor(first: GoCache, sharing: readonly GoCache[]): string {
  if (isOfGithub(first.job))
    return `put \`${githubDistinction(sharing)}\` into the key, in front of what changes from run to run`;
  const arch = distinction(first, sharing);
  const { key } = first.cache;
  if (key.by !== 'text') return `put the architecture into the key, for example \`prefix: go-build-${arch}\``;
  const start = key.isWritten ? show.text(key.text) : 'go-build';
  return `put the architecture into the key, for example \`key: ${start}-${arch}\``;
}

/** A variable that holds the architecture in each of the jobs. */
function variableFor(caches: readonly GoCache[]): string | undefined {
  const valueIn = ({ job }: GoCache, name: string): Text | undefined =>
    job.matrix.get(name) ?? job.variables.defined.get(name)?.value;
  const names = [...(caches[0]?.job.matrix.keys() ?? []), ...archVariables];
  const found = names.find((name) =>
    caches.every((one) => {
      const value = valueIn(one, name);
      return value !== undefined && soleArchIn(knownString(value) ?? '')?.architecture === one.platform.architecture;
    }),
  );
  return found === undefined ? undefined : `$${found}`;
}

/** What makes keys equal that were meant to differ: expansions that fail in them, or in a variable that they use. */
function failuresInKey({ job, cache: { key } }: GoCache): readonly string[] {
  const { file, start, end } = key.span;
  const written = sourceText(key.span);
  return job.definition.failedExpansions
    .filter(({ at, variable }) =>
      variable === undefined
        ? at.file === file && at.start >= start && at.end <= end
        : new RegExp(`\\$(?:${variable}\\b|\\{${variable}\\})`).test(written),
    )
    .map(({ at }) => subject.place(at));
}
