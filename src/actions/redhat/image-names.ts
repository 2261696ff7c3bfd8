import type { ActionUse } from '../../model/index.ts';
import { findInText, joinTexts, literal, type OpenList, type Text } from '../../value/index.ts';
import { inputText } from '../inputs.ts';
import { wordItems } from '../open-items.ts';

/** The references that the inputs `image` and `tags` of Red Hat's actions come to. */
export interface ImageNames {
  /** `image:tag` for each tag, or the tags where they are whole references. In lower case, as the actions write them. */
  readonly local: OpenList<Text>;
  /** The same with `registry` in front, unless the tags are whole references. */
  readonly remote: OpenList<Text>;
}

/**
 * Source: redhat-actions/buildah-build src/index.ts, redhat-actions/push-to-registry src/index.ts, both src/utils.ts
 * isFullImageName: tags with a colon are whole references, and then `image` and `registry` count for nothing.
 */
export function imageNames(use: ActionUse): ImageNames {
  const written = wordItems(use, 'tags');
  const tags = written.items.length === 0 ? [literal('latest', use.span)] : written.items.map(lowered);
  const { openTo } = written;
  const image = inputText(use, 'image');
  if (image === undefined || tags.some((tag) => findInText(tag, ':') !== -1))
    return { local: { items: tags, openTo }, remote: { items: tags, openTo } };
  const registry = inputText(use, 'registry');
  const local = tags.map((tag) => joinTexts([lowered(image), literal(':', tag.span), tag], tag.span));
  const remote = registry === undefined ? local : local.map((name) => behindRegistry(registry, name));
  return { local: { items: local, openTo }, remote: { items: remote, openTo } };
}

/** A name as the actions write it. */
export const lowered = ({ parts, span }: Text): Text => ({
  parts: parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : part)),
  span,
});

function behindRegistry({ parts, span }: Text, name: Text): Text {
  const last = parts.at(-1);
  const host = typeof last === 'string' ? [...parts.slice(0, -1), last.replace(/\/$/, '')] : parts;
  return joinTexts([{ parts: host, span }, literal('/', span), name], name.span);
}

/** The reference with an architecture or a platform behind its tag, where several are built. */
export const withSuffix = (name: Text, suffix: Text): Text =>
  joinTexts([name, literal('-', suffix.span), withoutPunctuation(suffix)], name.span);

/** Source: redhat-actions/buildah-build src/utils.ts removeIllegalCharacters: only letters and digits stay. */
const withoutPunctuation = ({ parts, span }: Text): Text => ({
  parts: parts
    .map((part) => (typeof part === 'string' ? part.replace(/[^a-zA-Z0-9]/g, '') : part))
    .filter((part) => part !== ''),
  span,
});
