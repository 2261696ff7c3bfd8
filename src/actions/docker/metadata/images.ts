import type { ActionUse } from '../../../model/index.ts';
import { knownString, type Text } from '../../../value/index.ts';
import { inputList } from '../../inputs.ts';
import { attributesOf } from './tag-rule.ts';

/**
 * The names of the images, in lower case as far as they are known; none where the tags are to stand by themselves.
 *
 * Source: docker/metadata-action src/image.ts: `name=…,enable=…` is the newer form.
 */
export function imagesOf(use: ActionUse): readonly Text[] {
  const lines = inputList(use, 'images', { commas: false, quote: false });
  const isNewForm = lines.some((line) => attributesOf(line).has('name') || attributesOf(line).has('enable'));
  if (!isNewForm) return inputList(use, 'images', { commas: true }).map(lowered);
  return lines.flatMap((line) => {
    const attributes = attributesOf(line);
    const name = attributes.get('name') ?? attributes.get('value');
    const enable = attributes.get('enable');
    return name === undefined || (enable !== undefined && knownString(enable) === 'false') ? [] : [lowered(name)];
  });
}

const lowered = ({ parts, span }: Text): Text => ({
  parts: parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : part)),
  span,
});
