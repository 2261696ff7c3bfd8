/** What a text can look like: the codes that begin and end it. Source: ECMA-48, 8.3.117 (SGR). */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

/** The name of a look. */
export type StyleName = keyof typeof codes;

/** Text of a look, or as it is where colours are not wanted. A text may hold others, but of no look with the same end. */
export function styles(isColored: boolean): (name: StyleName) => (text: string) => string {
  return (name) => {
    const [begin, end] = codes[name];
    return (text) => (isColored && text !== '' ? `\u001B[${begin}m${text}\u001B[${end}m` : text);
  };
}
