import { type ImageReference, isCertainlySame, referenceKey, sameReference } from '../../oci/index.ts';
import { all, any, no, not, type Truth, textKey, unknown, yes } from '../../value/index.ts';
import { type Collision, collisions } from '../collisions.ts';
import type { Job } from '../pipeline/job.ts';
import { areOfOneRoot, canRunTogether } from '../pipeline/one-run.ts';
import { waitsFor } from '../pipeline/order.ts';
import type { Project } from '../project.ts';
import type { MergeStep } from './merge-step.ts';

/**
 * Where jobs of one pipeline each put a part of one image index together and push it, so that each replaces what the
 * others have pushed, or may overlook it. Those of different workflows each make an index of their own; merges of the same images, and those that add to the registry one after the other, are no rivals.
 */
export const rivalMerges = ({ merges }: Project): readonly Collision<MergeStep>[] =>
  collisions(merges.items, {
    placeOf: ({ span }) => span,
    keysOf: ({ targets }) => targets.items.map(({ reference }) => referenceKey(reference)),
    collide: areRivals,
  });

function areRivals(one: MergeStep, other: MergeStep): Truth {
  if (one.job === other.job || !areOfOneRoot(one.job, other.job) || one.pushed.is === 'no' || other.pushed.is === 'no')
    return no;
  if (!haveOneTarget(one, other) || areInTurn(one, other)) return no;
  return all([differ(one, other), canRunTogether(one.job, other.job), one.runs, other.runs, one.pushed, other.pushed]);
}

const haveOneTarget = (one: MergeStep, other: MergeStep): boolean =>
  one.targets.items.some(({ reference }) =>
    other.targets.items.some((target) => isCertainlySame(reference, target.reference)),
  );

/** Whether they join different images; what the index holds already is left out of account. */
function differ(one: MergeStep, other: MergeStep): Truth {
  const [own, others] = [one, other].map(sourcesOf);
  if (own === undefined || others === undefined || own.size * others.size === 0) return no;
  const hidden = [one, other].flatMap(({ keepsOld, entries }) => (keepsOld.is === 'yes' ? [] : entries.openTo));
  return all([not(areAmong(own, others)), not(areAmong(others, own)), hidden.length === 0 ? yes : unknown(...hidden)]);
}

/** The references of a merge, by all that tells one from another. */
const sourcesOf = ({ entries }: MergeStep): ReadonlyMap<string, ImageReference> =>
  new Map(entries.items.map(({ source }) => [textKey(source.text), source]));

/** Whether each of some references is one of others; two that are spelled by different variables may be the same. */
const areAmong = (some: ReadonlyMap<string, ImageReference>, others: ReadonlyMap<string, ImageReference>): Truth =>
  all(
    [...some].map(([key, source]) =>
      others.has(key) ? yes : any([...others.values()].map((other) => sameReference(source, other))),
    ),
  );

/** Whether both add to the index in the registry, and never at the same time: by `needs`, or by a resource group. */
function areInTurn(one: MergeStep, other: MergeStep): boolean {
  const isShared = [one, other].every((merge) => merge.keepsOld.is === 'yes' && isInRegistry(merge));
  return isShared && (isExclusive(one.job, other.job) || isOrdered(one.job, other.job));
}

/** Tools that read the index from the registry, change it and write it back. Others keep a list on the machine. */
export const isInRegistry = ({ tool }: MergeStep): boolean =>
  tool === 'docker buildx imagetools' || tool === 'regctl index' || tool === 'oras manifest index';

const isExclusive = (...jobs: readonly Job[]): boolean =>
  jobs.every(({ definition }) => definition.keywords.has('resource_group'));

const isOrdered = (one: Job, other: Job): boolean =>
  waitsFor(one, other).is === 'yes' || waitsFor(other, one).is === 'yes';
