import { EmbeddedText, type Segment } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { Hole } from '../../value/index.ts';
import type { Contexts } from './github-value.ts';
import { piecesOf } from './pieces.ts';
import { textOfPiece } from './written.ts';

/** A script as the shell reads it, and what its private characters stand for. */
export interface MarkedScript {
  /** Word for word in its file; what an expression left stands where the expression does. */
  readonly text: EmbeddedText;
  /** By private character: U+E100 and the next ones, as the shell's interpreter takes them. */
  readonly holes: ReadonlyMap<string, Hole>;
}

/** The first private character that stands for a hole, and how many there are. */
const firstMark = 0xe100;
const mostMarks = 6000;

/**
 * The script of a `run` step with its expressions replaced, as GitHub does before any shell reads it: a known value becomes part
 * of the source, quotes and all. A script with very many unknown values keeps the expressions behind the 6,000th as written.
 */
export function markedScript(script: EmbeddedText, contexts: Contexts): MarkedScript {
  if (!script.text.includes('${{')) return { text: script, holes: new Map() };
  const holes = new Map<string, Hole>();
  const segments: Segment[] = [];
  let text = '';
  for (const piece of piecesOf(script)) {
    if (piece.is === 'literal' || holes.size >= mostMarks) {
      segments.push(...piece.written.segments.map((segment) => ({ ...segment, at: segment.at + text.length })));
      text += piece.written.text;
      continue;
    }
    const { span } = piece.written;
    for (const part of textOfPiece(piece, contexts).parts) {
      const source = typeof part === 'string' ? part : markOf(part, holes);
      segments.push(...wholeSegments(text.length, source.length, span));
      text += source;
    }
  }
  return { text: new EmbeddedText(text, segments, script.span), holes };
}

/** A mark for a hole. */
function markOf(hole: Hole, holes: Map<string, Hole>): string {
  const mark = String.fromCharCode(firstMark + Math.min(holes.size, mostMarks - 1));
  holes.set(mark, hole);
  return mark;
}

/** Segments that stand for an expression only as a whole, even where the value is as long as the expression. */
function wholeSegments(at: number, length: number, source: Span): readonly Segment[] {
  if (length !== source.end - source.start) return [{ at, length, source }];
  return [
    { at, length: 1, source },
    { at: at + 1, length: length - 1, source },
  ];
}
