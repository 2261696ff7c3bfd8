import { inertMarkup } from './inert.ts';
import { showable } from './showable.ts';

/** Text as the content of an element or the value of an attribute; what XML 1.0 cannot hold becomes a visible sign. */
export const escapeXml = (text: string): string =>
  inertMarkup(
    text
      .split('\n')
      .map((line) => showable(line).replace(/[\uFFFE\uFFFF]/g, '\uFFFD'))
      .join('\n')
      .replace(/[&<>"']/g, (character) => entities.get(character) ?? character),
  );

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** An element on lines of its own; attributes without value are left out, and `content` is XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] = [],
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`],
  );
  const start = `<${name}${written.join('')}`;
  return content.length === 0 ? `${start}/>` : `${start}>\n${content.join('\n')}\n</${name}>`;
}

/** An element that holds nothing but text. */
export const textElement = (
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  text: string,
): string => element(name, attributes).replace(/\/>$/, () => `>${escapeXml(text)}</${name}>`);
