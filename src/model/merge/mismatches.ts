import type { ImageReference, Platform } from '../../oci/index.ts';
import { type Field, groupBy, holesOf, onceFor, sameText, type Text, textKey } from '../../value/index.ts';
import { builtPlatforms } from '../build/build-platform.ts';
import type { BuildStep } from '../build/build-step.ts';
import { familyOf } from '../image/image-family.ts';
import { areOfOneRoot } from '../pipeline/one-run.ts';
import type { Project } from '../project.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';
import { entryPlatform, linksOf } from './merged-builds.ts';

/** A source of a merge that no build pushes, and the build whose image it must mean. */
export interface Mismatch {
  readonly entry: MergeEntry;
  readonly build: BuildStep;
}

/** The sources of a merge that miss what a build pushes. Digests, and sources that name nothing of ours, are left out. */
export const mismatchesOf = (project: Project, merge: MergeStep): readonly Mismatch[] => mismatchesIn(project)(merge);

const mismatchesIn = onceFor((project: Project) =>
  onceFor((merge: MergeStep): readonly Mismatch[] => {
    const linked = new Set(linksOf(project, merge).map(({ entry }) => entry));
    return merge.entries.items
      .filter((entry) => !linked.has(entry) && entry.source.digest.is === 'unset')
      .flatMap((entry) => {
        const build = buildMeant(project, merge, entry);
        return build === undefined ? [] : [{ entry, build }];
      });
  }),
);

/**
 * The build whose image an entry must mean: one of its platform that this merge does not join yet. It pushes to the
 * same repository, most likely what differs in nothing but the architecture; or, where nobody pushes to the entry's
 * repository, what has the same tag of this pipeline in another one. What other workflows build may be pushed under any tag.
 */
function buildMeant(project: Project, merge: MergeStep, entry: MergeEntry): BuildStep | undefined {
  const platform = entryPlatform(entry);
  const own = partsOf(entry.source, platform.is === 'set' ? [platform.value] : []);
  const { byName, byTag } = pushesIn(project);
  const taken = new Set(linksOf(project, merge).map(({ build }) => build));
  const isFree = ({ build }: Push): boolean =>
    !taken.has(build) && areOfOneRoot(build.job, merge.job) && isOfPlatform(project, build, platform);
  const named = byName.get(own.name);
  if (named !== undefined) {
    const inRepository = named.filter(isFree);
    const alike = inRepository.find(({ parts }) => parts.some(({ whole }) => sameText(whole, own.whole).is !== 'no'));
    return (alike ?? inRepository.find(({ build }) => !isMerged(project, build)))?.build;
  }
  const sameTag = own.tag === undefined ? undefined : byTag.get(own.tag)?.find(isFree);
  return sameTag !== undefined && !isMerged(project, sameTag.build) ? sameTag.build : undefined;
}

/** A build with what it pushes. */
interface Push {
  readonly build: BuildStep;
  readonly parts: readonly Parts[];
}

/** What is pushed, each build once under each of its names, in order. */
interface Pushes {
  readonly byName: ReadonlyMap<string, readonly Push[]>;
  readonly byTag: ReadonlyMap<string, readonly Push[]>;
}

const pushesIn = onceFor((project: Project): Pushes => {
  const pushed = project.builds.items
    .filter((build) => build.pushed.is !== 'no')
    .map((build) => ({ build, parts: pushedParts(project, build) }));
  const under = (keyOf: (parts: Parts) => string | undefined): ReadonlyMap<string, readonly Push[]> => {
    const keyed = pushed.flatMap((push) =>
      [...new Set(push.parts.map(keyOf))].flatMap((key) => (key === undefined ? [] : [{ push, key }])),
    );
    return new Map(
      [...groupBy(keyed, ({ key }) => key)].map(([key, members]) => [key, members.map(({ push }) => push)]),
    );
  };
  return { byName: under(({ name }) => name), byTag: under(({ tag }) => tag) };
});

/** A reference without its architecture. */
interface Parts {
  readonly whole: Text;
  /** Key of the repository. */
  readonly name: string;
  /** Key of a tag that belongs to one pipeline, because parts of it are fixed only there. */
  readonly tag: string | undefined;
}

function partsOf({ text, name, tag }: ImageReference, platforms: readonly Platform[]): Parts {
  const key = (part: Text): Text => familyOf(part, platforms).key;
  const isOfPipeline = tag.is === 'set' && holesOf(tag.value).length > 0;
  return { whole: key(text), name: textKey(key(name)), tag: isOfPipeline ? textKey(key(tag.value)) : undefined };
}

/** Of what a build pushes, and of what is copied from there. */
function pushedParts({ expectations, mirrors }: Project, build: BuildStep): readonly Parts[] {
  const pushed = build.destinations.items.map(({ reference }) => reference);
  const keys = new Set(mirrors.length === 0 ? [] : pushed.map(({ text }) => textKey(text)));
  const copied = mirrors.flatMap(({ source, target }) => (keys.has(textKey(source.text)) ? target.reference : []));
  return [...pushed, ...copied].map((reference) => partsOf(reference, builtPlatforms(build, expectations)));
}

/** Whether a build makes a platform, as far as both are known. */
export const isOfPlatform = ({ expectations }: Project, build: BuildStep, platform: Field<Platform>): boolean =>
  platform.is !== 'set' ||
  builtPlatforms(build, expectations).some(({ architecture }) => architecture === platform.value.architecture);

const isMerged = (project: Project, build: BuildStep): boolean => mergedBuilds(project).has(build);

const mergedBuilds = onceFor(
  ({ links }: Project): ReadonlySet<BuildStep> =>
    new Set(links.flatMap(({ build, same }) => (same.is === 'yes' ? [build] : []))),
);
