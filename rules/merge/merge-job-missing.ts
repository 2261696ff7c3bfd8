import {
  all,
  any,
  type BuildStep,
  builtHere,
  type Cause,
  canRunTogether,
  defineRule,
  entryPlatform,
  expectationsOf,
  type Fix,
  familyOf,
  finishesBefore,
  hasMore,
  holesOf,
  isMultiPlatform,
  jobsOf,
  known,
  type MergeEntry,
  type MultiArchImage,
  machinePlatform,
  mergeJobFor,
  mergesBehind,
  not,
  orElse,
  type Platform,
  type Problem,
  type Project,
  perhapsMeantPlatform,
  type Span,
  samePlatform,
  sameRepository,
  sameText,
  show,
  someItem,
  subject,
  type Text,
  type Truth,
  textKey,
  unknown,
  unless,
} from '../../src/rule/index.ts';

/** A build of one platform of an image, that platform, and why it may be for another one. */
interface Part {
  readonly build: BuildStep;
  readonly platform: Platform;
  readonly doubts: readonly Cause[];
}

export default defineRule({
  id: 'merge-job-missing',
  group: 'merge',
  severity: 'error',
  summary: 'Images built per architecture are joined into one image index',
  why: `
Each build job pushes an image of one architecture under a reference of its own. Without a job that joins them, no
reference stands for all architectures: who pulls must know the suffix, and the plain tag is missing or belongs to one
architecture. What is pushed by digest has no tag at all until a merge gives one to the index.
  `,
  exceptions: `
Images that are published per architecture on purpose are named in the policy, by repository and without tag:
\`images: [{name: ..., merge: none}]\`. Builds that push nothing, and images that one build makes for several platforms, are
left out. A merge of the same image whose sources are spelled in another way is left to \`merge-source-not-built\`.

Nothing is said for certain where a file that could hold the merge job was not read, where only names tell the
architectures apart (they may be those of a cross compiler), where the sources of a merge are out of sight, where the builds
are in different workflows, and where a job that is not over before the builds runs scripts that are out of sight or starts a pipeline of another project.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://github.com/opencontainers/image-spec/blob/main/image-index.md',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const image of project.images) {
      if (image.merges.length > 0 || image.builds.items.some(isMultiPlatform)) continue;
      const parts = partsOf(project, image);
      const [first] = parts;
      if (first === undefined || !isSplit(parts) || isOnPurpose(project, image)) continue;
      const merged = isMerged(project, parts);
      yield* unless(merged, () => {
        const problem = problemOf(project, image, parts, first);
        return { ...problem, follows: [...problem.follows, ...hidersOf(merged)], ...fixOf(project, parts) };
      });
    }
  },
});

/** The one place that hides the answer, or the places of variables that are not there: what is wrong there has to be mended first. */
function hidersOf(merged: Truth): readonly string[] {
  if (merged.is !== 'unknown') return [];
  const { causes } = merged;
  const places = [...new Set(causes.map(({ at }) => subject.place(at)))];
  return places.length === 1 || causes.every(({ kind }) => kind === 'out-of-scope-variable') ? places : [];
}

function problemOf(
  project: Project,
  { shown }: MultiArchImage,
  parts: readonly Part[],
  first: Part,
): Problem & Required<Pick<Problem, 'follows'>> {
  const builds = parts.map(({ build }) => build);
  const jobs = builds.map(({ job }) => job);
  const names = show.quoted(show.jobs(jobs));
  const isByDigest = builds.every(({ pushedByDigest }) => pushedByDigest.is === 'yes');
  const example = isByDigest ? '' : 'manifest-tool or ';
  return {
    at: placeOf(first.build),
    message: `no job joins ${show.platforms(parts.map(({ platform }) => platform))} of \`${shown}\`, built by ${names}, into an image index${isByDigest ? '; they are pushed by digest and have no tag' : ''}`,
    help: `add a job behind ${names} that joins the images, for example with ${example}\`docker buildx imagetools create\``,
    related: builtHere(
      project,
      builds.filter(({ span }) => span.start !== first.build.span.start),
    ),
    jobs,
    identity: shown,
    follows: [
      ...builds.map(subject.built),
      subject.joining(first.build.job.pipeline),
      ...templatesOf(project).map(subject.place),
    ],
  };
}

function fixOf(project: Project, parts: readonly Part[]): { readonly fix?: Fix } {
  const fix = mergeJobFor(project, parts);
  return fix === undefined ? {} : { fix };
}

const placeOf = ({ destinations, span }: BuildStep): Span => destinations.items[0]?.span ?? span;

/**
 * The pushed single-platform builds of an image, one for each platform. An architecture that is in names only may be
 * the target of a cross compiler in the image, and makes no part.
 */
function partsOf(project: Project, image: MultiArchImage): readonly Part[] {
  const parts: Part[] = [];
  for (const build of image.builds.items) {
    const platform = orElse(perhapsMeantPlatform(project, build), machinePlatform(build.job, project.expectations));
    if (build.pushed.is === 'no' || build.destinations.items.length === 0 || platform.is !== 'set') continue;
    if (parts.some((part) => samePlatform(part.platform, platform.value.platform))) continue;
    parts.push({ build, platform: platform.value.platform, doubts: platform.value.doubts ?? [] });
  }
  return parts;
}

/**
 * Whether there are two platforms, each under a reference of its own; one common reference is a collision instead, unless
 * each is pushed by its digest.
 */
function isSplit(parts: readonly Part[]): boolean {
  const references = new Set(parts.map(referencesOf));
  return parts.length > 1 && references.size === parts.length;
}

function referencesOf({ build: { destinations, pushedByDigest }, platform }: Part): string {
  const own = destinations.items.map(({ reference }) => show.image(reference)).join(' ');
  return pushedByDigest.is === 'yes' ? `${own}@${show.platform(platform)}` : own;
}

const isOnPurpose = (project: Project, image: MultiArchImage): boolean =>
  expectationsOf(project, image).some(({ needsNoMerge }) => needsNoMerge);

/** A template that manifest-tool fills in wrongly explains why its merge joins nothing. */
const templatesOf = ({ merges }: Project): readonly Span[] =>
  merges.items.flatMap(({ template }) => (template === undefined ? [] : [template.span]));

/**
 * Whether the parts are joined although no merge of them was found, or never pushed: by a merge of references that
 * differ from theirs in no known way, by one whose sources are hidden, by a file or script that was not read, or in
 * another project. A merge into the reference of the parts without architecture is meant for them.
 */
function isMerged(project: Project, parts: readonly Part[]): Truth {
  const linked = new Set(project.links.flatMap(({ entry, same }) => (same.is === 'yes' ? [entry] : [])));
  const keys = parts.flatMap(({ build, platform }) =>
    build.destinations.items.map(({ reference }) => familyOf(reference.text, [platform]).key),
  );
  const { items } = project.merges;
  return any([
    ...delegations(project, parts).map((cause) => unknown(cause)),
    ...items.flatMap(({ targets }) => targets.items).map(({ reference }) => known(isOneOf(reference.text, keys))),
    ...items.map(({ entries }) =>
      someItem({ ...entries, items: entries.items.filter((entry) => !linked.has(entry)) }, (entry) =>
        isOfFamily(entry, keys),
      ),
    ),
    hasMore(
      mergesBehind(
        project,
        parts.map(({ build }) => build.job),
      ),
    ),
    not(all(parts.flatMap(({ build }) => [build.runs, build.pushed]))),
    ...items.flatMap(({ entries }) => entries.items.map((entry) => isMeantByDigest(entry, parts))),
    not(someMeet(parts)),
    ...parts.flatMap(({ doubts }) => doubts).map((cause) => unknown(cause)),
  ]);
}

/** Whether some pipeline has two of the parts; builds that exclude each other leave nothing to join. */
const someMeet = (parts: readonly Part[]): Truth =>
  any(
    parts.flatMap(({ build: { job } }, index) =>
      parts.slice(0, index).map((other) => canRunTogether(job, other.build.job)),
    ),
  );

const isOneOf = (text: Text, keys: readonly Text[]): boolean => keys.some((key) => textKey(key) === textKey(text));

/** Whether an entry joins what differs in nothing but the architecture; spelled in another way, it is meant as well. */
function isOfFamily(entry: MergeEntry, keys: readonly Text[]): Truth {
  const platform = entryPlatform(entry);
  const { key } = familyOf(entry.source.text, platform.is === 'set' ? [platform.value] : []);
  const truth = any(keys.map((own) => sameText(own, key)));
  if (truth.is !== 'unknown') return truth;
  const ofParts = new Set(keys.flatMap(holesOf).map(({ symbol }) => symbol));
  const own = holesOf(key).filter(({ symbol }) => !ofParts.has(symbol));
  return own.length === 0 ? truth : unknown(...own.map(({ cause }) => cause));
}

/**
 * Whether an entry is meant for a part by a digest that the run decides: one in the repository of a part that is pushed by
 * digest is, whichever it is.
 */
function isMeantByDigest({ source }: MergeEntry, parts: readonly Part[]): Truth {
  const [hole] = source.digest.is === 'set' ? holesOf(source.digest.value) : [];
  const ofParts = parts.flatMap(({ build: { pushedByDigest, destinations } }) =>
    pushedByDigest.is === 'no' ? [] : destinations.items.map(({ reference }) => sameRepository(reference, source)),
  );
  return hole === undefined ? known(false) : any(ofParts);
}

/**
 * Jobs that start a pipeline which cannot be seen, and are not over before the builds: one that does not wait for them has
 * to be late enough, but may join the images all the same.
 */
function delegations(project: Project, parts: readonly Part[]): readonly Cause[] {
  return jobsOf(project).flatMap((job): readonly Cause[] => {
    if (job.trigger.is !== 'set' || job.trigger.value.starts.is === 'child') return [];
    if (parts.every(({ build }) => finishesBefore(job, build.job).is === 'yes')) return [];
    const because = `\`${job.name}\` starts a pipeline elsewhere, which may join the images`;
    return [{ kind: 'include', because, at: job.trigger.value.span }];
  });
}
