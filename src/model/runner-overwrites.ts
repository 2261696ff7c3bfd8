import { everyItem, hasMore, holesOf, known, knownString, type Text, type Truth, unknown } from '../value/index.ts';
import type { Job } from './job.ts';
import type { OverwritePattern, Runner } from './runner.ts';

/** Whether a runner has every tag of a job; unknown where the GitLab server keeps its tags. */
export const hasTagsOf = ({ labels }: Runner, { runnerLabels }: Job): Truth =>
  everyItem(runnerLabels, (label) => {
    const name = knownString(label);
    if (name === undefined) return unknown(...holesOf(label).map(({ cause }) => cause));
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
  if (expression === undefined) {
    return unknown({ kind: 'expression', because: `the pattern \`${pattern}\` was not tried`, at: span });
  }
  const holes = holesOf(value);
  const answers = (holes.length === 0 ? [''] : probes).map((probe) => expression.test(filled(value, probe)));
  if (new Set(answers).size === 1) return known(answers[0] === true);
  return unknown(...holes.map(({ cause }) => cause));
}

/** What stands for the unknown parts of a value; where the answers agree, they hardly matter. */
const probes: readonly string[] = ['', 'amd64', 'x'];

const filled = ({ parts }: Text, probe: string): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : probe))
    .join('')
    .slice(0, longestLabel);

/** Longest label with its value. Source: kubernetes.io/docs/concepts/overview/working-with-objects/labels (253 + 1 + 63, 63). */
const longestLabel = 381;

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
  const repetitions = pattern.match(/[*+{]/g)?.length ?? 0;
  if (pattern.length > 1000 || repetitions > 3 || /\)[*+?{]|\(\?(?!:)|\\[pPQEAzC]|\[\[:/.test(pattern))
    return undefined;
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}
