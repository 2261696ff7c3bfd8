import { allCommands, type MergeEntry, type Project, sameImage } from '../model/index.ts';
import { any, knownString, onceFor, type Truth, textKey, yes } from '../value/index.ts';

/** Whether a copy, another merge or a push by a command that is not followed writes what a merge reads. */
export function isWrittenOtherwise(project: Project, { source }: MergeEntry): Truth {
  if (textsOfPushes(project).has(textKey(source.text))) return yes;
  const { mirrors, merges } = project;
  const targets = [...mirrors.map(({ target }) => target), ...merges.items.flatMap((merge) => merge.targets.items)];
  return any(targets.map(({ reference }) => sameImage(reference, source)));
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
