import type { BuiltJob } from '../../gitlab/jobs/build-jobs.ts';
import type { FieldExpander } from '../../gitlab/variables/expand-field.ts';
import { EmbeddedText } from '../../source/embedded-text.ts';
import { type Field, type OpenList, showText, type Text } from '../../value/index.ts';

/**
 * GitLab's recorded fields are not expanded, those of our model are. A recorded text is expanded as ours was, and both
 * are compared as a message shows them, where what is not known stands as it is written.
 */
export const showField = (text: string, expand: FieldExpander, { job, scope }: BuiltJob): string =>
  showText(expand(EmbeddedText.opaque(text, job.definition.span), scope));

/** The texts of a list, of a field that may be unset, or of an array. Anything that is not known shows as such. */
export function showTexts(texts: OpenList<Text> | Field<Text> | readonly Text[]): readonly string[] {
  if ('is' in texts) return texts.is === 'set' ? [showText(texts.value)] : texts.is === 'unset' ? [] : ['unknown'];
  if (!('items' in texts)) return texts.map(showText);
  return [...texts.items.map(showText), ...(texts.openTo.length > 0 ? ['open'] : [])];
}
