import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { EscapeCharacter } from '../syntax/dockerfile.ts';
import { hole, holesOf, joinTexts, knownString, literal, type Text, textKey } from '../value/index.ts';
import type { Binding, Scope } from './scope.ts';

/** `${A:-${B:-${C}}}` is read this deep; what lies deeper is one hole. */
const deepest = 10;

/** A value that grows beyond this many parts and UTF-16 units is one hole: `ARG A=$A$A` doubles with every line. */
const longest = 100_000;

/**
 * The value of a Dockerfile word: quotes removed, escapes undone, variables replaced.
 *
 * Source: buildkit frontend/dockerfile/shell/lex.go processWord, processDollar.
 */
export function expandWord(word: EmbeddedText, escape: EscapeCharacter, scope: Scope): Text {
  if (isPlain(word.text, escape)) return literal(word.text, word.span);
  const lexer: Lexer = { word, escape, scope };
  const found = pieces(lexer, 0, word.text.length, 0);
  return found.length + lengthOf(found) > longest
    ? opaque(`${word.text.slice(0, 40)}…`, word.span)
    : joinTexts(found, word.span);
}

/** Whether a word stands for itself. */
const isPlain = (text: string, escape: EscapeCharacter): boolean =>
  text.length <= longest && !/["'$]/.test(text) && !text.includes(escape);

/** UTF-16 units of the literals and number of the holes. */
function lengthOf(texts: readonly Text[]): number {
  let length = 0;
  for (const { parts } of texts) for (const part of parts) length += typeof part === 'string' ? part.length : 1;
  return length;
}

interface Lexer {
  readonly word: EmbeddedText;
  readonly escape: EscapeCharacter;
  readonly scope: Scope;
}

/** The pieces of `[from, to)`, each literal or the value of a variable. */
function pieces(lexer: Lexer, from: number, to: number, depth: number): Text[] {
  const { word, escape } = lexer;
  const found: Text[] = [];
  let quote = '';
  for (let at = from; at < to; at++) {
    const char = word.text.charAt(at);
    const isQuote = char === '"' || char === "'";
    if (quote === '' && isQuote) quote = char;
    else if (char === quote) quote = '';
    else if (char === escape && quote !== "'") found.push(literal(escaped(word.text, at++, quote, escape), word.span));
    else if (char === '$' && quote !== "'") {
      const variable = readVariable(lexer, at, to, depth);
      found.push(variable.value);
      at = variable.end - 1;
    } else {
      const end = endOfLiteral(word.text, at, to, quote === "'" ? quote : `"'$${escape}`);
      found.push(literal(word.text.slice(at, end), word.span));
      at = end - 1;
    }
  }
  return found;
}

/** Where the characters that stand for themselves end, of which there is one at `from`. */
function endOfLiteral(text: string, from: number, to: number, special: string): number {
  let at = from + 1;
  while (at < to && !special.includes(text.charAt(at))) at++;
  return at;
}

/** What an escape and the character behind it stand for: inside double quotes only `"`, `$` and itself are escaped. */
function escaped(text: string, at: number, quote: string, escape: EscapeCharacter): string {
  const next = text.charAt(at + 1);
  return quote === '"' && next !== '"' && next !== '$' && next !== escape ? escape + next : next;
}

interface ReadVariable {
  readonly value: Text;
  /** Offset behind the expansion. */
  readonly end: number;
}

function readVariable(lexer: Lexer, at: number, to: number, depth: number): ReadVariable {
  const { word, scope } = lexer;
  const name = /^\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#])/.exec(word.text.slice(at, Math.min(to, at + 256)))?.[0];
  if (name !== undefined) {
    const end = at + name.length;
    const span = word.spanOf(at, end);
    return { value: scope(name.slice(1), span).text, end };
  }
  if (word.text.charAt(at + 1) !== '{') return { value: literal('$', word.spanOf(at, at + 1)), end: at + 1 };
  const close = closingBrace(word.text, at + 2, to);
  return { value: braced(lexer, at, close, depth), end: Math.min(close + 1, to) };
}

/** `${NAME}` and `${NAME:-default}` of `[at, close]`. */
function braced(lexer: Lexer, at: number, close: number, depth: number): Text {
  const { word, scope } = lexer;
  const span = word.spanOf(at, close + 1);
  const inner = word.text.slice(at + 2, close);
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(:?[-+?])?/.exec(inner);
  const name = match?.[1];
  const operator = match?.[2];
  if (name === undefined || depth >= deepest) return opaque(word.text.slice(at, close + 1), span);
  const binding = scope(name, span);
  if (inner === name) return binding.text;
  const shown = word.text.slice(at, close + 1);
  if (operator === undefined) return opaque(shown, span, binding.text);
  const from = at + 2 + name.length + operator.length;
  const alternative = (): Text => joinTexts(pieces(lexer, from, close, depth + 1), span);
  return choose(operator, binding, alternative, (value) => opaque(shown, span, value));
}

/** What an operator makes of a value: `:-` takes the alternative for an unset or empty one, `+` for a set one. */
function choose(operator: string, binding: Binding, alternative: () => Text, doubt: (value: Text) => Text): Text {
  const { text, isUnset } = binding;
  const isAbsent = isUnset || (operator.startsWith(':') && knownString(text) === '');
  if (operator.endsWith('?')) return text;
  if (operator.endsWith('-')) {
    if (isAbsent) return alternative();
    return mayBeAbsent(text) && binding.isFilled !== true ? doubt(text) : text;
  }
  if (isAbsent) return literal('', text.span);
  return mayBeAbsent(text) ? doubt(text) : alternative();
}

/** Nothing but holes: each of them may be empty. */
const mayBeAbsent = (text: Text): boolean =>
  text.parts.length > 0 && text.parts.every((part) => typeof part !== 'string');

/** An expansion that is not followed. Equal expansions of equal values are equal. */
function opaque(shown: string, span: Span, value?: Text): Text {
  const cause = value === undefined ? undefined : holesOf(value)[0]?.cause;
  const symbol = `${span.file.path} ${shown} ${value === undefined ? '' : textKey(value)}`;
  return hole(symbol, shown, cause ?? { kind: 'expression', because: `\`${shown}\` is not evaluated`, at: span });
}

/** The brace that closes the one before `from`; `to` if there is none. */
export function closingBrace(text: string, from: number, to: number): number {
  let open = 1;
  for (let at = from; at < to; at++) {
    if (text.startsWith('${', at)) open++;
    else if (text.charAt(at) === '}' && --open === 0) return at;
  }
  return to;
}
