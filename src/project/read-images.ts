import type { BuildStep, Expectations, MergeLink, MergeStep, MultiArchImage } from '../model/index.ts';
import { distinctCauses, groupBy, type OpenList, showText, type Text, textKey } from '../value/index.ts';
import { familyOf } from './image-family.ts';

/** The steps from which images are put together. */
export interface ImageParts {
  readonly builds: OpenList<BuildStep>;
  readonly merges: readonly MergeStep[];
  readonly links: readonly MergeLink[];
}

/**
 * The images of a repository: builds whose references differ in nothing but the architecture, and the merges that
 * join them. A build that pushes several references belongs to one image, as do all that a merge joins for certain.
 */
export function readImages(
  { builds, merges, links }: ImageParts,
  expectations: Expectations,
): readonly MultiArchImage[] {
  const groups = new Grouping<BuildStep | MergeStep>([...builds.items, ...merges]);
  const families = builds.items.flatMap((build) => familiesOf(build, expectations).map((text) => ({ build, text })));
  for (const [, members] of groupBy(families, ({ text }) => textKey(text))) {
    for (const { build } of members) groups.join(members[0]?.build ?? build, build);
  }
  for (const { merge, build, same } of links) if (same.is === 'yes') groups.join(merge, build);
  for (const [, same] of groupBy(merges, targetKey)) for (const merge of same) groups.join(same[0] ?? merge, merge);

  const names = new Map(families.map(({ build, text }) => [build, showText(text)]));
  return groups.all().map((members) => {
    const own = builds.items.filter((build) => members.has(build));
    const joined = merges.filter((merge) => members.has(merge));
    return {
      shown: nameOf(joined, own, names),
      builds: { items: own, openTo: distinctCauses(builds.openTo) },
      merges: joined,
    };
  });
}

const familiesOf = (build: BuildStep, expectations: Expectations): readonly Text[] =>
  [...build.destinations.items, ...build.localTags.items].map(({ reference }) =>
    familyOf(reference.text, build, expectations),
  );

const targetKey = (merge: MergeStep): string | MergeStep => {
  const [target] = merge.targets.items;
  return target === undefined ? merge : textKey(target.reference.text);
};

function nameOf(
  merges: readonly MergeStep[],
  builds: readonly BuildStep[],
  names: ReadonlyMap<BuildStep, string>,
): string {
  const target = merges.flatMap(({ targets }) => targets.items)[0];
  if (target !== undefined) return showText(target.reference.text);
  return builds.map((build) => names.get(build)).find((name) => name !== undefined) ?? 'an image without a reference';
}

/** Sets of members that belong together, joined pair by pair (union-find). */
class Grouping<T> {
  readonly #leader = new Map<T, T>();

  constructor(members: readonly T[]) {
    for (const member of members) this.#leader.set(member, member);
  }

  join(a: T, b: T): void {
    this.#leader.set(this.#leaderOf(a), this.#leaderOf(b));
  }

  /** The sets, in the order of their first members. */
  all(): readonly ReadonlySet<T>[] {
    return [...groupBy(this.#leader.keys(), (member) => this.#leaderOf(member)).values()].map((set) => new Set(set));
  }

  #leaderOf(member: T): T {
    let leader = member;
    for (let next = this.#leader.get(leader); next !== undefined && next !== leader; next = this.#leader.get(leader)) {
      leader = next;
    }
    this.#leader.set(member, leader);
    return leader;
  }
}
