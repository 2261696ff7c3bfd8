import {
  areOfOneRoot,
  type BuildStep,
  builtPlatform,
  canMeet,
  conditionsKey,
  defineRule,
  entryPlatform,
  type Fix,
  insertBehind,
  isMultiPlatform,
  known,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  type MultiArchImage,
  meantPlatform,
  type Platform,
  type Project,
  type Span,
  samePlatform,
  show,
  subject,
  type Truth,
  togetherness,
  unknown,
  unless,
  unquoted,
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
Builds that push the same image for an architecture which the index already has are another variant of it. A merge that
lists the architecture under another reference is reported as \`merge-source-not-built\`. A build that someone starts by
hand, or under other conditions than the merge, may be left out on purpose: nothing is said. A merge with sources that
cannot be seen leaves the answer open.
  `,
  references: ['https://github.com/estesp/manifest-tool'],
  fixes: ['safe'],

  *check({ project }) {
    for (const image of project.images) {
      for (const build of image.builds.items) {
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
          follows: merge.template === undefined ? [] : [subject.place(merge.template.span)],
        }));
      }
    }
  },
});

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
