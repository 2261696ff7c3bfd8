import { differInShape, isApartInAlphabet } from '../../facts/commit-names.ts';
import { type ImageReference, sameReference } from '../../oci/index.ts';
import { no, type Truth } from '../../value/index.ts';

/** Whether two references name one image, given what commits, numbers and names of branches look like. */
export function sameImage(left: ImageReference, right: ImageReference): Truth {
  const same = sameReference(left, right);
  if (same.is !== 'unknown') return same;
  return differInShape(left.text, right.text) || areTagsApart(left, right) ? no : same;
}

const areTagsApart = ({ tag: left }: ImageReference, { tag: right }: ImageReference): boolean =>
  left.is === 'set' && right.is === 'set' && isApartInAlphabet(left.value, right.value);
