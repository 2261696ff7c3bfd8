import {
  type BuildStep,
  digestOfBuild,
  digestsInFolder,
  type HandedDigest,
  type Job,
  type JobWork,
  type MergeEntry,
  type MergeLink,
  type MergeStep,
} from '../model/index.ts';
import { parseReference, sameRepository } from '../oci/index.ts';
import { type Cause, holesOf, isClosed, joinTexts, literal, type Text, yes } from '../value/index.ts';

/** What jobs do, digests followed from the builds to the merges. */
export interface DigestLinks {
  readonly work: ReadonlyMap<Job, JobWork>;
  /** The builds of entries that name an image by a digest that was handed on. */
  readonly linked: ReadonlyMap<MergeEntry, readonly MergeLink[]>;
}

/**
 * Follows digests to the merges that join them: an entry that takes its digests from the files of a folder becomes an entry for
 * each build whose digest lies there, and one whose digest is the output of a build is linked with it. What is not certain
 * stays as it is, and open.
 */
export function linkDigests(work: ReadonlyMap<Job, JobWork>): DigestLinks {
  const linked = new Map<MergeEntry, readonly MergeLink[]>();
  const builds = [...work.values()].flatMap((own) => own.builds.items.filter(({ pushed }) => pushed.is !== 'no'));
  const followed = [...work].map(([job, own]) => {
    const { items, openTo } = own.merges;
    if (items.length === 0) return [job, own] as const;
    const merges = items.map((merge) => withDigests(merge, { work, builds, linked }));
    return [job, { ...own, merges: { items: merges, openTo } }] as const;
  });
  return { work: new Map(followed), linked };
}

interface Search {
  readonly work: ReadonlyMap<Job, JobWork>;
  readonly builds: readonly BuildStep[];
  readonly linked: Map<MergeEntry, readonly MergeLink[]>;
}

/** What one entry turns out to be. */
interface Followed {
  readonly entries: readonly (Partial<HandedDigest> & { readonly entry: MergeEntry })[];
  /** What no longer opens the list. */
  readonly settled: readonly Cause[];
}

function withDigests(merge: MergeStep, search: Search): MergeStep {
  const followed = merge.entries.items.map((entry) => follow(merge, entry, search));
  const parts = followed.flatMap(({ entries }) => entries);
  if (parts.every(({ build }) => build === undefined)) return merge;
  const settled = new Set(followed.flatMap((one) => one.settled));
  const changed: MergeStep = {
    ...merge,
    entries: {
      items: parts.map(({ entry }) => entry),
      openTo: merge.entries.openTo.filter((cause) => !settled.has(cause)),
    },
  };
  for (const { entry, build, destination } of parts) {
    if (build !== undefined && destination !== undefined)
      search.linked.set(entry, [{ merge: changed, entry, build, destination, same: yes }]);
  }
  return changed;
}

function follow(merge: MergeStep, entry: MergeEntry, { work, builds }: Search): Followed {
  const inFolder = digestsInFolder(work, merge, entry);
  if (inFolder === undefined) return { entries: [{ entry, ...builtAs(entry, builds) }], settled: [] };
  const { items } = inFolder;
  if (items.length === 0) return { entries: [{ entry }], settled: [] };
  const named = items.map((handed) => ({ entry: entryOf(entry, handed), ...handed }));
  // What else lies in the folder stays an entry of its own, and the list stays open to it.
  if (!isClosed(inFolder)) return { entries: [...named, { entry }], settled: [] };
  return { entries: named, settled: holesOf(entry.source.text).map(({ cause }) => cause) };
}

/** The build whose digest an entry names. */
function builtAs({ source }: MergeEntry, builds: readonly BuildStep[]): HandedDigest | undefined {
  const digest = source.digest.is === 'set' ? holesOf(source.digest.value) : [];
  if (digest.length !== 1) return undefined;
  for (const build of builds) {
    if (digestOfBuild(build).symbol !== digest[0]?.symbol) continue;
    const destination = build.destinations.items.find(({ reference }) => sameRepository(reference, source).is !== 'no');
    if (destination !== undefined) return { build, destination };
  }
  return undefined;
}

/** The entry as the image of one build. */
function entryOf(entry: MergeEntry, { build }: HandedDigest): MergeEntry {
  const { name, text } = entry.source;
  const digest: Text = { parts: [digestOfBuild(build)], span: text.span };
  const whole = joinTexts([name, literal('@sha256:', text.span), digest], text.span);
  return { ...entry, source: parseReference(whole) };
}
