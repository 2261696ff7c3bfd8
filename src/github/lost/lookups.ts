import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { GithubNode } from '../../syntax/github-expression.ts';
import { onceFor } from '../../value/index.ts';
import { parsedExpression } from '../expression/parsed.ts';
import { piecesOf } from '../expression/pieces.ts';

/** A chain of names in an expression: `needs.version.outputs.tag`. */
export interface Lookup {
  readonly names: readonly LookupName[];
  /** The whole chain. */
  readonly at: Span;
}

/** One name of it, as written; the first one is the context. */
export interface LookupName {
  readonly name: string;
  readonly at: Span;
}

/**
 * The lookups in a text whose values go into it as they are: whole expressions, arguments of functions that only put texts
 * together, and what is left when an `&&` or an `||` has come to its end. One with something behind it (`matrix.suffix || ''`) or
 * that is compared may be empty on purpose.
 */
export const lookupsIn = (text: EmbeddedText): readonly Lookup[] =>
  text.text.includes('${{') ? ofExpressions(text) : [];

/** Jobs of a matrix, and calls of a workflow, share what they read. */
const ofExpressions = onceFor((text: EmbeddedText): readonly Lookup[] =>
  piecesOf(text).flatMap((piece) => (piece.is === 'expression' ? lookupsOf(piece.source) : [])),
);

function lookupsOf(source: EmbeddedText): readonly Lookup[] {
  const { root } = parsedExpression(source);
  return root === undefined ? [] : used(root).flatMap((node) => lookupOf(source, node) ?? []);
}

const joining: ReadonlySet<string> = new Set(['format', 'join', 'fromjson', 'tojson']);

/** The nodes whose values become part of what the expression is worth. The tree is not deeper than the parser allows. */
function used(node: GithubNode): readonly GithubNode[] {
  if (node.kind === 'index') return [node, ...(isChain(node) ? [] : used(node.of))];
  if (node.kind === 'call') return joining.has(node.name.toLowerCase()) ? node.args.flatMap(used) : [];
  const last = node.kind === 'and' || node.kind === 'or' ? node.operands.at(-1) : undefined;
  return last === undefined ? [] : used(last);
}

const isChain = (node: GithubNode): boolean =>
  node.kind === 'context' || (node.kind === 'index' && node.index.kind === 'string' && isChain(node.of));

function lookupOf(source: EmbeddedText, node: GithubNode): Lookup | undefined {
  if (!isChain(node)) return undefined;
  return { names: namesOf(source, node), at: source.spanOf(node.start, node.end) };
}

function namesOf(source: EmbeddedText, node: GithubNode): readonly LookupName[] {
  if (node.kind === 'context') return [{ name: node.name, at: source.spanOf(node.start, node.end) }];
  if (node.kind !== 'index' || node.index.kind !== 'string') return [];
  const { value, start, end } = node.index;
  const quotes = source.text.slice(start, end).startsWith("'") ? 1 : 0;
  return [...namesOf(source, node.of), { name: value, at: source.spanOf(start + quotes, end - quotes) }];
}
