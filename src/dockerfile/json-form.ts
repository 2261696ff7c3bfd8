import type { EmbeddedText } from '../source/embedded-text.ts';
import { literal, type Text } from '../value/index.ts';

/**
 * The words of a JSON form (`["go", "test"]`), each with its place; `undefined` if the line is not a JSON array of
 * strings, which makes it a shell form.
 *
 * Source: buildkit frontend/dockerfile/parser/line_parsers.go parseMaybeJSON.
 */
export function readJsonForm(line: EmbeddedText): readonly Text[] | undefined {
  const words = parsedStrings(line.text);
  if (words === undefined) return undefined;
  const places = [...line.text.matchAll(/"(?:[^"\\]|\\.)*"/gs)];
  return words.map((word, index) => {
    const place = places[index];
    const start = place?.index ?? 0;
    return literal(word, line.spanOf(start, start + (place?.[0].length ?? line.text.length)));
  });
}

function parsedStrings(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : undefined;
  } catch {
    return undefined;
  }
}
