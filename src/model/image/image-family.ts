import { archWordsIn, type Platform } from '../../oci/index.ts';
import type { Text } from '../../value/index.ts';

/** The images that differ in nothing but the architecture, as the reference of one of them tells. */
export interface ImageFamily {
  /** The reference with `ARCH` for the architecture, for messages: `shop/api:1.2-ARCH`. */
  readonly shown: Text;
  /** The reference without the architecture and what ties it on, `shop/api:1.2`: equal keys are one family. */
  readonly key: Text;
}

/** What stands for the architecture where a family is shown. */
const placeholder = 'ARCH';

/**
 * The family of the image that a reference names, which is one for `platforms`. Only words for those count: an image
 * that is named after the target of a cross compiler is not one part of an image. So `app:1.2-arm64` for arm64,
 * `app:1.2-x86_64` or plain `app:1.2` for amd64 are one family, and `amd64/app:1.2` is of it, too.
 */
export function familyOf(reference: Text, platforms: readonly Platform[]): ImageFamily {
  const architectures = new Set(platforms.map(({ architecture }) => architecture));
  return {
    shown: replaceArch(reference, architectures, ({ before, after }) => before + placeholder + after),
    key: replaceArch(reference, architectures, joinAround),
  };
}

/** What stands on both sides of a word. */
interface Around {
  readonly before: string;
  readonly after: string;
}

function replaceArch(text: Text, architectures: ReadonlySet<string>, replace: (around: Around) => string): Text {
  const parts = text.parts.map((part) => (typeof part === 'string' ? withoutArch(part, architectures, replace) : part));
  return { ...text, parts: parts.filter((part) => part !== '') };
}

const withoutArch = (part: string, architectures: ReadonlySet<string>, replace: (around: Around) => string): string =>
  archWordsIn(part)
    .filter(({ platform }) => architectures.has(platform.architecture))
    .reduceRight((text, { start, end }) => replace({ before: text.slice(0, start), after: text.slice(end) }), part);

/** Both sides without the sign that tied the word to one of them; a tag that is nothing but the word goes whole. */
function joinAround({ before, after }: Around): string {
  if (/[-_./]$/.test(before)) return before.slice(0, -1) + after;
  if (/^[-_./]/.test(after)) return before + after.slice(1);
  return before.endsWith(':') && after === '' ? before.slice(0, -1) : before + after;
}
