import {
  all,
  any,
  archWordsIn,
  type BuildStep,
  builtPlatform,
  type Cache,
  type CacheTarget,
  type CollisionSearch,
  collisions,
  defineRule,
  type Fix,
  holds,
  insertBehind,
  isMultiPlatform,
  isOfGithub,
  known,
  knownString,
  literal,
  no,
  not,
  type Platform,
  type Project,
  type Related,
  type Span,
  sameCacheKey,
  sameText,
  show,
  sourceText,
  subject,
  type Text,
  type Truth,
  unless,
  wordsOf,
} from '../../src/rule/index.ts';

/** A build of one platform and one place to which it exports its cache. */
interface Export {
  readonly build: BuildStep;
  readonly platform: Platform;
  readonly target: CacheTarget;
  readonly type: string;
  readonly name: Text;
}

export default defineRule({
  id: 'buildkit-cache-shared',
  group: 'cache',
  severity: 'warning',
  summary: 'Each architecture exports its BuildKit cache to a place of its own',
  why: `
A BuildKit cache reference holds one cache, and each export replaces it. Where the builds of several architectures export to
the same reference, the last one to finish wins, and every other architecture starts without a cache the next time. The same
goes for \`type=local\` in a folder that the CI system caches under one key, and for \`type=gha\` without a \`scope\`.
  `,
  exceptions: `
One build of several platforms writes once. \`type=inline\` lies in the image. Kaniko's \`--cache-repo\` and Buildah's \`--cache-to\`
store layer by layer, so architectures may share them. Importing from a shared reference is harmless. Whether the builds are
ever in one pipeline does not matter: a cache is there to outlive its pipeline.
  `,
  references: ['https://docs.docker.com/build/cache/backends/', 'https://github.com/moby/buildkit/issues/2758'],
  fixes: ['safe'],

  *check({ project }) {
    const exports = project.builds.items.flatMap((build) => exportsOf(project, build));
    for (const { at: here, members, truth } of collisions(exports, sharing)) {
      const fix = fixFor(here, members);
      yield* unless(not(truth), () => ({
        at: here.target.span,
        message: `${shownBuilds(members)} export their BuildKit cache to the same place, ${shownPlace(here)}; each export replaces the other's`,
        help: adviceFor(here),
        related: relatedTo(here, members),
        jobs: members.map(({ build }) => build.job),
        identity: shownTarget(here),
        ...(fix && { fix }),
      }));
    }
  },
});

/**
 * Types of caches that several machines can see, with the name that is used where none is written.
 *
 * Source: docs.docker.com/build/cache/backends; buildkit cache/remotecache/{gha,s3,azblob}.
 */
const impliedNames: Readonly<Record<string, string | undefined>> = {
  registry: undefined,
  local: undefined,
  gha: 'buildkit',
  s3: 'buildkit',
  azblob: 'buildkit',
};

function exportsOf({ expectations }: Project, build: BuildStep): readonly Export[] {
  const platform = builtPlatform(build, expectations);
  if (platform.is !== 'set' || isMultiPlatform(build)) return [];
  return build.cacheExports.items.flatMap((target) => {
    if (target.type.is !== 'set' || !Object.hasOwn(impliedNames, target.type.value)) return [];
    const type = target.type.value;
    const implied = target.name.is === 'unset' ? impliedNames[type] : undefined;
    const name = target.name.is === 'set' ? target.name.value : implied && literal(implied, target.span);
    return name ? [{ build, platform: platform.value.platform, target, type, name }] : [];
  });
}

const sharing: CollisionSearch<Export> = {
  placeOf: ({ target }) => target.span,
  keysOf: ({ type, name }) => {
    const written = knownString(name);
    return written === undefined ? undefined : [`${type} ${written}`];
  },
  collide: isShared,
};

function isShared(one: Export, other: Export): Truth {
  if (one.type !== other.type || one.platform.architecture === other.platform.architecture) return no;
  const places = [sameText(one.name, other.name), one.build.runs, other.build.runs];
  return one.type === 'local' ? all([...places, areInSharedCache(one, other)]) : all(places);
}

/** Whether both folders are kept by the CI system under one key. */
const areInSharedCache = (one: Export, other: Export): Truth =>
  any(
    cachesAround(one).flatMap((cache) =>
      cachesAround(other).map((rival) =>
        sameCacheKey({ job: one.build.job, cache }, { job: other.build.job, cache: rival }),
      ),
    ),
  );

const cachesAround = ({ build, name }: Export): readonly Cache[] =>
  build.job.caches.items.filter(
    ({ paths, policy }) =>
      holds(policy, no, (value) => known(value === 'pull')).is !== 'yes' &&
      paths.items.some((path) => `/${bare(name)}/`.includes(`/${bare(path)}/`)),
  );

const bare = (path: Text): string =>
  show
    .text(path)
    .replace(/^(?:\.\/)+/, '')
    .replace(/[/*]+$/, '');

/** More builds than these are counted. */
const mostBuilds = 4;

function shownBuilds(exports: readonly Export[]): string {
  const each = exports.map(({ build, platform }) => `\`${build.job.name}\` (${show.platform(platform)})`);
  const shown = [...new Set(each)];
  if (shown.length <= mostBuilds) return show.list(shown);
  return show.list([...shown.slice(0, mostBuilds - 1), `${String(shown.length - mostBuilds + 1)} more builds`]);
}

function shownPlace(one: Export): string {
  if (one.type === 'local') return `${shownTarget(one)} in one ${wordsOf(one.build.job).system} cache`;
  return one.target.name.is === 'set' ? shownTarget(one) : `${shownTarget(one)}, because no scope is written`;
}

const shownTarget = ({ name }: Export): string => `\`${show.text(name)}\``;

function relatedTo(here: Export, members: readonly Export[]): readonly Related[] {
  const others = members.filter(({ target: { span } }) => span.start !== here.target.span.start);
  const places = new Map(others.map((one) => [one.target.span.start, one]));
  return [...places.values()].map(({ build, target }) => ({
    at: target.span,
    message: `exported here by \`${build.job.definition.name}\``,
  }));
}

/** The architecture behind the name of the cache, where it is exported and where the same build imports it. */
function fixFor(here: Export, members: readonly Export[]): Fix | undefined {
  if (here.type === 'local' || !filledByShell.has(here.build.tool)) return undefined;
  if (archWordsIn(knownString(here.name) ?? '').length > 0) return undefined;
  const alike = members.filter(({ target }) => subject.place(target.span) === subject.place(here.target.span));
  const arch = archIn(here);
  const isRight = alike.every((one) => archIn(one) === arch) && (arch.startsWith('$') || alike.length === 1);
  const isWritten = here.target.name.is === 'set';
  const imports = here.build.cacheImports.items.filter(({ name, type }) =>
    isWritten
      ? name.is === 'set' && sameText(name.value, here.name).is === 'yes'
      : name.is === 'unset' && type.is === 'set' && type.value === here.type,
  );
  const places = [here.target, ...imports].map(({ span }) => (isWritten ? endOfName(span) : endOfType(span)));
  const ends = places.flatMap((place) => place ?? []);
  if (!isRight || ends.length < places.length) return undefined;
  return {
    title: here.type === 'gha' ? `Put \`${arch}\` into the scope` : `Put \`${arch}\` into the reference`,
    safety: 'safe',
    patches: ends.map((end) => insertBehind(end, isWritten ? `-${arch}` : `,scope=${show.text(here.name)}-${arch}`)),
  };
}

/** Tools whose caches a script names; in a bake or Compose file, the job's variable may have no such name. */
const filledByShell: ReadonlySet<BuildStep['tool']> = new Set(['buildctl', 'docker build', 'docker buildx build']);

/** The end of the type of a cache without a name, as written. */
function endOfType(span: Span): Span | undefined {
  const match = /(?:[=,"' ]|^)type=gha(?=[,"']|$)/.exec(sourceText(span));
  if (match === null) return undefined;
  const end = span.start + match.index + match[0].length;
  return span.file.span(end, end);
}

/** The end of what names a cache, as written: the field, or a bare reference. */
function endOfName(span: Span): Span | undefined {
  const source = sourceText(span);
  const match = /(?:[=,"']|^)(?:ref|scope|name)=([^,\s"']+)/.exec(source) ?? /^--[a-z-]+[= ]([^,=\s"']+)$/.exec(source);
  if (match === null) return undefined;
  const end = span.start + match.index + match[0].length;
  return span.file.span(end, end);
}

/** What tells the architectures apart: a value of the matrix, a variable, what GitHub says of the machine, or the name itself. */
function archIn({ build, platform, target }: Export): string {
  const { matrix, variables } = build.job;
  const values = [...matrix, ...[...variables.defined].map(([key, { value }]) => [key, value] as const)];
  const variable = values.find(([, value]) => knownString(value) === platform.architecture)?.[0];
  if (!isOfGithub(build.job)) return variable === undefined ? platform.architecture : `$${variable}`;
  if (variable !== undefined && matrix.has(variable)) return `\${{ matrix.${variable} }}`;
  return build.job.definition.span.file === target.span.file ? '${{ runner.arch }}' : platform.architecture;
}

/** A name with the architecture in it, in the place of one that it holds already. */
function named(one: Export): string {
  const shown = show.text(one.name);
  const [word, ...more] = archWordsIn(knownString(one.name) ?? '');
  if (word === undefined || more.length > 0) return `${shown}-${archIn(one)}`;
  return `${shown.slice(0, word.start)}${archIn(one)}${shown.slice(word.end)}`;
}

function adviceFor(one: Export): string {
  const key = isOfGithub(one.build.job) ? "`key` of the job's cache" : "job's `cache:key`";
  if (one.type === 'local') return `put the architecture into the ${key}, for example as \`${archIn(one)}\``;
  if (one.type === 'gha')
    return `give each architecture a scope of its own, on export and import: \`scope=${named(one)}\``;
  return `put the architecture into the reference, on export and import: \`${named(one)}\``;
}
