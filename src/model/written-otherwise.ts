import { any, knownString, onceFor, type Truth, textKey, yes } from '../value/index.ts';
import { builtPlatforms } from './build-platform.ts';
import { familyOf } from './image-family.ts';
import type { MergeEntry, MergeStep, MirrorStep } from './merge-step.ts';
import { entryPlatform } from './merged-builds.ts';
import type { Project } from './project.ts';
import { allCommands } from './roles.ts';
import { sameImage } from './same-image.ts';

/** Whether a copy, another merge or a push by a command that is not followed writes what a merge reads. */
export function isWrittenOtherwise(project: Project, merge: MergeStep, entry: MergeEntry): Truth {
  const { source } = entry;
  const copies = project.mirrors.filter((mirror) => !isOfMissingPart(project, mirror, entry));
  if (copies.length === project.mirrors.length && textsOfPushes(project).has(textKey(source.text))) return yes;
  const others = project.merges.items.filter((other) => other !== merge);
  const targets = [...copies.map(({ target }) => target), ...others.flatMap((other) => other.targets.items)];
  return any(targets.map(({ reference }) => sameImage(reference, source)));
}

/** Whether a copy is of what stands beside images that are built here, and is built by nobody: it finds nothing. */
function isOfMissingPart({ builds, expectations }: Project, { source }: MirrorStep, entry: MergeEntry): boolean {
  const platform = entryPlatform(entry);
  const key = textKey(familyOf(source.text, platform.is === 'set' ? [platform.value] : []).key);
  const pushed = builds.items.flatMap((build) =>
    build.destinations.items.map(({ reference }) => ({ reference, platforms: builtPlatforms(build, expectations) })),
  );
  return (
    pushed.some(({ reference, platforms }) => textKey(familyOf(reference.text, platforms).key) === key) &&
    pushed.every(({ reference }) => sameImage(reference, source).is === 'no')
  );
}

/** Words by which commands put images into a registry. */
const pushWords: ReadonlySet<string> = new Set(['push', 'copy', 'cp', 'sync']);

/** What stands beside such a word in any command: images that come from elsewhere, or out of an archive. */
const textsOfPushes = onceFor((project: Project): ReadonlySet<string> => {
  const pushes = allCommands(project).filter(({ args }) =>
    args.items.some((arg) => pushWords.has(knownString(arg) ?? '')),
  );
  return new Set(pushes.flatMap(({ args }) => args.items.map((arg) => textKey(arg).replace(/^[a-z]+:\/\//, ''))));
});
