import { evaluateExpression, parseExpression } from '../../gitlab/expression.ts';
import { SourceFile } from '../../source/source-file.ts';
import { type Comparison, compared } from './tally.ts';

/** What GitLab made of one expression. */
interface ExpressionLine {
  readonly expr: string;
  readonly vars: Readonly<Record<string, string>>;
  readonly valid: boolean;
  readonly truthful: boolean | null;
}

/** Whether our evaluation of expressions equals GitLab's, one comparison each. */
export const compareExpressions = (lines: readonly unknown[]): readonly Comparison[] =>
  // The recorder writes lines of this form.
  lines.map((line) => compareExpression(line as ExpressionLine));

function compareExpression({ expr, vars, valid, truthful }: ExpressionLine): Comparison {
  const theirs = valid ? (truthful === true ? 'yes' : 'no') : 'invalid';
  const tree = parseExpression(expr);
  if (tree === undefined) return compared(expr, 'expression', 'invalid', theirs);
  const { is } = evaluateExpression(tree, {
    at: new SourceFile('expression', expr).whole,
    variable: (name) => {
      const value = vars[name];
      return value === undefined ? { is: 'null' } : { is: 'string', value };
    },
  });
  return compared(expr, 'expression', is, theirs);
}
