import type { Text } from '../../value/index.ts';

/** A text in one case, so that texts that differ only in case become equal; holes stay what they are. */
export const foldText = (text: Text): Text => ({
  parts: text.parts.map((part) => (typeof part === 'string' ? foldString(part) : part)),
  span: text.span,
});

/** A string in one case. A letter without an upper case of its own, such as the dotless i, stays as it is. */
export const foldString = (text: string): string =>
  text.replace(/[a-z]+|[\u0080-\u{10ffff}]/gu, (letters) => {
    const upper = letters.toUpperCase();
    return upper.length === letters.length && letters !== 'ı' ? upper : letters;
  });
