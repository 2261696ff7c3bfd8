import { type HostedMachine, hostedMachine } from '../../facts/hosted-runners.ts';
import { causesIn, knownString, no, showText, type Text, type Truth, unknown, yes } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';

/**
 * The machine for which one of a job's runner labels stands, which its owner lends for one job; `undefined` if there is none
 * that is known. A job of GitHub with the label `self-hosted` runs on a machine of its owner's, whatever its other labels.
 */
export function hostedMachineOf({ runnerLabels, pipeline: { system } }: Job): HostedMachine | undefined {
  const isOwn =
    system === 'github' && runnerLabels.items.some((label) => written(label).toLowerCase() === 'self-hosted');
  if (isOwn) return undefined;
  for (const label of runnerLabels.items) {
    const machine = machineOfLabel(system, label);
    if (machine !== undefined) return machine;
  }
  return undefined;
}

/**
 * The machine for which one label stands. Of a label that may be one of several, the first, where all are of one platform;
 * "bare" only if all are.
 */
export function machineOfLabel(system: Job['pipeline']['system'], label: Text): HostedMachine | undefined {
  const machines = alternatives(label).map((name) => hostedMachine(system, name));
  const [first] = machines;
  if (first === undefined) return undefined;
  const isOne = machines.every(
    (other) => other?.platform.os === first.platform.os && other.platform.architecture === first.platform.architecture,
  );
  return isOne ? { ...first, isBare: machines.every((other) => other?.isBare === true) } : undefined;
}

/** All that a label can be; holes whose values nobody knows are gaps in it. */
function alternatives(label: Text): readonly string[] {
  const [only, ...others] = label.parts;
  return others.length === 0 && typeof only === 'object' && only.among !== undefined ? only.among : [written(label)];
}

/** The literals of a text, with a gap for every hole. */
const written = ({ parts }: Text): string => parts.map((part) => (typeof part === 'string' ? part : '\0')).join('');

/**
 * Whether a job of GitHub runs on a machine that is thrown away behind it, so that what it does to the machine concerns nobody
 * else. Unknown where a label cannot be read, or is a name that a larger runner of GitHub may have as well as one of its owner's.
 * "No" in GitLab, whose own machines are used by the container of a job only.
 */
export function isOnThrowawayMachine(job: Job): Truth {
  if (job.pipeline.system !== 'github') return no;
  if (hostedMachineOf(job) !== undefined) return yes;
  const { items, openTo } = job.runnerLabels;
  const names = items.map((label) => knownString(label)?.toLowerCase());
  if (names.includes('self-hosted')) return no;
  const hidden = [...openTo, ...items.flatMap(causesIn)];
  const [label] = items.filter((_, index) => !ownLabels.has(names[index] ?? ''));
  if (hidden.length > 0 || label === undefined) return hidden.length > 0 ? unknown(...hidden) : no;
  const because = `\`${showText(label)}\` may be the name of a larger runner, which GitHub lends for one job`;
  return unknown({ kind: 'runner', because, at: label.span });
}

/**
 * Whether what a job does to its machine may concern nobody else. In GitHub it takes a label that only a runner of one's own
 * has to be sure of the contrary: labels are free names, and those of lent machines are as many.
 */
export const mayBeOnThrowawayMachine = (job: Job): boolean => isOnThrowawayMachine(job).is !== 'no';

/** What a runner of one's own calls itself, in lower case. Source: docs.github.com/en/actions/reference/runners/self-hosted-runners. */
const ownLabels: ReadonlySet<string> = new Set(['self-hosted', 'linux', 'windows', 'macos', 'x64', 'arm', 'arm64']);
