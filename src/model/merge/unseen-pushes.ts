import { any, type Cause, no, type Text, type Truth, textKey, unknown, yes } from '../../value/index.ts';
import { builtPlatforms } from '../build/build-platform.ts';
import type { BuildStep } from '../build/build-step.ts';
import { areOfOneRoot } from '../pipeline/one-run.ts';
import type { Project } from '../project.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';
import { entryPlatform } from './merged-builds.ts';
import { isOfPlatform } from './mismatches.ts';

/**
 * Whether a build of the entry's platform whose names are not all known pushes what a merge reads. Where a script adds that
 * name under a condition, a merge under a condition is taken for its partner; one that always runs may find nothing.
 */
export function isPushedUnseen(project: Project, merge: MergeStep, entry: MergeEntry): Truth {
  const builds = project.builds.items.filter(
    (build) => build.pushed.is !== 'no' && areOfOneRoot(build.job, merge.job) && mayBeOf(project, build, entry),
  );
  const source = textKey(entry.source.text);
  return any(
    builds.map(({ destinations: { openTo } }): Truth => {
      if (openTo.length === 0) return no;
      return merge.runs.is !== 'yes' && addsName(openTo, source) ? yes : unknown(...openTo);
    }),
  );
}

const addsName = (openTo: readonly Cause[], name: string): boolean =>
  openTo.some(({ adds = [] }) => adds.some((word) => nameIn(word) === name));

/** The key of a word that names an image by itself or behind a flag: `--destination=app:v1`. */
function nameIn(word: Text): string {
  const [first, ...others] = word.parts;
  const parts = typeof first === 'string' ? [first.replace(/^--?[a-z-]+=/, ''), ...others] : word.parts;
  return textKey({ ...word, parts: parts.filter((part) => part !== '') });
}

const mayBeOf = (project: Project, build: BuildStep, entry: MergeEntry): boolean =>
  builtPlatforms(build, project.expectations).length === 0 || isOfPlatform(project, build, entryPlatform(entry));
