import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { GithubNode } from '../../syntax/github-expression.ts';
import type { Cause, Hole } from '../../value/index.ts';
import { causesIn } from '../../value/index.ts';
import type { Contexts, GithubValue } from './github-value.ts';
import { keyOfValue, shortSymbol } from './key-of-value.ts';
import { choicesOf, oneOfBehind } from './possible-values.ts';

/** An expression and the names that it is evaluated with. */
export interface Scene {
  /** Without `${{ }}`. */
  readonly source: EmbeddedText;
  readonly contexts: Contexts;
}

/** Where a node is written. */
export const placeOf = ({ source }: Scene, { start, end }: GithubNode): Span => source.spanOf(start, end);

/** A part of an expression as its author would write it alone: `${{ github.sha }}`. */
export const shownNode = ({ source }: Scene, { start, end }: GithubNode): string =>
  `\${{ ${source.text
    .slice(start, end)
    .trim()
    .replace(/\s*\n\s*/g, ' ')} }}`;

/**
 * What all values of a node are that `results` gives for the arguments: one for every choice of values that the arguments can
 * have. No result for some choice: it can be anything. Where several are left, the value is a hole that is the same wherever
 * `operation` is done to equal arguments.
 */
export function derive(scene: Scene, node: GithubNode, { operation, args, results }: Derivation): GithubValue {
  const outcomes = choicesOf(args)?.map(results) ?? [[]];
  const values = outcomes.every((outcome) => outcome.length > 0) ? outcomes.flat() : [];
  return oneOfBehind(values, () => derivedHole(scene, node, operation, args));
}

/** What is done to which values, and what comes of one choice of them: all values that it can be; none: anything. */
export interface Derivation {
  readonly operation: string;
  readonly args: readonly GithubValue[];
  readonly results: (args: readonly GithubValue[]) => readonly GithubValue[];
}

/** The hole of a node whose value follows from those of others. */
export function derivedHole(scene: Scene, node: GithubNode, operation: string, args: readonly GithubValue[]): Hole {
  const shown = shownNode(scene, node);
  const [cause] = args.flatMap(causesOf);
  return {
    symbol: shortSymbol(`${operation}(${args.map(keyOfValue).join()})`),
    shown,
    cause: cause ?? {
      kind: 'expression',
      because: `GitHub cannot evaluate \`${shown}\``,
      at: placeOf(scene, node),
    },
  };
}

function causesOf(value: GithubValue): readonly Cause[] {
  if (value.is === 'hidden') return [value.hole.cause];
  if (value.is === 'text') return causesIn(value.text);
  if (value.is === 'array') return [...value.items.openTo, ...value.items.items.flatMap(causesOf)];
  return value.is === 'object' ? [...value.object.entries.values()].flatMap(causesOf) : [];
}
