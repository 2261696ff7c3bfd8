import {
  defineRule,
  type IndexHandling,
  isCertainlySame,
  isMultiPlatform,
  known,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  not,
  onceFor,
  type Problem,
  type Project,
  type Related,
  referenceIndex,
  type Severity,
  show,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'nested-index-source',
  group: 'attestation',
  severity: 'error',
  summary: 'The sources of a merge by hand are images of one platform each',
  why: `
A build of several platforms pushes an image index, and so does a merge. \`docker manifest create\` ends with \`is a manifest list\` for such a
source, manifest-tool before 2.1 with \`already a multi-platform image\`; \`regctl index\` and \`crane --flatten=false\` put the index into
the new one, which most runtimes do not pull. A merge that pushes over one of its own sources makes that source an index for
the next run, or for its own repetition.
  `,
  exceptions: `
\`docker buildx imagetools create\`, \`crane index append\`, manifest-tool from 2.1.0 on and \`manifest add\` with \`--arch\` or \`--all\` take an index
apart. Indexes that hold one image and its attestations are a matter of \`attestation-in-manual-merge\`. Sources that the repository does
not build are taken for plain images. Where the version of manifest-tool is not known, the answer stays open.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/manifest/create/',
    'https://github.com/estesp/manifest-tool/releases/tag/v2.1.0',
  ],

  *check({ project }) {
    for (const merge of project.merges.items) {
      for (const entry of merge.entries.items) {
        const index = indexBehind(project, merge, entry);
        if (index !== undefined) yield* unless(not(isTrouble(entry)), () => problemOf(merge, entry, index));
      }
    }
  },
});

/** What makes an index of a source. */
interface Index {
  /** The end of "a job merges a source …". */
  readonly because: string;
  readonly related: readonly Related[];
  readonly severity?: Severity;
}

function indexBehind(project: Project, merge: MergeStep, entry: MergeEntry): Index | undefined {
  const builds = linksOfEntry(project, entry).flatMap(({ build, same }) => (same.is === 'yes' ? [build] : []));
  const several = builds.find((build) => isMultiPlatform(build) && build.pushed.is === 'yes');
  if (several !== undefined) {
    const because = `, which is an image index: \`${several.job.name}\` builds ${show.requested(several)} under that one reference`;
    return { because, related: [{ at: several.span, message: 'an image index is pushed here' }] };
  }
  if (isTargetOf(merge, entry)) {
    const because = ' and pushes its image index over it, so that the next run finds an index there';
    // A build that pushes the image again each time leaves trouble to repetitions of the merge alone.
    return { because, related: [], severity: builds.length > 0 ? 'warning' : 'error' };
  }
  const maker = builds.length > 0 ? undefined : makersOf(project)(entry.source)[0]?.merge;
  if (maker === undefined) return undefined;
  const because = `, which is an image index: \`${maker.job.name}\` pushes an image index under that reference`;
  return { because, related: [{ at: maker.span, message: 'the image index is put together here' }] };
}

/** The merges that push an image index under a reference. */
const makersOf = onceFor(({ merges }: Project) =>
  referenceIndex(
    merges.items.flatMap((merge) =>
      merge.pushed.is === 'yes' ? merge.targets.items.map(({ reference }) => ({ merge, reference })) : [],
    ),
    ({ reference }) => reference,
  ),
);

const isTargetOf = ({ targets }: MergeStep, { source }: MergeEntry): boolean =>
  targets.items.some(({ reference }) => isCertainlySame(reference, source));

const harmless: ReadonlySet<IndexHandling> = new Set(['flattens', 'picks-platform', 'picks-host-platform']);

function isTrouble({ onIndex }: MergeEntry): Truth {
  if (onIndex.is === 'unknown') return unknown(...onIndex.causes);
  return known(onIndex.is === 'set' && !harmless.has(onIndex.value));
}

function problemOf(merge: MergeStep, entry: MergeEntry, { because, related, severity }: Index): Problem {
  const { job, tool } = merge;
  const image = show.image(entry.source);
  const isNested = entry.onIndex.is === 'set' && entry.onIndex.value === 'nests';
  const outcome = isNested
    ? 'puts an index into the new one, which most runtimes cannot pull'
    : 'refuses an index as a source';
  return {
    at: entry.span,
    message: `\`${job.name}\` merges \`${image}\`${because}; ${tool} ${outcome}`,
    help: isTargetOf(merge, entry)
      ? 'push the index under a reference of its own, and merge the images by theirs'
      : 'merge images of one platform each, or use `docker buildx imagetools create`, which takes an index apart',
    related,
    jobs: [job],
    identity: image,
    ...(severity && { severity }),
  };
}
