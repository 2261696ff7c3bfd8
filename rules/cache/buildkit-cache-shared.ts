import {
  type BuildStep,
  builtPlatform,
  type CacheTarget,
  defineRule,
  isMultiPlatform,
  knownString,
  literal,
  not,
  type Platform,
  type Project,
  sameText,
  show,
  type Text,
  type Truth,
  unless,
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
A BuildKit cache reference holds one cache; each export replaces it. Where the builds of several architectures export to
the same reference, the last one wins, and every other architecture starts without a cache the next time.
  `,
  exceptions: `
One build of several platforms writes once. \`type=inline\` lies in the image. Kaniko's \`--cache-repo\` and Buildah's \`--cache-to\`
store layer by layer, so architectures may share them. Importing from a shared reference is harmless.
  `,
  references: ['https://docs.docker.com/build/cache/backends/', 'https://github.com/moby/buildkit/issues/2758'],

  *check({ project }) {
    const exports = project.builds.items.flatMap((build) => exportsOf(project, build));
    for (const [index, one] of exports.entries()) {
      const rivals = exports.slice(0, index).filter((candidate) => isRival(candidate, one));
      const other = rivals.find((candidate) => isShared(candidate, one).is !== 'no');
      if (other === undefined) continue;
      yield* unless(not(isShared(one, other)), () => ({
        at: one.target.span,
        message: `\`${other.build.job.name}\` (${show.platform(other.platform)}) and \`${one.build.job.name}\` (${show.platform(one.platform)}) export their BuildKit cache to the same place, ${shownTarget(one)}; the last one replaces the other's`,
        help: `put the architecture into it on export and import: ${adviceFor(one)}`,
        related:
          other.target.span.start === one.target.span.start
            ? []
            : [{ at: other.target.span, message: `exported here by \`${other.build.job.name}\`` }],
        jobs: [one.build.job, other.build.job],
        identity: shownTarget(one),
      }));
    }
  },
});

/** Cache types with the name that is used where none is written. Source: docs.docker.com/build/cache/backends/gha (scope). */
const defaultNames: Readonly<Record<string, string>> = { gha: 'buildkit', s3: 'buildkit', azblob: 'buildkit' };

function exportsOf({ expectations }: Project, build: BuildStep): readonly Export[] {
  const platform = builtPlatform(build, expectations);
  if (platform.is !== 'set' || isMultiPlatform(build)) return [];
  return build.cacheExports.items.flatMap((target) => {
    if (target.type.is !== 'set' || !['registry', 'gha', 's3', 'azblob'].includes(target.type.value)) return [];
    const type = target.type.value;
    const implied = defaultNames[type];
    const name =
      target.name.is === 'set' ? target.name.value : implied === undefined ? undefined : literal(implied, target.span);
    return name === undefined ? [] : [{ build, platform: platform.value.platform, target, type, name }];
  });
}

const isRival = (one: Export, other: Export): boolean =>
  one.type === other.type && one.platform.architecture !== other.platform.architecture;

const isShared = (one: Export, other: Export): Truth => sameText(one.name, other.name);

const shownTarget = ({ name }: Export): string => `\`${show.text(name)}\``;

function adviceFor({ build, name, platform }: Export): string {
  const variable = [...build.job.matrix].find(([, value]) => knownString(value) === platform.architecture)?.[0];
  return `\`${show.text(name)}-${variable === undefined ? platform.architecture : `$${variable}`}\``;
}
