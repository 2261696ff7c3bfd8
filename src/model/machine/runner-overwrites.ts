import {
  causesIn,
  everyItem,
  hasMore,
  holesOf,
  known,
  knownString,
  type Text,
  type Truth,
  unknown,
} from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import type { OverwritePattern, Runner } from './runner.ts';

/** Whether a runner has every tag of a job; unknown where the GitLab server keeps its tags. */
export const hasTagsOf = ({ labels }: Runner, { runnerLabels }: Job): Truth =>
  everyItem(runnerLabels, (label) => {
    const name = knownString(label);
    if (name === undefined) return unknown(...causesIn(label));
    return labels.items.includes(name) ? known(true) : hasMore(labels);
  });

/**
 * Whether a runner lets a job set a node selector or toleration: its pattern matches some part of `label=value`.
 * A pattern that is no plain one, or that would take long to try, leaves it open.
 *
 * Source: gitlab-runner `executors/kubernetes/overwrites.go` (Go regexp, `MatchString`: not anchored).
 */
export function allowsOverwrite({ pattern, span }: OverwritePattern, value: Text): Truth {
  const expression = plainPattern(pattern);
  const holes = holesOf(value);
  const values = (holes.length === 0 ? [''] : probes).map((probe) => filled(value, probe));
  if (expression === undefined || values.some(({ length }) => length > longestTried)) {
    return unknown({ kind: 'expression', because: `the pattern \`${pattern}\` was not tried`, at: span });
  }
  const answers = new Set(values.map((one) => expression.test(one)));
  return answers.size === 1 ? known(answers.has(true)) : unknown(...holes.map(({ cause }) => cause));
}

/** What stands for the unknown parts of a value; where the answers agree, they hardly matter. */
const probes: readonly string[] = ['', 'amd64', 'x'];

const filled = ({ parts }: Text, probe: string): string =>
  parts.map((part) => (typeof part === 'string' ? part : probe)).join('');

/** Longer values are not tried: a pattern may take time that grows with the third power of their length. */
const longestTried = 128;

/** Whether a pattern lets a job choose any node there is. */
export const allowsEverything = ({ pattern }: OverwritePattern): boolean => {
  const expression = plainPattern(pattern);
  return (
    expression !== undefined &&
    ['node-role.kubernetes.io/control-plane=', 'pool=builders'].every((label) => expression.test(label))
  );
};

/**
 * The pattern for JavaScript, if it means the same there and cannot take long: no repeated group, few repetitions, none
 * of Go's own syntax.
 */
function plainPattern(pattern: string): RegExp | undefined {
  const count = (signs: RegExp): number => pattern.match(signs)?.length ?? 0;
  if (pattern.length > 500 || count(/[*+{]/g) > 2 || count(/[|?]/g) > 8) return undefined;
  if (/\)[*+{]|\(\?(?!:)|\\[pPQEAzC]|\[\[:/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}
