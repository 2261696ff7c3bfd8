import { isFilled } from '../../script/state/filled.ts';
import { derivedHole, symbolOf } from '../../script/state/symbols.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { joinTexts, literal, type Text, textKey } from '../../value/index.ts';
import type { BakeEnvironment } from '../bake-environment.ts';

/**
 * The text of a scalar of a Compose file: `$NAME`, `${NAME}`, and `${NAME:-default}` with its kin; `$$` is a dollar.
 * A name that nothing sets is the hole that the project's settings may fill, unless a default stands for it.
 *
 * Source: docs.docker.com/reference/compose-file/interpolation.
 */
export function interpolate(written: EmbeddedText, environment: BakeEnvironment): Text {
  const { text } = written;
  if (!text.includes('$')) return literal(text, written.span);
  return filled(text, { environment, span: written.span, depth: 0 });
}

interface Filling {
  readonly environment: BakeEnvironment;
  readonly span: Span;
  readonly depth: number;
}

/** Deeper nested defaults are left as they are. */
const deepest = 20;

function filled(text: string, filling: Filling): Text {
  const { span } = filling;
  const texts: Text[] = [];
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar !== -1; dollar = text.indexOf('$', at)) {
    texts.push(literal(text.slice(at, dollar), span));
    const { value, end } = expansionAt(text, dollar, filling);
    texts.push(value);
    at = end;
  }
  texts.push(literal(text.slice(at), span));
  return joinTexts(texts, span);
}

function expansionAt(text: string, dollar: number, filling: Filling): { readonly value: Text; readonly end: number } {
  const { span, depth } = filling;
  bare.lastIndex = dollar + 1;
  const name = bare.exec(text)?.[0];
  if (name !== undefined) return { value: valueOf(name, filling), end: dollar + 1 + name.length };
  if (text.charAt(dollar + 1) === '$') return { value: literal('$', span), end: dollar + 2 };
  const close = text.charAt(dollar + 1) === '{' ? closingBrace(text, dollar + 2) : -1;
  const inner = close === -1 ? null : /^([A-Za-z_]\w*)(?:(:?[-?+])(.*))?$/s.exec(text.slice(dollar + 2, close));
  if (inner === null || depth >= deepest) return { value: literal('$', span), end: dollar + 1 };
  const [, braced = '', operator, word = ''] = inner;
  const value = operator === undefined ? valueOf(braced, filling) : operated(braced, { operator, word }, filling);
  return { value, end: close + 1 };
}

const bare = /[A-Za-z_]\w*/y;

/** Index of the brace that closes an expansion, over those inside of it; -1 if there is none. */
function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === '}') open -= 1;
    else if (text.startsWith('${', at)) open += 1;
    if (open === 0) return at;
  }
  return -1;
}

function valueOf(name: string, { environment, span }: Filling): Text {
  const field = environment.variable(name);
  return { ...(field.is === 'set' ? field.value : environment.holeOf(name, span)), span };
}

interface Operation {
  readonly operator: string;
  readonly word: string;
}

function operated(name: string, { operator, word }: Operation, filling: Filling): Text {
  const { environment, span, depth } = filling;
  const field = environment.variable(name);
  const isPlus = operator.endsWith('+');
  const own = { ...(field.is === 'set' ? field.value : environment.holeOf(name, span)), span };
  if (operator.endsWith('?')) return own;
  const other = (): Text => filled(word, { ...filling, depth: depth + 1 });
  const counts =
    field.is === 'set'
      ? operator.startsWith(':')
        ? isFilled(field.value).is
        : 'yes'
      : field.is === 'unset'
        ? 'no'
        : 'unknown';
  if (counts === 'unknown') {
    const either = other();
    return derivedHole(
      symbolOf(`\${${operator}}`, textKey(own), textKey(either)),
      `\${${name}${operator}${word}}`,
      [own, either],
      span,
    );
  }
  if ((counts === 'yes') === isPlus) return other();
  return isPlus ? literal('', span) : own;
}
