import {
  any,
  type BuildStep,
  builtHere,
  builtPlatforms,
  defineRule,
  entryPlatform,
  expectationsOf,
  type Fix,
  familyOf,
  groupBy,
  hasHiddenBuilds,
  isWrittenOtherwise,
  knownString,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  type MultiArchImage,
  mismatchesOf,
  no,
  onceFor,
  type Platform,
  type Problem,
  type Project,
  type Span,
  sameText,
  show,
  type Text,
  type Truth,
  textKey,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'arch-build-missing',
  group: 'coverage',
  severity: 'error',
  summary: 'Every declared architecture has a build',
  why: `
A merge that lists an architecture which nobody builds fails, because the source is not in the registry; with
\`--ignore-missing\` it publishes an image index without that architecture, and whoever pulls on such a machine is told
\`no matching manifest\`.
  `,
  exceptions: `
An architecture is declared by the merge that lists it and by \`platforms\` of the policy. Sources in repositories that the
pipeline never writes are images of others, and what it copies from others is there. A source whose architecture is built under
another reference is reported as \`merge-source-not-built\`. Where files that could hold a build were not read, \`make image\` builds
out of sight, or a build may push to the same repository, nothing is said for certain.
  `,
  references: ['https://github.com/estesp/manifest-tool', 'https://docs.docker.com/build/building/multi-platform/'],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      const built = [...new Set(linksOf(project, merge).map(({ build }) => build))];
      if (built.length === 0) continue;
      for (const entry of merge.entries.items) {
        const platform = entryPlatform(entry);
        if (platform.is !== 'set' || linksOfEntry(project, entry).length > 0) continue;
        const isBuiltHere = isBuiltFor(project, merge, entry, platform.value);
        if (isBuiltHere.is === 'yes' || !isOwnImage(project, merge, entry)) continue;
        if (mismatchesOf(project, merge).some((mismatch) => mismatch.entry === entry)) continue;
        const isThere = any([isBuiltHere, hasHiddenBuilds(project), isWrittenOtherwise(project, merge, entry)]);
        yield* unless(isThere, () => missingSource({ project, merge, entry, built }, platform.value));
      }
    }
    for (const image of project.images) yield* againstPolicy(project, image);
  },
});

const isBuilt = (builds: readonly BuildStep[], platform: Platform, { expectations }: Project): boolean =>
  builds.some((build) => builtPlatforms(build, expectations).some((one) => machineKey(one) === machineKey(platform)));

const machineKey = ({ os, architecture }: Platform): string => `${os}/${architecture}`;

/** Whether some build makes the platform of an entry: one that pushes to its repository, under whatever tag, or perhaps there. */
function isBuiltFor(project: Project, merge: MergeStep, entry: MergeEntry, platform: Platform): Truth {
  const own = repositoryOf(entry);
  const ofPlatform = buildsByMachine(project).get(machineKey(platform)) ?? [];
  return any(ofPlatform.map((made) => pushesBeside(made, merge, own)));
}

/** A build with what is asked of it for every entry. */
interface Made {
  readonly build: BuildStep;
  /** The repositories that it pushes to, the architecture left out. */
  readonly repositories: readonly Text[];
  readonly joinedBy: ReadonlySet<MergeStep>;
}

/** The builds that make a platform, by its system and architecture. */
const buildsByMachine = onceFor((project: Project): ReadonlyMap<string, readonly Made[]> => {
  const joins = groupBy(project.links, ({ build }) => build);
  const made = project.builds.items.flatMap((build) => {
    const platforms = builtPlatforms(build, project.expectations);
    const repositories = build.destinations.items.map(({ reference }) => familyOf(reference.name, platforms).key);
    const one: Made = { build, repositories, joinedBy: new Set(joins.get(build)?.map(({ merge }) => merge)) };
    return [...new Set(platforms.map(machineKey))].map((machine) => ({ machine, one }));
  });
  return new Map(
    [...groupBy(made, ({ machine }) => machine)].map(([machine, own]) => [machine, own.map(({ one }) => one)]),
  );
});

/** Whether a build pushes to the repository of an entry. What another merge joins is for that one, if it is written otherwise. */
function pushesBeside({ build, repositories, joinedBy }: Made, merge: MergeStep, own: Text): Truth {
  const isJoined = joinedBy.size > (joinedBy.has(merge) ? 1 : 0);
  const { openTo } = build.destinations;
  if (repositories.length + openTo.length === 0 && !isJoined) return mayBePushedUnseen(build);
  return any([
    ...repositories.map((repository) =>
      isJoined && textKey(repository) !== textKey(own) ? no : sameText(repository, own),
    ),
    openTo.length > 0 ? unknown(...openTo) : no,
  ]);
}

/** Whether a build that pushes nowhere is pushed by something else: what stays on the machine may be. */
function mayBePushedUnseen({ isThrownAway, job, span }: BuildStep): Truth {
  const because = `what is done with the image that \`${job.name}\` builds and does not push is not followed`;
  return isThrownAway.is === 'yes' ? no : unknown({ kind: 'indirection', because, at: span });
}

/**
 * Whether the source lies where this pipeline pushes: in the repository of the index, or of another source that is built
 * here, the architecture left out. Another repository holds images of others.
 */
function isOwnImage(project: Project, merge: MergeStep, entry: MergeEntry): boolean {
  const built = merge.entries.items.filter((other) => linksOfEntry(project, other).length > 0);
  const own = [
    ...built.map(repositoryOf),
    ...merge.targets.items.map(({ reference }) => familyOf(reference.name, []).key),
  ].map(textKey);
  return own.includes(textKey(repositoryOf(entry)));
}

function repositoryOf(entry: MergeEntry): Text {
  const platform = entryPlatform(entry);
  return familyOf(entry.source.name, platform.is === 'set' ? [platform.value] : []).key;
}

/** An entry of a merge, and the builds of the other entries. */
interface Missing {
  readonly project: Project;
  readonly merge: MergeStep;
  readonly entry: MergeEntry;
  readonly built: readonly BuildStep[];
}

function missingSource({ project, merge, entry, built }: Missing, platform: Platform): Problem {
  const names = show.jobs(built.map(({ job }) => job));
  const fix = oneMoreCell(project, built, platform);
  return {
    at: placeOf(merge, entry, platform),
    message: `\`${merge.job.name}\` merges \`${show.image(entry.source)}\` for ${show.platform(platform)}, which no job builds`,
    help: `build ${show.platform(platform)}, too, as ${show.quoted(names)} ${names.length === 1 ? 'does' : 'do'} for the others, or take it out of the merge`,
    related: builtHere(project, built).slice(0, 3),
    jobs: [merge.job],
    identity: show.platform(platform),
    ...(fix && { fix }),
  };
}

/** One more value of the matrix variable that holds the architecture of the builds, where one job builds them all. */
function oneMoreCell({ expectations }: Project, built: readonly BuildStep[], platform: Platform): Fix | undefined {
  const last = built.at(-1);
  if (last === undefined || built.some(({ job }) => job.definition !== last.job.definition)) return undefined;
  if (platform.architecture === 'arm') return undefined;
  const isArchitecture = (build: BuildStep, name: string): boolean => {
    const value = build.job.matrix.get(name);
    const own = value === undefined ? undefined : knownString(value);
    return builtPlatforms(build, expectations).every(({ architecture }) => architecture === own);
  };
  const variable = [...last.job.matrix.keys()].find((name) => built.every((build) => isArchitecture(build, name)));
  const value = variable === undefined ? undefined : last.job.matrix.get(variable);
  if (variable === undefined || value === undefined || last.job.matrix.size > 1) return undefined;
  return {
    title: `Add \`${platform.architecture}\` to \`${variable}\` in the matrix of \`${last.job.definition.name}\``,
    safety: 'unsafe',
    because: `a runner for ${show.platform(platform)} must take the new job`,
    patches: [{ op: 'insert-item', behind: value.span, item: platform.architecture }],
  };
}

/** The platform in `--platforms`, or else the source. */
const placeOf = ({ template }: MergeStep, entry: MergeEntry, { architecture, variant }: Platform): Span =>
  template?.platforms.items.find(
    ({ platform }) => platform.architecture === architecture && platform.variant === variant,
  )?.span ?? entry.span;

/** Platforms that the policy asks of every published image; an exception for the image comes first. */
function* againstPolicy(project: Project, image: MultiArchImage) {
  const { expectations } = project;
  const published = image.builds.items.filter(({ pushed }) => pushed.is === 'yes');
  const [first] = published;
  if (first === undefined) return;
  const exception = expectationsOf(project, image).find(({ platforms }) => platforms !== undefined);
  const missing = (exception?.platforms ?? expectations.platforms).filter(
    (platform) => !isBuilt(image.builds.items, platform, project),
  );
  if (missing.length === 0) return;
  yield* unless(hasHiddenBuilds(project), () => ({
    at: first.destinations.items[0]?.span ?? first.span,
    message: `\`${image.shown}\` is not built for ${show.platforms(missing)}, which the policy asks of every published image`,
    help: `build ${show.platforms(missing)}, too, or name the image under \`images\` in the policy with the platforms it has`,
    related: builtHere(project, published)
      .filter(({ at }) => at !== first.span)
      .slice(0, 3),
    jobs: [first.job],
    identity: `${image.shown} ${show.platforms(missing)}`,
  }));
}
