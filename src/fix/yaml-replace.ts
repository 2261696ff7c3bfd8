import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';
import type { LayoutScalar } from '../syntax/yaml-layout.ts';
import { type Refusal, refused } from './refusal.ts';
import { edit, type YamlEdit } from './yaml-edit.ts';
import type { Outline } from './yaml-outline.ts';
import { quoted } from './yaml-write.ts';

/** A part of a scalar by its place in the file and in the decoded text. */
interface Part {
  readonly raw: { readonly start: number; readonly end: number };
  readonly from: number;
  readonly to: number;
  readonly decoded: string;
}

/**
 * Ways to put `text`, meant as decoded, in the place of a part of a scalar, the one that changes least first. Which of
 * them is right shows when the result is read again.
 */
export function replaceInScalar(node: LayoutScalar, at: Span, text: string): YamlEdit | Refusal {
  const part = partOf(node, at);
  if (part === undefined) return refused('it is not clear which part of the text is meant');
  const meant = part.decoded.slice(0, part.from) + text + part.decoded.slice(part.to);
  const change = {
    node,
    change: (outline: Outline) => (outline.is === 'scalar' ? { ...outline, text: meant } : outline),
  };
  const written = writtenIn(node, text);
  const ways: TextEdit[][] = written === undefined ? [] : [[{ ...part.raw, text: written }]];
  const { file, start, end } = node.span;
  const isOneLine = !file.text.slice(start, end).includes('\n');
  if (node.style === 'plain' && isOneLine && node.value.kind === 'string')
    ways.push([{ start, end, text: quoted(meant, "'") }], [{ start, end, text: quoted(meant, '"') }]);
  return edit(change, ...ways);
}

function partOf(node: LayoutScalar, at: Span): Part | undefined {
  const { value, span } = node;
  if (value.kind === 'null') return undefined;
  if (value.kind !== 'string') {
    const { source } = value;
    const isExact = source.length === span.end - span.start;
    if (!isExact) return undefined;
    return { raw: at, from: at.start - span.start, to: at.end - span.start, decoded: source };
  }
  const raw = innerRange(node, at);
  const to = decodedEnd(value.text, raw.end);
  const from = raw.start === raw.end ? to : decodedStart(value.text, raw.start);
  if (from === undefined || to === undefined || from > to) return undefined;
  return { raw, from, to, decoded: value.value };
}

/** The range without the quotes of the scalar. */
function innerRange({ style, span }: LayoutScalar, { start, end }: Span): Part['raw'] {
  if (style !== 'single' && style !== 'double') return { start, end };
  const inside = (offset: number): number => Math.min(Math.max(offset, span.start + 1), span.end - 1);
  return { start: inside(start), end: inside(end) };
}

function decodedStart({ segments }: EmbeddedText, raw: number): number | undefined {
  const segment = segments.find(({ source }) => source.start <= raw && raw < source.end);
  if (segment === undefined) return undefined;
  const { at, length, source } = segment;
  if (source.end - source.start === length) return at + raw - source.start;
  return raw === source.start ? at : undefined;
}

function decodedEnd({ segments, text }: EmbeddedText, raw: number): number | undefined {
  const segment = segments.find(({ source }) => source.start < raw && raw <= source.end);
  if (segment === undefined) return segments.every(({ source }) => source.start >= raw) || text === '' ? 0 : undefined;
  const { at, length, source } = segment;
  if (source.end - source.start === length) return at + raw - source.start;
  return raw === source.end ? at + length : undefined;
}

/** A decoded text as it is written inside a scalar of the node's style; `undefined` if it cannot be. */
function writtenIn({ style, span }: LayoutScalar, text: string): string | undefined {
  const hasBreak = text.includes('\n');
  switch (style) {
    case 'plain':
      return hasBreak ? undefined : text;
    case 'single':
      return hasBreak ? undefined : text.replaceAll("'", "''");
    case 'double':
      return quoted(text, '"').slice(1, -1);
    case 'folded':
      return hasBreak ? undefined : text;
    case 'literal':
      return hasBreak ? text.replaceAll('\n', lineStart(span)) : text;
  }
}

/** A line break of the file and the indentation of a block scalar. */
function lineStart({ file, start, end }: Span): string {
  const [, ...lines] = file.text.slice(start, end).split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const lineBreak = lines.length > 0 && file.text.slice(start, end).includes('\r\n') ? '\r\n' : '\n';
  return lineBreak + ' '.repeat(Math.min(...indents, 80));
}
