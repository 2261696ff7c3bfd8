import type { EmbeddedText } from '../../source/embedded-text.ts';
import { parseGithubExpression } from '../../syntax/github-expression.ts';
import { onceFor } from '../../value/index.ts';

/** An expression, without `${{ }}`, as a tree. Jobs of a matrix, and calls of a workflow, share what they read. */
export const parsedExpression = onceFor(({ text }: EmbeddedText) => parseGithubExpression(text));
