import type { Step } from '../case.ts';
import type { Failure } from './failure.ts';
import type { SeenFinding } from './findings.ts';
import { moreThan } from './fixes.ts';

/** Whether steps that mean nothing have changed what is found. */
export function lostMeaning(
  after: readonly SeenFinding[],
  before: readonly SeenFinding[],
  steps: readonly Step[],
): Failure | undefined {
  const [was, is] = [namesOf(before), namesOf(after)];
  if ([...was, ...is].some((each) => ofSpelling.test(each))) return undefined;
  const repeats = steps.some(({ mutation }) => mutation.repeats === true);
  const [lost, gained] = repeats
    ? [was.find((name) => !is.includes(name)), is.find((name) => !was.includes(name))]
    : [moreThan(was, is), moreThan(is, was)];
  if (lost === undefined && gained === undefined) return undefined;
  const kind = [...(lost === undefined ? [] : [`lost: ${lost}`]), ...(gained === undefined ? [] : [`new: ${gained}`])];
  return { property: 'same meaning', kind: kind.join(', '), detail: kind.join('\n') };
}

/** These rules are about the spelling itself. */
const ofSpelling = /^(?:comment-swallows-arguments|duplicate-job-key|merge-key-overrides-key|unquoted-negation) /;

const namesOf = (findings: readonly SeenFinding[]): readonly string[] =>
  findings.map(({ rule, certainty, severity }) => `${rule} ${certainty} ${severity}`);
