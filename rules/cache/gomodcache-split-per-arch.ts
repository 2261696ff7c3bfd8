import {
  archWordsIn,
  defineRule,
  type GoCache,
  goCachesOf,
  groupBy,
  jobsOf,
  type Problem,
  type Project,
  show,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'gomodcache-split-per-arch',
  group: 'cache',
  severity: 'info',
  isOptIn: true,
  summary: "Go's module cache is shared by all architectures",
  why: `
Modules are source code, the same for every architecture. With a key per architecture each job downloads and stores all of them
for itself, and the cache takes as many times the space.
  `,
  exceptions: `
A cache that holds compiled packages (GOCACHE) beside the modules needs the architecture in its key. So do runners of which each
keeps its caches on its own disk: there nothing is shared either way.
  `,
  references: ['https://go.dev/ref/mod#module-cache', 'https://docs.gitlab.com/ci/caching/'],

  *check({ project }) {
    for (const caches of groupBy(splitCaches(project), ({ pattern }) => pattern).values()) {
      const platforms = [...new Set(caches.map(({ cache }) => show.platform(cache.platform)))];
      const [first] = caches;
      if (first === undefined || platforms.length < 2) continue;
      yield* violation(problemOf(first, caches, platforms));
    }
  },
});

/** A module cache with the architecture in its key, and the key without it. */
interface SplitCache {
  readonly cache: GoCache;
  readonly key: string;
  readonly pattern: string;
}

const splitCaches = (project: Project): readonly SplitCache[] =>
  jobsOf(project).flatMap((job) => {
    const compiled = new Set(goCachesOf(project, job, 'GOCACHE').map(({ cache }) => cache));
    return goCachesOf(project, job, 'GOMODCACHE').flatMap((cache) => (compiled.has(cache.cache) ? [] : splitOf(cache)));
  });

function splitOf(cache: GoCache): readonly SplitCache[] {
  const { key } = cache.cache;
  if (key.by !== 'text') return [];
  const shown = show.text(key.text);
  const [word] = archWordsIn(shown);
  if (word === undefined || word.platform.architecture !== cache.platform.architecture) return [];
  return [{ cache, key: shown, pattern: `${shown.slice(0, word.start)}\u0000${shown.slice(word.end)}` }];
}

function problemOf(
  { cache, key, pattern }: SplitCache,
  caches: readonly SplitCache[],
  platforms: readonly string[],
): Problem {
  const jobs = caches.map((one) => one.cache.job);
  const names = show.jobs(jobs);
  const shared = pattern.replace(/[-_.]?\u0000/, '');
  return {
    at: cache.cache.key.span,
    message: `${show.few(names)} ${names.length === 1 ? 'keeps' : 'keep'} the same modules of Go once for each of ${show.list(platforms)}, under keys such as \`${key}\``,
    help: `leave the architecture out of the key${shared === '' ? '' : `: \`key: ${shared}\``}`,
    jobs,
    identity: pattern.replace('\u0000', '*'),
  };
}
