import { archWordsIn, normalise, type Platform } from '../../oci/index.ts';
import { type Field, groupBy, hidden, holesOf, onceFor, set, showText, unset } from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { MergeLink, Project } from '../project.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';

/** The links of one merge step: which builds push what it joins. */
export const linksOf = (project: Project, merge: MergeStep): readonly MergeLink[] =>
  linksByMerge(project).get(merge) ?? [];

const linksByMerge = onceFor(({ links }: Project) => groupBy(links, ({ merge }) => merge));

/** The links of one entry. */
export const linksOfEntry = (project: Project, entry: MergeEntry): readonly MergeLink[] =>
  linksByEntry(project).get(entry) ?? [];

const linksByEntry = onceFor(({ links }: Project) => groupBy(links, ({ entry }) => entry));

/** Builds whose image a merge joins for certain, each once. */
export const buildsMergedBy = (project: Project, merge: MergeStep): readonly BuildStep[] => [
  ...new Set(linksOf(project, merge).flatMap(({ build, same }) => (same.is === 'yes' ? [build] : []))),
];

/** The platform of a merge entry: as the merge declares it, or else as its source's name says. */
export function entryPlatform({ platform, source }: MergeEntry): Field<Platform> {
  if (platform.is !== 'unset') return platform;
  const words = source.text.parts.flatMap((part) => (typeof part === 'string' ? archWordsIn(part) : []));
  const [word] = words;
  const isSole =
    word !== undefined && words.every((other) => other.platform.architecture === word.platform.architecture);
  if (isSole) return set(normalise('linux', word.platform.architecture, word.platform.variant));
  const holes = holesOf(source.text);
  return showText(source.text) !== '' && holes.length > 0 ? hidden(...holes.map(({ cause }) => cause)) : unset;
}
