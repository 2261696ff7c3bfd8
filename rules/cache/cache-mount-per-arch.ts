import {
  any,
  type Dockerfile,
  defineRule,
  distinctPlatforms,
  type Fix,
  groupBy,
  insertBehind,
  not,
  type Problem,
  type SharedMount,
  sharedCacheMounts,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'cache-mount-per-arch',
  group: 'cache',
  severity: 'warning',
  summary: 'Platforms that one builder makes at the same time share no cache mount that differs between them',
  why: `
The id of \`RUN --mount=type=cache\` is its target unless one is written, and knows nothing of platforms. A build for several
platforms runs the same \`RUN\` for each of them at once, in one folder: apt finds its lock held and ends the build, apk reads
the package index of the other architecture, and \`target/release\` holds whichever program came last.
  `,
  exceptions: `
Caches in which every name carries the architecture, or in which nothing depends on it, may be shared: those of Go, npm, pip,
dnf and Cargo's registry. \`sharing=locked\` is enough for apt and Cargo, because each platform then has the folder to itself.
One job per platform, several machines behind one builder, and stages on \`$BUILDPLATFORM\` share nothing.
  `,
  references: [
    'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
    'https://github.com/moby/buildkit/issues/2598',
    'https://github.com/docker/buildx/issues/549',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const found = sharedCacheMounts(project, dockerfile);
      for (const together of groupBy(found, causeOf).values()) {
        const [first] = together;
        const truth = any(together.map(({ isShared }) => isShared));
        if (first !== undefined) yield* unless(not(truth), () => problemOf(dockerfile, together, first));
      }
    }
  },
});

/** One cause: what a `RUN` mounts for one program. */
const causeOf = ({ run, folder }: SharedMount): string => `${subject.place(run.span)} ${folder.name}`;

function problemOf(dockerfile: Dockerfile, together: readonly SharedMount[], found: SharedMount): Problem {
  const { mount, folder, target, build } = found;
  const mounts = [...new Map(together.map((one) => [one.mount.span.start, one])).values()];
  const platforms = show.platforms(distinctPlatforms(together.flatMap((one) => one.platforms)));
  const fix = fixOf(dockerfile, mounts, found);
  return {
    at: mount.span,
    message: `the builds for ${platforms} share the cache \`${target}\`, ${folder.because}`,
    help: adviceFor(found),
    related: [
      ...mounts.slice(1).map((other) => ({ at: other.mount.span, message: `and \`${other.target}\`` })),
      { at: build.span, message: `one builder makes ${platforms}` },
    ],
    jobs: [...new Set(together.map((one) => one.build.job))],
    identity: target,
    ...(fix === undefined ? {} : { fix }),
  };
}

function adviceFor({ folder, mount }: SharedMount): string {
  const id = mount.options.has('id') ? 'put `$TARGETARCH` into its `id`' : `add \`id=${folder.name}-$TARGETARCH\``;
  return folder.needsLockOnly
    ? `add \`sharing=locked\`, or ${id.replace(/^add /, '')} with \`ARG TARGETARCH\` in the stage`
    : `${id}, with \`ARG TARGETARCH\` in the stage`;
}

/** A lock where that is enough, otherwise an id of its own for each architecture. */
function fixOf(
  dockerfile: Dockerfile,
  mounts: readonly SharedMount[],
  { folder, stage }: SharedMount,
): Fix | undefined {
  const because = 'the builds for several platforms wait for each other';
  if (folder.needsLockOnly && mounts.every(({ mount }) => !mount.options.has('sharing'))) {
    const title = 'Add `sharing=locked`';
    return {
      title,
      safety: 'unsafe',
      because,
      patches: mounts.map(({ mount }) => insertBehind(mount.span, ',sharing=locked')),
    };
  }
  const isDeclared = dockerfile.stages[stage.index]?.args.some(({ name }) => name === 'TARGETARCH') ?? false;
  const [only, ...more] = mounts;
  if (folder.needsLockOnly || only === undefined || more.length > 0 || only.mount.options.has('id')) return undefined;
  return {
    title: `Add \`id=${folder.name}-$TARGETARCH\``,
    safety: 'unsafe',
    because: 'old frontends replace no variables in the id of a mount',
    patches: [
      insertBehind(only.mount.span, `,id=${folder.name}-$TARGETARCH`),
      ...(isDeclared ? [] : [{ op: 'add-line' as const, after: stage.span, text: 'ARG TARGETARCH' }]),
    ],
  };
}
