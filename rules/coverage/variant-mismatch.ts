import {
  type BuildStep,
  defineRule,
  formatPlatform,
  known,
  linksOfEntry,
  listedVariants,
  type MergeEntry,
  type MergeStep,
  type Platform,
  type Problem,
  type Project,
  type RequestedPlatform,
  show,
  type Truth,
  unknown,
  unless,
  violation,
  writesVariant,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'variant-mismatch',
  group: 'coverage',
  severity: 'warning',
  summary: 'A merge lists an image under the variant of the architecture that it is built for',
  why: `
32-bit ARM has variants that differ in their instructions: \`linux/arm\` means \`linux/arm/v7\`. An image for \`v6\` that is listed as \`linux/arm\` is
not found by the old machines for which it was built, and one for \`v7\` that is listed as \`v6\` ends there with \`Illegal instruction\`.
Kaniko writes no variant into the image, so that a merge which reads the platform from the image lists plain \`linux/arm\`.
  `,
  exceptions: `
\`linux/arm64\` and \`linux/arm64/v8\` are equal, and so are \`linux/arm\` and \`linux/arm/v7\`. Only the platform flag of a build counts:
\`armhf\` in a tag or a variable means v6 to some and v7 to others.
  `,
  references: [
    'https://github.com/containerd/platforms/blob/main/database.go',
    'https://github.com/estesp/manifest-tool/blob/main/v2/pkg/util/oslist.go',
  ],

  *check({ project }) {
    for (const merge of project.merges.items) {
      for (const entry of merge.entries.items) {
        const wrong = wrongVariant(merge, entry);
        if (wrong !== undefined) yield* violation(wrong);
        else yield* againstBuilds(project, merge, entry);
      }
    }
  },
});

/** A variant that the tool does not take for the architecture. */
function wrongVariant({ job, tool }: MergeStep, { declared, source }: MergeEntry): Problem | undefined {
  if (declared === undefined || declared.variant === '') return undefined;
  const variants = listedVariants(tool, declared.architecture);
  if (variants === undefined || variants.includes(declared.variant)) return undefined;
  const written = [declared.os || 'linux', declared.architecture, declared.variant].join('/');
  return {
    at: declared.span,
    message: `\`${job.name}\` lists \`${show.image(source)}\` under \`${written}\`; ${tool} knows no variant \`${declared.variant}\` of ${declared.architecture} and refuses it`,
    help:
      variants.length === 0
        ? 'drop the variant'
        : `write ${variants
            .map((one) => `\`${one}\``)
            .join(', ')
            .replace(/, (?=[^,]*$)/, ' or ')}`,
    jobs: [job],
    identity: written,
  };
}

function* againstBuilds(project: Project, merge: MergeStep, entry: MergeEntry) {
  for (const { build, same } of linksOfEntry(project, entry)) {
    const built = same.is === 'yes' ? requestedOf(build) : undefined;
    if (built === undefined) continue;
    const { platform } = built;
    if (entry.platform.is === 'set' && differInVariant(platform, entry.platform.value))
      yield* violation(problemOf({ merge, entry, build, built }, entry.platform.value));
    if (entry.platform.is === 'unset' && platform.architecture === 'arm' && platform.variant !== 'v7')
      yield* unless(isWritten(build), () => problemOf({ merge, entry, build, built }, { ...platform, variant: '' }));
  }
}

/** The one platform that a build is told by its flag. */
function requestedOf({ platforms }: BuildStep): RequestedPlatform | undefined {
  return platforms.is === 'set' && platforms.value.items.length === 1 ? platforms.value.items[0] : undefined;
}

const differInVariant = (one: Platform, other: Platform): boolean =>
  one.os === other.os && one.architecture === other.architecture && one.variant !== other.variant;

/** Whether the image itself says its variant, so that tools which read it list it rightly. */
function isWritten({ tool, version, span }: BuildStep): Truth {
  const writes = writesVariant(tool, version);
  if (writes !== undefined) return known(writes);
  return unknown({ kind: 'indirection', because: `the version of ${tool} is not known`, at: span });
}

/** An image and the variant for which it is built. */
interface Listed {
  readonly merge: MergeStep;
  readonly entry: MergeEntry;
  readonly build: BuildStep;
  readonly built: RequestedPlatform;
}

function problemOf({ merge, entry, build, built }: Listed, listed: Platform): Problem {
  const image = show.image(entry.source);
  const [platform, wrong] = [built.platform, listed].map(formatPlatform);
  const isRead = entry.platform.is === 'unset';
  return {
    at: entry.declared?.span ?? entry.span,
    message: isRead
      ? `\`${merge.job.name}\` lists \`${image}\` as the image says, which is plain ${wrong}: Kaniko writes no variant, though it is built for ${platform}`
      : `\`${merge.job.name}\` lists \`${image}\` under ${wrong}, and it is built for ${platform}, by the platform flag of ${build.tool}`,
    help: isRead ? `state the variant in the merge: ${platform}` : `list it under ${platform}`,
    related: [{ at: built.span, message: `${platform} is said here` }],
    jobs: [merge.job],
    identity: `${image} ${wrong}`,
  };
}
