import {
  defineRule,
  type ListedImage,
  no,
  type Platform,
  type PlatformList,
  type Problem,
  type Project,
  platformLists,
  type Related,
  samePlatform,
  show,
  type Truth,
  unknown,
  unless,
  yes,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'arch-declaration-conflict',
  group: 'coverage',
  severity: 'warning',
  isOptIn: true,
  summary: 'All places that list the platforms of an image list the same',
  why: `
A bake file, the jobs of CI, \`--platform\` of another build and the policy may each say for which platforms an image is. Where
they differ, it depends on who builds last which machines find an image under the tag, and a platform that was added in one
place is not there in the other.
  `,
  exceptions: `
A build of one platform is a test, not a list. What a merge joins and what the jobs in front of it build is compared by
\`arch-build-missing\` and \`arch-build-unmerged\`, and what the policy asks of every image by the former. Images are the same where
their repository is, the architecture left out.
  `,
  references: [
    'https://docs.docker.com/build/bake/reference/#targetplatforms',
    'https://docs.docker.com/build/building/multi-platform/',
  ],

  *check({ project }) {
    for (const image of platformLists(project)) {
      const conflict = conflictIn(image.lists);
      if (conflict !== undefined) yield* unless(conflict.agrees, () => problemOf(image, conflict));
      else yield* againstPolicy(project, image);
    }
  },
});

/** Two lists that differ. */
interface Conflict {
  /** The one that lacks something. */
  readonly less: PlatformList;
  readonly more: PlatformList;
  readonly missing: readonly Platform[];
  readonly agrees: Truth;
}

/** The first two lists that differ, those of which that is certain before others. */
function conflictIn(lists: readonly PlatformList[]): Conflict | undefined {
  const conflicts = lists.flatMap((less) => lists.flatMap((more) => compared(less, more) ?? []));
  return conflicts.find(({ agrees }) => agrees.is === 'no') ?? conflicts[0];
}

function compared(less: PlatformList, more: PlatformList): Conflict | undefined {
  if (less === more || areComparedElsewhere(less, more)) return undefined;
  const missing = lackingIn(less, more.platforms);
  if (missing.length === 0) return undefined;
  return { less, more, missing, agrees: less.openTo.length > 0 ? unknown(...less.openTo) : no };
}

const lackingIn = ({ platforms }: PlatformList, wanted: readonly Platform[]): readonly Platform[] =>
  wanted.filter((platform) => !platforms.some((other) => samePlatform(other, platform)));

/** What merges join and what jobs build is the subject of other rules. */
const areComparedElsewhere = (one: PlatformList, other: PlatformList): boolean =>
  (one.by === 'merge' && other.by !== 'file') || (other.by === 'merge' && one.by !== 'file');

function problemOf({ name }: ListedImage, { less, more, missing }: Conflict): Problem {
  const union = [...less.platforms, ...lackingIn(less, more.platforms)];
  return {
    at: less.at,
    message: `${nameOf(less)} ${verbs[less.by]} ${show.platforms(less.platforms)} for \`${show.text(name)}\`, without ${show.platforms(missing)}, which ${nameOf(more)} ${verbs[more.by]}`,
    help: `list the same platforms in both places, such as ${show.platforms(union)}`,
    related: [relatedTo(more)],
    jobs: [...less.jobs, ...more.jobs],
    identity: show.text(name),
  };
}

/** Who says it. */
const nameOf = ({ by, at, jobs }: PlatformList): string =>
  by === 'file' ? `\`${at.file.path}\`` : show.few(show.jobs(jobs));

const verbs: Readonly<Record<PlatformList['by'], string>> = {
  file: 'lists',
  command: 'lists',
  jobs: 'builds',
  merge: 'merges',
};

const relatedTo = ({ at, platforms }: PlatformList): Related => ({ at, message: `${show.platforms(platforms)} here` });

/** A file that lacks a platform of the policy, or has one more than it allows. */
function* againstPolicy({ expectations }: Project, { name, lists }: ListedImage) {
  const allowed = [...expectations.platforms, ...expectations.optionalPlatforms];
  const isNamed = expectations.images.some((image) => image.name === show.text(name));
  const file = lists.find(({ by, openTo }) => by === 'file' && openTo.length === 0);
  if (file === undefined || expectations.platforms.length === 0 || isNamed) return;
  const more = file.platforms.filter((platform) => !allowed.some((other) => samePlatform(other, platform)));
  const agrees: Truth = more.length === 0 ? yes : no;
  yield* unless(agrees, () => ({
    at: file.at,
    message: `${nameOf(file)} lists ${show.platforms(file.platforms)} for \`${show.text(name)}\`, and the policy knows nothing of ${show.platforms(more)}`,
    help: `name ${show.platforms(more)} under \`platforms\` or \`optionalPlatforms\` of the policy, or drop it here`,
    jobs: file.jobs,
    identity: show.text(name),
  }));
}
