import type { Destination } from '../../model/build/build-step.ts';
import { parseReference } from '../../oci/index.ts';
import { joinTexts, literal, type Text } from '../../value/index.ts';

/** Another tag in the repository of a reference. */
export function taggedLike(reference: Text, tag: Text): Destination {
  const text = joinTexts([parseReference(reference).name, literal(':', tag.span), tag], tag.span);
  return { reference: parseReference(text), span: tag.span };
}
