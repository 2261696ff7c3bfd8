import {
  areOfOneRoot,
  type BuildStep,
  builtPlatform,
  canMeet,
  conditionsKey,
  type Destination,
  defineRule,
  entryPlatform,
  type Fix,
  familyOf,
  insertBehind,
  isMultiPlatform,
  known,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeLink,
  type MergeStep,
  type MultiArchImage,
  meantPlatform,
  type Platform,
  type Problem,
  type Project,
  type Span,
  samePlatform,
  show,
  subject,
  type Truth,
  textKey,
  togetherness,
  unknown,
  unless,
  unquoted,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'arch-build-unmerged',
  group: 'coverage',
  severity: 'error',
  summary: 'Every architecture that is built for an image is part of its image index',
  why: `
A build job pushes an architecture that the merge does not list. The job runs, the image lies in the registry, and
nobody who pulls the image gets it: an architecture that was added to the builds and forgotten in the merge.
  `,
  exceptions: `
Builds that push the same image for an architecture which the index already has are another variant of it, unless their reference
is that of the index with the architecture. A merge that
lists the architecture under another reference is reported as \`merge-source-not-built\`. A build that someone starts by
hand, or under other conditions than the merge, may be left out on purpose: nothing is said. A merge with sources that
cannot be seen leaves the answer open.
  `,
  references: ['https://github.com/estesp/manifest-tool'],
  fixes: ['safe'],

  *check({ project }) {
    for (const image of project.images) {
      for (const build of image.builds.items) {
        const swap = swappedFor(project, image, build);
        if (swap !== undefined) yield* violation(swapProblem(swap));
        if (swap !== undefined) continue;
        const merge = image.merges.find(({ job }) => areOfOneRoot(job, build.job));
        if (merge === undefined) continue;
        const platform = unmergedPlatform(project, image, build);
        if (platform === undefined || isApart(build, merge)) continue;
        const fix = fixFor(merge, platform);
        yield* unless(isListedOutOfSight(project, image), () => ({
          at: placeOfSources(merge),
          message: `\`${merge.job.name}\` leaves out ${show.platform(platform)} of \`${image.shown}\`, which \`${build.job.name}\` builds and pushes`,
          help: `add ${show.platform(platform)} to what \`${merge.job.name}\` merges, or drop the build`,
          related: [
            {
              at: build.destinations.items[0]?.span ?? build.span,
              message: `${show.platform(platform)} is pushed here`,
            },
          ],
          jobs: [merge.job, build.job],
          identity: show.platform(platform),
          ...(fix && { fix }),
          follows: [...(merge.template === undefined ? [] : [merge.template.span]), ...lossesIn(project, merge)].map(
            subject.place,
          ),
        }));
      }
    }
  },
});

/** A build whose reference says that it is for a merge, which takes another build for its platform. */
interface Swap {
  readonly build: BuildStep;
  readonly destination: Destination;
  readonly platform: Platform;
  readonly merge: MergeStep;
  readonly entry: MergeEntry;
}

/**
 * The merge into the reference of a build without its architecture, that joins the image of another family for its platform:
 * `app:1.2-arm64` in the place of `app:1.2-alpine-arm64` in `app:1.2-alpine`.
 */
function swappedFor(project: Project, image: MultiArchImage, build: BuildStep): Swap | undefined {
  const meant = meantPlatform(project, build);
  if (meant.is !== 'set' || build.pushed.is !== 'yes' || build.runs.is !== 'yes' || isMultiPlatform(build))
    return undefined;
  const { platform } = meant.value;
  const links = image.merges.flatMap((merge) => linksOf(project, merge));
  if (links.some((link) => link.build === build && link.same.is !== 'no')) return undefined;
  for (const destination of build.destinations.items) {
    const key = familyKey(destination, platform);
    for (const merge of image.merges) {
      const isInto = merge.targets.items.some(({ reference }) => textKey(reference.text) === key);
      const taken =
        isInto && areOfOneRoot(merge.job, build.job) && !isApart(build, merge)
          ? linksOf(project, merge).find((link) => isTakenInstead(project, link, { platform, key }))
          : undefined;
      if (taken !== undefined) return { build, destination, platform, merge, entry: taken.entry };
    }
  }
  return undefined;
}

const familyKey = ({ reference }: Destination, platform: Platform): string =>
  textKey(familyOf(reference.text, [platform]).key);

/** Whether a source of a merge is certainly an image for the platform, and one of another family. */
function isTakenInstead(
  { expectations }: Project,
  { build, destination, same }: MergeLink,
  { platform, key }: { readonly platform: Platform; readonly key: string },
): boolean {
  const made = builtPlatform(build, expectations);
  const isForPlatform = made.is === 'set' && samePlatform(made.value.platform, platform);
  return same.is === 'yes' && isForPlatform && familyKey(destination, platform) !== key;
}

function swapProblem({ build, destination, platform, merge, entry }: Swap): Problem {
  const [own, taken] = [show.image(destination.reference), show.image(entry.source)];
  return {
    at: entry.span,
    message: `\`${merge.job.name}\` joins \`${taken}\` for ${show.platform(platform)} and leaves out \`${own}\`, which \`${build.job.name}\` builds for that index by its name`,
    help: `join \`${own}\` in its place`,
    related: [{ at: destination.span, message: `${show.platform(platform)} is pushed here` }],
    jobs: [merge.job, build.job],
    identity: show.platform(platform),
  };
}

/**
 * The platform of a pushed build that no merge of its image joins for certain, and of which the merges list nothing.
 */
function unmergedPlatform(project: Project, image: MultiArchImage, build: BuildStep): Platform | undefined {
  const platform = meantPlatform(project, build);
  if (platform.is !== 'set' || build.pushed.is !== 'yes' || isMultiPlatform(build)) return undefined;
  const links = image.merges.flatMap((merge) => linksOf(project, merge));
  if (links.some((link) => link.build === build && link.same.is === 'yes')) return undefined;
  const made = links
    .filter((link) => link.build !== build)
    .map((link) => builtPlatform(link.build, project.expectations));
  const listed = image.merges.flatMap(({ entries }) => entries.items).map(entryPlatform);
  const isCovered =
    made.some((other) => other.is !== 'set' || samePlatform(other.value.platform, platform.value.platform)) ||
    listed.some((other) => other.is === 'set' && samePlatform(other.value, platform.value.platform));
  return isCovered ? undefined : platform.value.platform;
}

/** Whether a build is started by hand, or has conditions under which a pipeline may hold only it or only the merge. */
function isApart({ job }: BuildStep, merge: MergeStep): boolean {
  const { when, conditions } = job;
  const isManual = (value: string): boolean => value === 'manual';
  if (when.is === 'set' && isManual(when.value)) return true;
  if (conditions.by === 'rules' && conditions.rules.items.some((rule) => isManual(rule.when))) return true;
  if (conditions.by === 'default') return canMeet(job, merge.job).is === 'no';
  return (
    conditionsKey(conditions) !== conditionsKey(merge.job.conditions) && togetherness(job, merge.job).is !== 'together'
  );
}

/** One more platform for the template that makes the references of the others. */
function fixFor({ template }: MergeStep, platform: Platform): Fix | undefined {
  const last = template?.platforms.items.at(-1);
  if (last === undefined || unquoted(last.span) !== show.platform(last.platform)) return undefined;
  const name = show.platform(platform);
  return { title: `Merge ${name}, too`, safety: 'safe', patches: [insertBehind(last.span, `,${name}`)] };
}

/** The values that are empty in the script that merges: what they were to name is left out because of them. */
const lossesIn = (project: Project, { job, span }: MergeStep): readonly Span[] =>
  (project.work.get(job)?.lostValues ?? []).flatMap(({ at, place }) =>
    place.is === 'script' && isInside(span, place.script) ? [at] : [],
  );

const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && outer.start <= inner.start && inner.end <= outer.end;

const placeOfSources = ({ template, span, entries }: MergeStep): Span =>
  template?.platforms.items.at(-1)?.span ?? entries.items.at(-1)?.span ?? span;

/** No entry lists the platform; entries that cannot be seen, or whose source cannot be told, may. */
function isListedOutOfSight(project: Project, { merges }: MultiArchImage): Truth {
  const causes = merges.flatMap(({ entries }) => [
    ...entries.openTo,
    ...entries.items.filter((entry) => !isCertain(project, entry)).flatMap(doubtsAbout),
  ]);
  return causes.length === 0 ? known(false) : unknown(...causes);
}

const isCertain = (project: Project, entry: MergeEntry): boolean =>
  linksOfEntry(project, entry).some(({ same }) => same.is === 'yes');

function doubtsAbout(entry: MergeEntry) {
  const platform = entryPlatform(entry);
  return platform.is === 'unknown' ? platform.causes : [];
}
