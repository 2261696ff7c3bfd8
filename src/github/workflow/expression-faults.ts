import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { childrenOf, type GithubNode } from '../../syntax/github-expression.ts';
import { parsedExpression } from '../expression/parsed.ts';
import { type Piece, piecesOf } from '../expression/pieces.ts';
import { type Availability, functionsEverywhere } from './availability.ts';
import { isTooLong, longestExpression } from './expression-length.ts';

/** A text that may hold expressions, and what they may ask for; `undefined`: expressions are not allowed there. */
export interface ExpressionPlace {
  readonly available: Availability | undefined;
  /** Whether the text is an expression by itself, as an `if` is. */
  readonly isCondition: boolean;
}

/**
 * What GitHub refuses of the expressions of a text, in its words, of each expression the first fault.
 * Source: github.com/actions/languageservices, `workflow-parser/src/templates/template-reader.ts` (parseScalar) and
 * `expressions/src/parser.ts`; the length of a text with expressions: github.com/actions/runner, `TemplateReader.cs`.
 */
export function expressionFaults(written: EmbeddedText, place: ExpressionPlace): readonly Rejection[] {
  if (!written.text.includes('${{')) {
    const isExpression = place.isCondition && written.text.trim() !== '';
    return isExpression ? faultsOfExpression(written, place) : [];
  }
  const pieces = piecesOf(written);
  // GitHub refuses it for its length alone, and nobody reads the faults of thousands of expressions.
  if (isTooLong(pieces)) return [refusal(tooLong, written.span)];
  const faults = pieces.flatMap((piece) => faultsOfPiece(piece, place));
  return faults.length > 0 || place.available !== undefined ? faults : [refusal(notAllowed, written.span)];
}

/** What GitHub says, and what to do about it where that does not tell. */
interface Words {
  readonly message: string;
  readonly help?: string;
}

const refusal = (words: Words, at: Span): Rejection => ({ kind: 'entry', ...words, at });

const writeValue = 'write the value itself: GitHub reads no expression at this place';
const notAllowed: Words = { message: 'A template expression is not allowed in this context', help: writeValue };

function faultsOfPiece(piece: Piece, place: ExpressionPlace): readonly Rejection[] {
  if (piece.is === 'literal') return [];
  const { written } = piece;
  return piece.isClosed ? faultsOfExpression(piece.source, place) : [refusal(notClosed, written.spanOf(0, 3))];
}

const notClosed: Words = {
  message:
    'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
};

const tooLong: Words = {
  message: `Exceeded max expression length ${longestExpression}`,
  help: 'keep expressions out of long texts, of which GitHub makes one expression: hand their values on by `env`, or move the script into a file',
};

function faultsOfExpression(source: EmbeddedText, { available }: ExpressionPlace): readonly Rejection[] {
  const { root, errors } = parsedExpression(source);
  const placeOf = ({ start, end }: { readonly start: number; readonly end: number }): Span =>
    end > start ? source.spanOf(start, end) : source.span;
  const [error] = errors;
  if (error !== undefined) return [refusal({ message: error.message }, placeOf(error))];
  const missing = root === undefined ? undefined : firstMissing(root, available);
  return missing === undefined ? [] : [refusal(missing.words, placeOf(missing.node))];
}

interface Missing {
  readonly words: Words;
  readonly node: GithubNode;
}

/** The first name of an expression that means nothing at its place. The parser bounds how deep an expression is. */
function firstMissing(node: GithubNode, available: Availability | undefined): Missing | undefined {
  for (const child of childrenOf(node)) {
    const missing = firstMissing(child, available);
    if (missing !== undefined) return missing;
  }
  const words = node.kind === 'context' || node.kind === 'call' ? whyMissing(node, available) : undefined;
  return words === undefined ? undefined : { words, node };
}

function whyMissing(
  node: Extract<GithubNode, { readonly kind: 'context' | 'call' }>,
  available: Availability | undefined,
): Words | undefined {
  const name = node.name.toLowerCase();
  if (node.kind === 'context')
    return available?.contexts.has(name) === true
      ? undefined
      : { message: `Unrecognized named-value: '${node.name}'`, help: helpFrom(available) };
  if (functionsEverywhere.has(name)) return undefined;
  const arity = available?.functions.get(name);
  if (arity === undefined) return { message: `Unrecognized function: '${node.name}'` };
  if (node.args.length < arity.least) return { message: `Too few parameters supplied: '${node.name}'` };
  return node.args.length > arity.most ? { message: `Too many parameters supplied: '${node.name}'` } : undefined;
}

const helpFrom = (available: Availability | undefined): string =>
  available === undefined
    ? writeValue
    : `at this place expressions may ask for ${[...available.contexts].map((name) => `\`${name}\``).join(', ')}`;
