/** A word of a filter. */
export type JqToken =
  | { readonly kind: 'sign' | 'name' | 'field' | 'variable'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** The inside of a string, in turn plain text and the source of what stands in `\( … )`. */
  | { readonly kind: 'string'; readonly pieces: readonly string[] };

const token =
  /\s*(?:(?<field>\.[A-Za-z_]\w*)|(?<variable>\$[A-Za-z_]\w*)|(?<name>@?[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?)|(?<sign>\/\/|==|!=|[|,.()[\]+?:])|(?<quote>"))/y;

/** The words of a filter; `undefined` where it holds something that is not followed. */
export function jqTokens(source: string): readonly JqToken[] | undefined {
  const tokens: JqToken[] = [];
  const end = source.trimEnd().length;
  let at = 0;
  while (at < end) {
    token.lastIndex = at;
    const groups = token.exec(source)?.groups;
    if (groups === undefined) return undefined;
    at = token.lastIndex;
    if (groups['quote'] === undefined) {
      tokens.push(plainToken(groups));
      continue;
    }
    const string = readString(source, at);
    if (string === undefined) return undefined;
    tokens.push({ kind: 'string', pieces: string.pieces });
    at = string.end;
  }
  return tokens;
}

function plainToken(groups: Readonly<Record<string, string | undefined>>): JqToken {
  const { field, variable, name, number } = groups;
  if (field !== undefined) return { kind: 'field', text: field.slice(1) };
  if (variable !== undefined) return { kind: 'variable', text: variable.slice(1) };
  if (name !== undefined) return { kind: 'name', text: name };
  if (number !== undefined) return { kind: 'number', value: Number(number) };
  return { kind: 'sign', text: groups['sign'] ?? '' };
}

/** Source: JSON, and `\(` of jq. */
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\', '/': '/' };

function readString(source: string, from: number): { readonly pieces: string[]; readonly end: number } | undefined {
  const pieces = [''];
  const add = (text: string): void => {
    pieces[pieces.length - 1] = (pieces.at(-1) ?? '') + text;
  };
  for (let at = from; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === '"') return { pieces, end: at + 1 };
    if (char !== '\\') {
      add(char);
      continue;
    }
    at += 1;
    const escaped = source[at] ?? '';
    if (escaped === '(') {
      const end = endOfGroup(source, at + 1);
      if (end === undefined) return undefined;
      pieces.push(source.slice(at + 1, end), '');
      at = end;
    } else {
      const plain = escapes[escaped];
      if (plain === undefined) return undefined;
      add(plain);
    }
  }
  return undefined;
}

/** Where the parenthesis closes; strings in it are not followed. */
function endOfGroup(source: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '"') return undefined;
    if (source[at] === '(') depth += 1;
    if (source[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
