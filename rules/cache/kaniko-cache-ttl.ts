import {
  type BuildStep,
  defineRule,
  holds,
  known,
  knownString,
  type Problem,
  parseGoDuration,
  type Span,
  show,
  type Text,
  unless,
  type Verdict,
  violation,
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
\`apt-get upgrade\` from thirteen days ago passes for today's. A lifetime that Go cannot read (\`7d\`) ends the build.
  `,
  exceptions: `
Without \`--cache\` there is nothing to expire; \`--cache-ttl\` alone is pointed out as being without effect. Flags inside a
variable cannot be seen, so nothing is said for certain then.
  `,
  references: [
    'https://github.com/GoogleContainerTools/kaniko#flag---cache-ttl-duration',
    'https://pkg.go.dev/time#ParseDuration',
  ],
  options: {
    max: {
      schema: duration,
      default: '336h',
      description: 'The longest lifetime that is not pointed out, as a Go duration',
    },
    suggest: { schema: duration, default: '168h', description: 'The lifetime that the help proposes' },
  },

  *check({ project, options }) {
    for (const build of project.builds.items) if (build.tool === 'kaniko') yield* checkBuild(build, options);
  },
});

function* checkBuild(build: BuildStep, options: Options): Generator<Verdict> {
  const { enabled, lifetime, span } = build.layerCache;
  const shared = { jobs: [build.job] };
  if (enabled.is === 'no') {
    if (lifetime.is === 'set') yield* violation({ ...shared, ...withoutCache(build, lifetime.value.span) });
    return;
  }
  if (lifetime.is === 'set') {
    yield* checkLifetime(build, lifetime.value, options);
    return;
  }
  const written = enabled.is === 'unknown' ? enabled : holds(lifetime, known(false), () => known(true));
  yield* unless(written, () => ({
    ...shared,
    at: span,
    message: `\`${build.job.name}\` lets Kaniko reuse cached layers for its default of two weeks (336h)`,
    help: `add \`--cache-ttl=${options.suggest}\``,
  }));
  if (build.pushed.is === 'no' && build.layerCache.repository.is === 'unset') {
    yield* violation({ ...shared, ...withoutRepository(build, span) });
  }
}

const withoutCache = ({ job }: BuildStep, at: Span): Problem => ({
  at,
  severity: 'info',
  message: `\`--cache-ttl\` of \`${job.name}\` has no effect without \`--cache\``,
  help: 'add `--cache=true`, or drop the flag',
  identity: 'without cache',
});

const withoutRepository = ({ job }: BuildStep, at: Span): Problem => ({
  at,
  severity: 'error',
  message: `\`${job.name}\` uses Kaniko's cache with \`--no-push\` and names no \`--cache-repo\`; Kaniko ends with "if using cache with --no-push, specify cache repo with --cache-repo"`,
  help: 'add `--cache-repo`',
  identity: 'without repository',
});

function* checkLifetime(build: BuildStep, lifetime: Text, { max, suggest }: Options): Generator<Verdict> {
  const written = knownString(lifetime);
  if (written === undefined) return;
  const parsed = parseGoDuration(written);
  const shared = { at: lifetime.span, jobs: [build.job], identity: show.text(lifetime) };
  if (parsed.is === 'invalid') {
    const message = `\`${build.job.name}\` gives Kaniko the cache lifetime \`${written}\`, which Go cannot read: ${parsed.because}`;
    yield* violation({
      ...shared,
      severity: 'error',
      message,
      help: `write hours, for example \`--cache-ttl=${suggest}\``,
    });
    return;
  }
  const longest = parseGoDuration(max);
  if (longest.is === 'invalid' || parsed.hours <= longest.hours) return;
  const message = `\`${build.job.name}\` lets Kaniko reuse layers for \`${written}\`, longer than \`${max}\``;
  yield* violation({ ...shared, severity: 'info', message, help: `write \`--cache-ttl=${suggest}\`` });
}
