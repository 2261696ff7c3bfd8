import { formatPlatform, type Platform, samePlatform } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, type Field, groupBy, type OpenList, textKey } from '../../value/index.ts';
import { familyOf } from '../image/image-family.ts';
import type { MergeStep } from '../merge/merge-step.ts';
import { entryPlatform } from '../merge/merged-builds.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { builtPlatforms } from './build-platform.ts';
import type { BuildStep, RequestedPlatform } from './build-step.ts';

/** A place that says for which platforms an image is. */
export interface PlatformList {
  readonly by: 'file' | 'command' | 'jobs' | 'merge';
  readonly platforms: readonly Platform[];
  /** Why it may have more. */
  readonly openTo: readonly Cause[];
  readonly at: Span;
  readonly jobs: readonly Job[];
}

/** A repository of images and the lists that are about it. */
export interface ListedImage {
  /** Its reference without tag, as one of its steps writes it. */
  readonly name: BuildStep['destinations']['items'][number]['reference']['name'];
  readonly lists: readonly PlatformList[];
}

/**
 * The lists of platforms that the repository holds, image by image: of bake and Compose files, of builds of several
 * platforms, of the jobs that build one platform each, and of merges. One platform alone is no list, but a build for one
 * machine, such as a test. An image is a repository of the registry, the architecture left out.
 */
export function platformLists(project: Project): readonly ListedImage[] {
  const builds = project.builds.items.flatMap((build) => namesOf(project, build).map((name) => ({ name, build })));
  const byName = groupBy(builds, ({ name }) => textKey(name));
  return [...byName].flatMap(([key, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const own = [...new Set(members.map(({ build }) => build))];
    const merges = project.merges.items.filter((merge) => isOf(merge, key));
    return [{ name: first.name, lists: listsOf(project, own, merges) }];
  });
}

type Name = ListedImage['name'];

function namesOf({ expectations }: Project, build: BuildStep): readonly Name[] {
  if (build.pushed.is === 'no') return [];
  const platforms = builtPlatforms(build, expectations);
  const keys = build.destinations.items.map(({ reference }) => familyOf(reference.name, platforms).key);
  return [...groupBy(keys, textKey).values()].flatMap(([name]) => name ?? []);
}

const isOf = ({ targets }: MergeStep, key: string): boolean =>
  targets.items.some(({ reference }) => textKey(familyOf(reference.name, []).key) === key);

function listsOf(
  project: Project,
  builds: readonly BuildStep[],
  merges: readonly MergeStep[],
): readonly PlatformList[] {
  const inFiles = builds.flatMap((build) => listIn(build.platformsInFile, 'file', build.job));
  const onCommands = builds
    .filter(
      ({ platforms, platformsInFile }) => platforms !== platformsInFile && !isSamePlace(platforms, platformsInFile),
    )
    .flatMap((build) => listIn(build.platforms, 'command', build.job));
  const all = [...inFiles, ...onCommands, ...listOfJobs(project, builds), ...merges.flatMap(listOfMerge)];
  const distinct = groupBy(all, ({ by, at, platforms }) =>
    [by, at.file.path, at.start, ...platforms.map(formatPlatform)].join('\0'),
  );
  return [...distinct.values()].flatMap(([first]) => first ?? []).filter(({ platforms }) => platforms.length > 1);
}

type Listed = Field<OpenList<RequestedPlatform>>;

function isSamePlace(one: Listed, other: Listed): boolean {
  if (one.is !== 'set' || other.is !== 'set') return false;
  const [a, b] = [one.value.items[0], other.value.items[0]];
  return a !== undefined && b !== undefined && a.span.file === b.span.file && a.span.start === b.span.start;
}

function listIn(listed: Listed, by: PlatformList['by'], job: Job): readonly PlatformList[] {
  if (listed.is !== 'set') return [];
  const [first] = listed.value.items;
  if (first === undefined) return [];
  const last = listed.value.items.at(-1) ?? first;
  const isOneLine = last.span.file === first.span.file && last.span.end > first.span.start;
  const at = isOneLine ? first.span.file.span(first.span.start, last.span.end) : first.span;
  const platforms = listed.value.items.map(({ platform }) => platform);
  return [{ by, platforms, openTo: listed.value.openTo, at, jobs: [job] }];
}

/** What the jobs of one platform each come to together. */
function listOfJobs({ expectations }: Project, builds: readonly BuildStep[]): readonly PlatformList[] {
  const single = builds.flatMap((build) => {
    const platforms = builtPlatforms(build, expectations);
    return platforms.length === 1 ? [{ build, platforms }] : [];
  });
  const [first] = single;
  if (first === undefined) return [];
  const platforms = distinct(single.flatMap((one) => one.platforms));
  return [{ by: 'jobs', platforms, openTo: [], at: first.build.span, jobs: single.map(({ build }) => build.job) }];
}

function listOfMerge({ entries, template, span, job }: MergeStep): readonly PlatformList[] {
  const found = entries.items.map(entryPlatform);
  const platforms = found.flatMap((platform) => (platform.is === 'set' ? [platform.value] : []));
  const isWhole = platforms.length === found.length;
  const at = template?.platforms.items[0]?.span ?? span;
  return isWhole ? [{ by: 'merge', platforms: distinct(platforms), openTo: entries.openTo, at, jobs: [job] }] : [];
}

const distinct = (platforms: readonly Platform[]): readonly Platform[] =>
  platforms.filter((platform, index) => platforms.findIndex((other) => samePlatform(other, platform)) === index);
