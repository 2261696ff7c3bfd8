import {
  type BuildStep,
  builtPlatforms,
  type Expectations,
  familyOf,
  type ImageFamily,
  type MergeLink,
  type MergeStep,
  type MultiArchImage,
} from '../model/index.ts';
import { distinctCauses, groupBy, type OpenList, showText, textKey } from '../value/index.ts';

/** The steps from which images are put together. */
export interface ImageParts {
  readonly builds: OpenList<BuildStep>;
  readonly merges: readonly MergeStep[];
  readonly links: readonly MergeLink[];
}

/**
 * The images of a repository: builds whose references differ in nothing but the architecture, and the merges that
 * join them. A build that pushes several references belongs to one image, as do all that a merge joins for certain.
 * References that stay on the machine say something only where a build pushes nothing.
 */
export function readImages(
  { builds, merges, links }: ImageParts,
  expectations: Expectations,
): readonly MultiArchImage[] {
  const groups = new Grouping<BuildStep | MergeStep>([...builds.items, ...merges]);
  const families = new Map(builds.items.map((build) => [build, familiesOf(build, expectations)]));
  const named = [...families].flatMap(([build, own]) => own.map(({ key }) => ({ build, key: textKey(key) })));
  for (const members of groupBy(named, ({ key }) => key).values()) groups.joinAll(members.map(({ build }) => build));
  for (const { merge, build, same } of links) if (same.is === 'yes') groups.joinAll([merge, build]);
  for (const same of groupBy(merges, targetKey).values()) groups.joinAll(same);

  const openTo = distinctCauses(builds.openTo);
  return groups.all().map((members) => {
    const own = members.flatMap((step) => ('entries' in step ? [] : [step]));
    const joined = members.flatMap((step) => ('entries' in step ? [step] : []));
    const shown = nameOf(
      joined,
      own.flatMap((build) => families.get(build) ?? []),
    );
    return { shown, builds: { items: own, openTo }, merges: joined };
  });
}

function familiesOf(build: BuildStep, expectations: Expectations): readonly ImageFamily[] {
  const { destinations, localTags } = build;
  const written = destinations.items.length > 0 ? destinations.items : localTags.items;
  const platforms = builtPlatforms(build, expectations);
  return written.map(({ reference }) => familyOf(reference.text, platforms));
}

const targetKey = (merge: MergeStep): string | MergeStep => {
  const [target] = merge.targets.items;
  return target === undefined ? merge : textKey(target.reference.text);
};

/** The reference of the index, or else of its parts, if possible one that shows where the architecture stands. */
function nameOf(merges: readonly MergeStep[], families: readonly ImageFamily[]): string {
  const target = merges.flatMap(({ targets }) => targets.items)[0];
  if (target !== undefined) return showText(target.reference.text);
  const family = families.find(({ shown, key }) => textKey(shown) !== textKey(key)) ?? families[0];
  return family === undefined ? 'an image without a reference' : showText(family.shown);
}

/** Members that belong together, joined bit by bit (union-find). */
class Grouping<T> {
  readonly #leader = new Map<T, T>();

  constructor(members: readonly T[]) {
    for (const member of members) this.#leader.set(member, member);
  }

  joinAll([first, ...others]: readonly T[]): void {
    if (first === undefined) return;
    const leader = this.#leaderOf(first);
    for (const other of others) this.#leader.set(this.#leaderOf(other), leader);
  }

  /** The groups in the order of their first members, and so are the members of each. */
  all(): readonly (readonly T[])[] {
    return [...groupBy(this.#leader.keys(), (member) => this.#leaderOf(member)).values()];
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
