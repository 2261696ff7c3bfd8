import { groupBy, onceFor, textKey } from '../value/index.ts';
import { familiarName, type ImageReference, sameReference } from './image-reference.ts';

/** Finds things by the reference that they are under: those whose reference is certainly the one asked for, in their order. */
export type ReferenceIndex<T> = (reference: ImageReference) => readonly T[];

/** An index of things that are each under one reference. It is built once, so that a search needs not compare with all. */
export function referenceIndex<T>(items: Iterable<T>, referenceOf: (item: T) => ImageReference): ReferenceIndex<T> {
  const byKey = groupBy(items, (item) => referenceKey(referenceOf(item)));
  return (reference) =>
    (byKey.get(referenceKey(reference)) ?? []).filter(
      (item) => sameReference(referenceOf(item), reference).is === 'yes',
    );
}

/** Whether two references are certainly the same; most that are not differ in their keys, which are made once for each. */
export const isCertainlySame = (one: ImageReference, other: ImageReference): boolean =>
  referenceKey(one) === referenceKey(other) && sameReference(one, other).is === 'yes';

/** One string for all references that are certainly the same. References of one key need not be the same. */
export const referenceKey = onceFor((reference: ImageReference): string => {
  const { tag, digest } = reference;
  const name = textKey(familiarName(reference));
  if (digest.is === 'set') return `${name}@${textKey(digest.value)}`;
  if (tag.is === 'unknown') return name;
  return `${name}:${tag.is === 'set' ? textKey(tag.value) : 'latest'}`;
});
