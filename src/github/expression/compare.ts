import type { GithubComparison } from '../../syntax/github-expression.ts';
import { knownString, sameText, type Text } from '../../value/index.ts';
import { numberOf } from './coerce.ts';
import { foldString, foldText } from './fold.ts';
import type { GithubValue } from './github-value.ts';

/**
 * Whether a comparison of two values holds; `undefined` where that is not known. Strings compare without case; values of different
 * types compare as numbers; `NaN` compares with nothing; an array or an object equals only itself.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (operators).
 */
export function compareValues(operator: GithubComparison, left: GithubValue, right: GithubValue): boolean | undefined {
  switch (operator) {
    case '==':
      return equals(left, right);
    case '!=':
      return negated(equals(left, right));
    case '>':
      return isGreater(left, right);
    case '<':
      return isGreater(right, left);
    case '>=':
      return either(equals(left, right), isGreater(left, right));
    default:
      return either(equals(left, right), isGreater(right, left));
  }
}

/** Whether `==` holds for two values; `undefined` where that is not known. */
export function equals(left: GithubValue, right: GithubValue): boolean | undefined {
  if (left.is === 'hidden' || right.is === 'hidden') return undefined;
  if (left.is === 'text' && right.is === 'text') return sameFolded(left.text, right.text);
  if (left.is === 'null' && right.is === 'null') return true;
  if (isContainer(left) || isContainer(right)) return left === right;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  return a === undefined || b === undefined ? undefined : a === b;
}

function isGreater(left: GithubValue, right: GithubValue): boolean | undefined {
  if (left.is === 'hidden' || right.is === 'hidden') return undefined;
  if (isContainer(left) || isContainer(right)) return false;
  if (left.is === 'text' && right.is === 'text') {
    const [a, b] = [knownString(left.text), knownString(right.text)];
    return a === undefined || b === undefined ? undefined : foldString(a) > foldString(b);
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  return a === undefined || b === undefined ? undefined : a > b;
}

const isContainer = ({ is }: GithubValue): boolean => is === 'array' || is === 'object';

function sameFolded(left: Text, right: Text): boolean | undefined {
  const same = sameText(foldText(left), foldText(right));
  return same.is === 'unknown' ? undefined : same.is === 'yes';
}

const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

function either(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  if (one === true || other === true) return true;
  return one === undefined || other === undefined ? undefined : false;
}
