import { any, type Cause, no, type Text, type Truth, textKey, unknown, yes } from '../../value/index.ts';
import { builtPlatforms } from '../build/build-platform.ts';
import type { BuildStep } from '../build/build-step.ts';
import { areOfOneRoot } from '../pipeline/one-run.ts';
import type { Project } from '../project.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';
import { entryPlatform } from './merged-builds.ts';

/**
 * Whether a build of the entry's platform whose names are not all known pushes what a merge reads. Yes, if a script adds
 * that name under a condition: what merges it then has a condition of its own.
 */
export function isPushedUnseen(project: Project, merge: MergeStep, entry: MergeEntry): Truth {
  const builds = project.builds.items.filter(
    (build) => build.pushed.is !== 'no' && areOfOneRoot(build.job, merge.job) && mayBeOf(project, build, entry),
  );
  return any(builds.map(({ destinations: { openTo } }) => pushedFor(openTo, textKey(entry.source.text))));
}

function pushedFor(openTo: readonly Cause[], source: string): Truth {
  if (openTo.length === 0) return no;
  const added = openTo.flatMap(({ adds = [] }) => adds.map(nameIn));
  return added.includes(source) ? yes : unknown(...openTo);
}

/** The key of a word that names an image by itself or behind a flag: `--destination=app:v1`. */
function nameIn(word: Text): string {
  const [first, ...others] = word.parts;
  const parts = typeof first === 'string' ? [first.replace(/^--?[a-z-]+=/, ''), ...others] : word.parts;
  return textKey({ ...word, parts: parts.filter((part) => part !== '') });
}

function mayBeOf({ expectations }: Project, build: BuildStep, entry: MergeEntry): boolean {
  const platform = entryPlatform(entry);
  if (platform.is !== 'set') return true;
  const built = builtPlatforms(build, expectations);
  return built.length === 0 || built.some(({ architecture }) => architecture === platform.value.architecture);
}
