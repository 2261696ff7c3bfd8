import {
  all,
  type BuildStep,
  defineRule,
  type Fix,
  holds,
  insertBehind,
  knownString,
  no,
  not,
  type Problem,
  parseGoDuration,
  placeWithin,
  replaceBy,
  type Span,
  type Text,
  unless,
  unquoted,
  type Verdict,
  violation,
  yes,
} from '../../src/rule/index.ts';

interface Options {
  readonly max: string;
  readonly suggest: string;
}

const duration = { type: 'string', pattern: '^(?:[0-9]+(?:\\.[0-9]+)?(?:h|m|s))+$' } as const;

export default defineRule<Options>({
  id: 'kaniko-cache-ttl',
  group: 'cache',
  severity: 'warning',
  summary: 'A layer cache of Kaniko has a written lifetime',
  why: `
Kaniko reuses a cached layer for two weeks unless told otherwise, and looks at nothing but the instruction and its files: an
\`apt-get upgrade\` from thirteen days ago passes for today's. \`--cache-ttl\` takes a Go duration, which knows no days: \`7d\` ends
the build before it starts, as does a cache of a build that neither pushes nor names a \`--cache-repo\`. Buildah ignores
\`--cache-from\` and \`--cache-to\` without \`--layers\`.
  `,
  exceptions: `
Without \`--cache\` there is nothing to expire; \`--cache-ttl\` alone is pointed out as being without effect. Flags in a variable
that the repository does not set cannot be seen, so nothing is said for certain there. One \`--cache-repo\` for several
architectures is fine: the key of a layer begins with the digest of its platform's base image.
  `,
  references: [
    'https://github.com/GoogleContainerTools/kaniko#flag---cache-ttl-duration',
    'https://pkg.go.dev/time#ParseDuration',
    'https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md',
  ],
  fixes: ['safe'],
  options: {
    max: {
      schema: duration,
      default: '336h',
      description: 'The longest lifetime that is not pointed out, as a Go duration',
    },
    suggest: { schema: duration, default: '168h', description: 'The lifetime that the help proposes' },
  },

  *check({ project, options }) {
    for (const build of project.builds.items) {
      if (build.tool === 'kaniko') yield* checkKaniko(build, options);
      if (build.tool === 'buildah' || build.tool === 'podman') yield* checkBuildah(build);
    }
  },
});

function* checkKaniko(build: BuildStep, options: Options): Generator<Verdict> {
  const { enabled, lifetime } = build.layerCache;
  if (enabled.is === 'no') {
    if (lifetime.is === 'set') yield* violation(withoutCache(build, lifetime.value.span));
    return;
  }
  if (lifetime.is === 'set') yield* checkLifetime(build, lifetime.value, options);
  const isWritten = holds(lifetime, no, () => yes);
  yield* unless(not(all([enabled, not(isWritten)])), () => withoutLifetime(build, options));
  if (enabled.is === 'yes' && build.layerCache.lacksRepository.is === 'yes') yield* violation(withoutRepository(build));
}

function* checkLifetime(build: BuildStep, lifetime: Text, { max, suggest }: Options): Generator<Verdict> {
  const written = knownString(lifetime);
  if (written === undefined) return;
  const shared = { jobs: [build.job], at: lifetime.span, identity: written, help: `write \`--cache-ttl=${suggest}\`` };
  const parsed = parseGoDuration(written);
  if (parsed.is === 'invalid') {
    const message = `${nameOf(build)} gives Kaniko the cache lifetime \`${written}\`, which Go cannot read: ${parsed.because}`;
    const help = `write hours, for example \`--cache-ttl=${suggest}\``;
    const fix = inHours(lifetime, written);
    yield* violation({ ...shared, severity: 'error', message, help, ...(fix && { fix }) });
    return;
  }
  const longest = parseGoDuration(max);
  if (longest.is === 'invalid' || parsed.hours <= longest.hours) return;
  const message = `${nameOf(build)} lets Kaniko reuse layers for \`${written}\`, longer than \`${max}\``;
  yield* violation({ ...shared, severity: 'info', message });
}

/** Days and weeks, which other tools know, in hours. */
function inHours({ span }: Text, written: string): Fix | undefined {
  const [, count, unit] = /^([0-9]+)([dw])$/.exec(written) ?? [];
  const place = placeWithin(span, written);
  if (count === undefined || place === undefined) return undefined;
  const hours = `${String(Number(count) * (unit === 'w' ? 168 : 24))}h`;
  return { title: `Write \`${hours}\``, safety: 'safe', patches: [replaceBy(place, hours)] };
}

function withoutLifetime(build: BuildStep, { suggest }: Options): Problem {
  const flag = `--cache-ttl=${suggest}`;
  const isFlag = /^--cache(?:=\w+)?$/.test(unquoted(build.layerCache.span));
  const fix: Fix = {
    title: `Add \`${flag}\``,
    safety: 'safe',
    patches: [insertBehind(build.layerCache.span, ` ${flag}`)],
  };
  return {
    jobs: [build.job],
    at: build.layerCache.span,
    message: `${nameOf(build)} lets Kaniko reuse cached layers for its default of two weeks (336h)`,
    help: `add \`${flag}\``,
    ...(isFlag && { fix }),
  };
}

const withoutCache = (build: BuildStep, at: Span): Problem => ({
  jobs: [build.job],
  at,
  severity: 'info',
  message: `the cache lifetime of ${nameOf(build)} has no effect, because Kaniko is given no \`--cache\``,
  help: 'add `--cache=true`, or drop `--cache-ttl`',
  identity: 'without cache',
});

const withoutRepository = (build: BuildStep): Problem => ({
  jobs: [build.job],
  at: build.layerCache.span,
  severity: 'error',
  message: `${nameOf(build)} asks Kaniko for a cache and not to push, without saying where the layers lie; Kaniko ends with \`if using cache with --no-push, specify cache repo with --cache-repo\``,
  help: 'add `--cache-repo`, or drop `--cache`',
  identity: 'without repository',
});

/** Buildah looks at its cache flags only where it keeps layers. */
function* checkBuildah(build: BuildStep): Generator<Verdict> {
  const { enabled, repository } = build.layerCache;
  if (repository.is !== 'set') return;
  yield* unless(enabled, () => ({
    jobs: [build.job],
    at: build.layerCache.span,
    message: `${nameOf(build)} names a cache for the layers of ${build.tool}, which ignores it without \`--layers\``,
    help: 'add `--layers`',
    identity: 'without layers',
  }));
}

const nameOf = ({ job }: BuildStep): string => `\`${job.definition.name}\``;
