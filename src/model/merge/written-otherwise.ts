import type { ImageReference } from '../../oci/index.ts';
import { any, knownString, onceFor, type Truth, textKey, yes } from '../../value/index.ts';
import { builtPlatforms } from '../build/build-platform.ts';
import { familyOf } from '../image/image-family.ts';
import { sameImage } from '../image/same-image.ts';
import type { Project } from '../project.ts';
import { allCommands } from '../roles.ts';
import type { MergeEntry, MergeStep, MirrorStep } from './merge-step.ts';
import { entryPlatform } from './merged-builds.ts';
import { isPushedUnseen } from './unseen-pushes.ts';

/** Whether a copy, another merge, or a push that is not seen for certain writes what a merge reads. */
export function isWrittenOtherwise(project: Project, merge: MergeStep, entry: MergeEntry): Truth {
  const { source } = entry;
  const copies = project.mirrors.filter((mirror) => !isOfMissingPart(project, mirror, entry));
  if (copies.length === project.mirrors.length && textsOfPushes(project).has(textKey(source.text))) return yes;
  const others = project.merges.items.filter((other) => other !== merge);
  const targets = [...copies.map(({ target }) => target), ...others.flatMap((other) => other.targets.items)];
  return any([...targets.map(({ reference }) => sameImage(reference, source)), isPushedUnseen(project, merge, entry)]);
}

/** Whether a copy is of what stands beside images that are built here, and is built by nobody: it finds nothing. */
function isOfMissingPart(project: Project, { source }: MirrorStep, entry: MergeEntry): boolean {
  const platform = entryPlatform(entry);
  const family = textKey(familyOf(source.text, platform.is === 'set' ? [platform.value] : []).key);
  return familiesOfBuilds(project).has(family) && !mayBeBuiltHere(project)(source);
}

/** The families of all that builds of the project push. */
const familiesOfBuilds = onceFor(
  ({ builds, expectations }: Project): ReadonlySet<string> =>
    new Set(
      builds.items.flatMap((build) => {
        const platforms = builtPlatforms(build, expectations);
        return build.destinations.items.map(({ reference }) => textKey(familyOf(reference.text, platforms).key));
      }),
    ),
);

/** Whether some build of the project may push a reference. */
const mayBeBuiltHere = onceFor(({ builds }: Project) =>
  onceFor((source: ImageReference): boolean =>
    builds.items.some(({ destinations }) =>
      destinations.items.some(({ reference }) => sameImage(reference, source).is !== 'no'),
    ),
  ),
);

/** Words by which commands put images into a registry. */
const pushWords: ReadonlySet<string> = new Set(['push', 'copy', 'cp', 'sync']);

/** What stands beside such a word in any command: images that come from elsewhere, or out of an archive. */
const textsOfPushes = onceFor((project: Project): ReadonlySet<string> => {
  const pushes = allCommands(project).filter(({ args }) =>
    args.items.some((arg) => pushWords.has(knownString(arg) ?? '')),
  );
  return new Set(pushes.flatMap(({ args }) => args.items.map((arg) => textKey(arg).replace(/^[a-z]+:\/\//, ''))));
});
