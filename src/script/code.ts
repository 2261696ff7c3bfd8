import { EmbeddedText } from '../source/embedded-text.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { type Hole, holesOf, type Text } from '../value/index.ts';

/**
 * Shell source that may hold things that are no shell: values that are not known, and `$[[ … ]]`, which GitLab
 * replaces before any shell sees it. Each of them is one private character (and a filling) in `text.text`.
 */
export interface Code {
  readonly text: EmbeddedText;
  readonly holes: ReadonlyMap<string, Hole>;
}

/** The first of the 6,000 private characters that stand for holes, and the one that fills up their length. */
const firstMark = 0xe100;
const mostMarks = 6000;
const filling = '\uE000';

/** Source of a script, with its template expressions taken for holes. */
export function codeOf(text: EmbeddedText): Code {
  if (!/\$\[\[|\$\{\{/.test(text.text)) return { text, holes: new Map() };
  const holes = new Map<string, Hole>();
  const masked = text.text.replace(/\$\[\[[^\n]*?\]\]|\$\{\{[^\n]*?\}\}/g, (expression: string, offset: number) => {
    if (holes.size >= mostMarks) return expression;
    const mark = String.fromCharCode(firstMark + holes.size);
    holes.set(mark, templateHole(expression, text.spanOf(offset, offset + expression.length)));
    return mark + filling.repeat(expression.length - 1);
  });
  return { text: new EmbeddedText(masked, text.segments, text.span), holes };
}

/** Source that was put together at run time, such as the argument of `eval`. */
export function codeOfText(text: Text): Code {
  const holes = new Map<string, Hole>();
  let source = '';
  for (const part of text.parts) {
    if (typeof part === 'string') {
      source += part;
      continue;
    }
    const mark = String.fromCharCode(firstMark + Math.min(holes.size, mostMarks));
    holes.set(mark, part);
    source += mark;
  }
  return { text: EmbeddedText.opaque(source, text.span), holes };
}

/** Whether a text is too full of unknown values to be read as source. */
export const isTooOpen = (text: Text): boolean => holesOf(text).length > mostMarks;

/** A literal of the source, with the holes that stand in it. */
export function textOfLiteral({ holes }: Code, value: string, span: Span): Text {
  if (holes.size === 0) return { parts: value === '' ? [] : [value], span };
  const parts: (string | Hole)[] = [];
  for (const piece of value.split(/([\uE100-\uF870]\uE000*)/)) {
    const hole = holes.get(piece.charAt(0));
    if (hole !== undefined) parts.push(hole);
    else if (piece !== '') parts.push(piece);
  }
  return { parts, span };
}

/** The source as its author wrote it, on one line and not longer than a message can bear. */
export function shownSource({ text }: Code, start: number, whole: number): string {
  const end = Math.min(whole, start + 200);
  const span = text.spanOf(start, end);
  const isExact = span.end - span.start === end - start;
  const written = isExact ? sourceText(span) : text.text.slice(start, end);
  const line = written.replace(/\s*\\?\n\s*/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function templateHole(expression: string, at: Span): Hole {
  return {
    symbol: `${expression.replace(/\s+/g, ' ')}@${at.file.path}`,
    shown: expression,
    cause: { kind: 'expression', because: `\`${expression}\` is replaced when the file is included`, at },
  };
}
