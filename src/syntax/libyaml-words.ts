/** A fault in libyaml's words, and the UTF-16 offset at which it finds it. */
export interface LibyamlFault {
  readonly words: string;
  readonly offset: number;
}

/**
 * What libyaml says where the library `yaml` says `message` of the text at `from`; `undefined` where the library's
 * words are kept. A key must be complete on its line if other keys stand above it in the same column; otherwise
 * libyaml goes on reading and stumbles over the colon.
 * Source: libyaml `src/scanner.c`, yaml_parser_save_simple_key, yaml_parser_fetch_value.
 */
export function libyamlFault(message: string, text: string, from: number): LibyamlFault | undefined {
  if (message === brokenKey && hasKeyAbove(text, from))
    return { words: "could not find expected ':' while scanning a simple key", offset: from };
  if (message !== brokenKey && message !== nestedMapping) return undefined;
  const colon = /:(?=\s|$)/.exec(text.slice(from, from + longestKey))?.index ?? 0;
  return { words: 'mapping values are not allowed in this context', offset: from + colon };
}

const brokenKey = 'Implicit keys need to be on a single line';
const nestedMapping = 'Nested mappings are not allowed in compact mappings';

/** A colon is looked for so far; libyaml takes no longer keys. */
const longestKey = 1024;

/** So many lines above a key are looked at. */
const mostLines = 1000;

/** Whether the next line above that is no deeper, comments and blank lines left out, begins in the same column. */
function hasKeyAbove(text: string, key: number): boolean {
  let end = text.lastIndexOf('\n', key - 1);
  const column = key - end - 1;
  for (let lines = 0; end > 0 && lines < mostLines; lines += 1) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const indent = /^ *(?=[^\s#])/.exec(text.slice(start, end))?.[0].length;
    if (indent !== undefined && /^---(?:\s|$)/.test(text.slice(start, end))) return false;
    if (indent !== undefined && indent <= column) return indent === column;
    end = start - 1;
  }
  return false;
}
