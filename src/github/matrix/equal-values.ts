import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, causesIn, known, knownString, type Truth, unknown } from '../../value/index.ts';
import { evaluateExpression } from '../expression/evaluate.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';

/** Whether two values are equal to GitHub's operator `==`: strings without case, values of different types as numbers. */
export function equalValues(left: GithubValue, right: GithubValue, at: Span): Truth {
  const quick = equalStrings(left, right);
  if (quick !== undefined) return known(quick);
  const result = evaluateExpression(EmbeddedText.opaque('left == right', at), operands(left, right));
  if (result.is === 'boolean') return known(result.value);
  const causes = [...causesOf(left), ...causesOf(right)];
  return unknown(...(causes.length > 0 ? causes : [notCompared(at)]));
}

/** Most values are known strings. */
function equalStrings(left: GithubValue, right: GithubValue): boolean | undefined {
  if (left.is !== 'text' || right.is !== 'text') return undefined;
  const [one, other] = [knownString(left.text), knownString(right.text)];
  return one === undefined || other === undefined ? undefined : one.toUpperCase() === other.toUpperCase();
}

const operands = (left: GithubValue, right: GithubValue): Contexts => ({
  contextOf: (name) => (name === 'left' ? left : right),
  call: () => undefined,
});

function causesOf(value: GithubValue): readonly Cause[] {
  if (value.is === 'hidden') return [value.hole.cause];
  if (value.is === 'array') return value.items.openTo;
  return value.is === 'text' ? causesIn(value.text) : [];
}

const notCompared = (at: Span): Cause => ({ kind: 'expression', because: 'the values cannot be compared', at });
