import {
  type EarlyMerge,
  earlyMerges,
  entryPlatform,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  type Project,
} from '../model/index.ts';
import { onceFor, showText, yes } from '../value/index.ts';
import { originOf } from './origins.ts';
import type { BuiltPart } from './parts.ts';
import { doubtsOf, jobOf, placeOf, platformOf, referencesOf, toolOf, verdictOf } from './plain.ts';
import type { PlannedEntry, PlannedMerge } from './plan.ts';

/** A merge of an image whose rows are `parts`. */
export function mergeOf(project: Project, merge: MergeStep, parts: readonly BuiltPart[]): PlannedMerge {
  const early = earlyOnes(project)
    .filter(({ merges }) => merges.includes(merge))
    .map((one) => ofMerge(project, one, merge))
    .filter(({ missed }) => missed.length > 0);
  const certain = early.filter(({ waits }) => waits.is === 'no');
  const [decisive] = certain.length > 0 ? certain : early;
  return {
    job: jobOf(merge.job),
    tool: toolOf(merge.tool, merge.version),
    at: placeOf(merge.span),
    runs: verdictOf(merge.runs),
    targets: referencesOf(merge.targets.items),
    entries: merge.entries.items.map((entry) => entryOf(project, { merge, entry, parts })),
    entriesOpenTo: doubtsOf(merge.entries.openTo),
    pushed: verdictOf(merge.pushed),
    waits: verdictOf(decisive?.waits ?? yes),
    early: [...new Set(early.flatMap(({ missed }) => missed.map(({ build }) => build.job)))].map(jobOf),
  };
}

const earlyOnes = onceFor(earlyMerges);

/** The same for the builds of one merge of the job. */
function ofMerge(project: Project, early: EarlyMerge, merge: MergeStep): EarlyMerge {
  const own = new Set(linksOf(project, merge).map(({ build }) => build));
  return { ...early, missed: early.missed.filter(({ build }) => own.has(build)) };
}

/** An entry among the rows of its image. */
interface EntryOfImage {
  readonly merge: MergeStep;
  readonly entry: MergeEntry;
  readonly parts: readonly BuiltPart[];
}

function entryOf(project: Project, { merge, entry, parts }: EntryOfImage): PlannedEntry {
  const builds = new Set(linksOfEntry(project, entry).map(({ build }) => build));
  return {
    source: showText(entry.source.text),
    at: placeOf(entry.span),
    platform: platformOf(entryPlatform(entry)),
    parts: parts.flatMap(({ build }, index) => (builds.has(build) ? [index] : [])),
    from: originOf(project, merge, entry).from,
  };
}
