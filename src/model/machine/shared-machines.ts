import { holesOf, no, onceFor, showText, type Text, type Truth, textKey, unknown, yes } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import { isOfGithub, wordsOf } from '../words.ts';
import { hostedMachineOf } from './hosted-machine.ts';
import { nodeSelectors, nodeTolerations } from './machine.ts';

/**
 * Whether a machine that runs `other` may be given `job`, too: a runner takes every job of whose tags it has all, and a
 * node every pod of whose selector it has all labels. "No" only for jobs of different CI systems, and where one of two in GitHub
 * is on a machine that is lent under a name of its own: what tags other runners have besides is kept by the server.
 *
 * Source: GitLab `runner_matcher.rb`; docs.gitlab.com/ci/runners/configure_runners (untagged jobs).
 */
export const mayShareMachine = (job: Job, other: Job): Truth => sharingOf(job)(other);

const sharingOf = onceFor((job: Job) => onceFor((other: Job) => compareMachines(job, other)));

function compareMachines(job: Job, other: Job): Truth {
  if (job.pipeline.system !== other.pipeline.system) return no;
  const { runnerLabels: own } = job;
  const { runnerLabels: others } = other;
  if (own.openTo.length + others.openTo.length > 0) return unknown(...own.openTo, ...others.openTo);
  if (own.items.length === 0 && others.items.length > 0) return unknown(untaggedJobs(job, other));
  const more = beyond(own.items, others.items);
  if (more !== undefined && areLentApart(job, other)) return no;
  if (more !== undefined) return unknown(meaningless(more, wordsOf(job).label));
  const selector = beyond(valuesOf(nodeSelectors(job)), valuesOf(nodeSelectors(other)));
  if (selector !== undefined) return unknown(meaningless(selector, 'node selector'));
  const toleration = beyond(valuesOf(nodeTolerations(other)), valuesOf(nodeTolerations(job)));
  return toleration === undefined ? yes : unknown(taint(toleration, other));
}

/** Whether one of two jobs of GitHub gets a machine that is lent under a name of its own, and the other asks for another one. */
const areLentApart = (job: Job, other: Job): boolean =>
  isOfGithub(job) &&
  (hostedMachineOf(job) === undefined) !== (hostedMachineOf(other) === undefined) &&
  [...job.runnerLabels.items, ...other.runnerLabels.items].every((label) => holesOf(label).length === 0);

/** One string for all jobs that ask for the same machines. */
export const machineKey: (job: Job) => string = onceFor((job) =>
  [job.runnerLabels.items, valuesOf(nodeSelectors(job)), valuesOf(nodeTolerations(job))]
    .map((texts) => texts.map(textKey).join('\u0000'))
    .join('\u0001'),
);

/** The first text that the other list lacks. */
function beyond(texts: readonly Text[], others: readonly Text[]): Text | undefined {
  const there = new Set(others.map(textKey));
  return texts.find((text) => !there.has(textKey(text)));
}

const valuesOf = (variables: readonly { readonly value: Text }[]): readonly Text[] =>
  variables.map(({ value }) => value);

const untaggedJobs = ({ definition }: Job, { name }: Job) =>
  ({
    kind: 'runner',
    because: `whether the runner of \`${name}\` takes jobs without tags is set at the GitLab server`,
    at: definition.span,
  }) as const;

const meaningless = (text: Text, what: string) =>
  ({
    kind: 'runner',
    because: `the ${what} \`${showText(text)}\` names no architecture, and may stand for one`,
    at: text.span,
  }) as const;

const taint = (text: Text, { name }: Job) =>
  ({
    kind: 'runner',
    because: `the node of \`${name}\` may be closed to jobs that do not tolerate \`${showText(text)}\``,
    at: text.span,
  }) as const;
