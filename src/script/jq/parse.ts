import type { JqFilter } from './filter.ts';
import { type JqToken, jqTokens } from './tokens.ts';

/**
 * Reads a filter; `undefined` for one that is not followed.
 *
 * Source: jqlang.org/manual (basic filters, types and values, builtin operators).
 */
export function parseJq(source: string, depth = 0): JqFilter | undefined {
  const tokens = source.length > longest || depth > deepest ? undefined : jqTokens(source);
  if (tokens === undefined || tokens.length > mostTokens) return undefined;
  const reader: Reader = { tokens, at: 0, depth };
  const filter = readPipe(reader);
  return reader.at === tokens.length ? filter : undefined;
}

const longest = 2_000;
const mostTokens = 400;
const deepest = 20;

interface Reader {
  readonly tokens: readonly JqToken[];
  at: number;
  depth: number;
}

type Read = (reader: Reader) => JqFilter | undefined;
type Binary = Extract<JqFilter, { readonly left: JqFilter }>['kind'];

/** The operators, from the loosest to the tightest. */
const readPipe: Read = (reader) => {
  if (reader.depth > deepest) return undefined;
  reader.depth += 1;
  const filter = readBinary(reader, 0);
  reader.depth -= 1;
  return filter;
};

const levels: readonly Readonly<Record<string, Binary>>[] = [
  { '|': 'pipe' },
  { ',': 'comma' },
  { '//': 'alternative' },
  { '==': 'equal', '!=': 'unequal' },
  { '+': 'add' },
];

function readBinary(reader: Reader, level: number): JqFilter | undefined {
  const operators = levels[level];
  if (operators === undefined) return readTerm(reader);
  let left = readBinary(reader, level + 1);
  for (let kind = operatorAt(reader, operators); kind !== undefined; kind = operatorAt(reader, operators)) {
    reader.at += 1;
    const right = readBinary(reader, level + 1);
    if (left === undefined || right === undefined) return undefined;
    left = { kind, left, right };
  }
  return left;
}

function operatorAt({ tokens, at }: Reader, operators: Readonly<Record<string, Binary>>): Binary | undefined {
  const token = tokens[at];
  return token?.kind === 'sign' && Object.hasOwn(operators, token.text) ? operators[token.text] : undefined;
}

/** Takes a sign if it is the next word. */
function takes(reader: Reader, sign: string): boolean {
  const token = reader.tokens[reader.at];
  const isThere = token?.kind === 'sign' && token.text === sign;
  if (isThere) reader.at += 1;
  return isThere;
}

function readTerm(reader: Reader): JqFilter | undefined {
  let filter = readPrimary(reader);
  while (filter !== undefined) {
    const suffix = readSuffix(reader, filter);
    if (suffix === 'none') return filter;
    filter = suffix;
  }
  return undefined;
}

/** `.name`, `."name"`, `[0]`, `["name"]`, `[]` behind a term; `none` if nothing of it follows. */
function readSuffix(reader: Reader, of: JqFilter): JqFilter | 'none' | undefined {
  const token = reader.tokens[reader.at];
  if (token?.kind === 'field') {
    reader.at += 1;
    return { kind: 'index', of, key: token.text };
  }
  const next = reader.tokens[reader.at + 1];
  const isDot = token?.kind === 'sign' && token.text === '.';
  if (isDot && next?.kind === 'string') {
    reader.at += 2;
    const [key = '', ...more] = next.pieces;
    return more.length > 0 ? undefined : { kind: 'index', of, key };
  }
  if (isDot && next?.kind === 'sign' && next.text === '[') reader.at += 1;
  return takes(reader, '[') ? readKey(reader, of) : 'none';
}

function readKey(reader: Reader, of: JqFilter): JqFilter | undefined {
  if (takes(reader, ']')) return { kind: 'each', of };
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (!takes(reader, ']')) return undefined;
  if (token?.kind === 'number') return { kind: 'index', of, key: token.value };
  const [key, more] = token?.kind === 'string' ? token.pieces : [];
  return key === undefined || more !== undefined ? undefined : { kind: 'index', of, key };
}

function readPrimary(reader: Reader): JqFilter | undefined {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  switch (token?.kind) {
    case 'field':
      return { kind: 'index', of: { kind: 'input' }, key: token.text };
    case 'number':
      return { kind: 'literal', value: token.value };
    case 'variable':
      return { kind: 'variable', name: token.text };
    case 'string':
      return formatOf(token.pieces, reader.depth);
    case 'name':
      return readCall(reader, token.text);
    case 'sign':
      return readSign(reader, token.text);
    default:
      return undefined;
  }
}

function readSign(reader: Reader, sign: string): JqFilter | undefined {
  if (sign === '.') return readDot(reader);
  if (sign === '[' && takes(reader, ']')) return { kind: 'array', items: undefined };
  if (sign !== '(' && sign !== '[') return undefined;
  const inner = readPipe(reader);
  if (inner === undefined || !takes(reader, sign === '(' ? ')' : ']')) return undefined;
  return sign === '(' ? inner : { kind: 'array', items: inner };
}

/** `.`, and `."name"`. */
function readDot(reader: Reader): JqFilter | undefined {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'string') return { kind: 'input' };
  reader.at += 1;
  const [key = '', ...more] = token.pieces;
  return more.length > 0 ? undefined : { kind: 'index', of: { kind: 'input' }, key };
}

const words: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false };

function readCall(reader: Reader, name: string): JqFilter | undefined {
  if (Object.hasOwn(words, name)) return { kind: 'literal', value: words[name] ?? null };
  if (!takes(reader, '(')) return { kind: 'call', name, args: [] };
  const inner = readPipe(reader);
  return inner === undefined || !takes(reader, ')') ? undefined : { kind: 'call', name, args: [inner] };
}

/** A string, in turn plain text and filters. */
function formatOf(pieces: readonly string[], depth: number): JqFilter | undefined {
  if (pieces.length === 1) return { kind: 'literal', value: pieces[0] ?? '' };
  const read = pieces.map((piece, index) => (index % 2 === 0 ? piece : parseJq(piece, depth + 1)));
  const known = read.filter((piece) => piece !== undefined);
  return known.length === read.length ? { kind: 'format', pieces: known } : undefined;
}
