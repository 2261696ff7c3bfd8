import { expressionKey } from '../github/presence/expression-key.ts';
import { writtenCondition } from '../github/presence/written-condition.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { GithubNode } from '../syntax/github-expression.ts';

/** What the `if` of a job asks for, in all parts that `&&` joins: while the job runs, they all hold. */
export function givenConditions(condition: EmbeddedText | undefined): ReadonlySet<string> {
  const written = condition && writtenCondition(condition);
  return new Set(written === undefined ? [] : partsOf(written.root).map(expressionKey));
}

/** Whether the `if` of a step asks for nothing but what is given already. */
export function isGiven(condition: EmbeddedText | undefined, given: ReadonlySet<string>): boolean {
  const written = condition === undefined || given.size === 0 ? undefined : writtenCondition(condition);
  return written !== undefined && partsOf(written.root).every((part) => given.has(expressionKey(part)));
}

const partsOf = (node: GithubNode): readonly GithubNode[] =>
  node.kind === 'and' ? node.operands.flatMap(partsOf) : [node];
