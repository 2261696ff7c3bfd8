import { type Platform, runsNatively, soleArchIn } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import {
  type Cause,
  causesIn,
  type Field,
  hidden,
  knownString,
  onceFor,
  set,
  showText,
  type Text,
  unset,
} from '../value/index.ts';
import type { Job } from './job.ts';
import type { Expectations } from './project.ts';
import type { Variable } from './variables.ts';

/** Something that says which platform is meant, and where. */
export interface PlatformEvidence {
  readonly platform: Platform;
  /** How a message names it: "the runner tag `arm64`". */
  readonly shown: string;
  readonly span: Span;
  /** Why it may mislead all the same; absent for plain words. */
  readonly doubts?: readonly Cause[];
}

/** All that pins the machine on which a job runs. */
export interface MachineEvidence {
  readonly items: readonly PlatformEvidence[];
  /** Labels whose value is not known. */
  readonly openTo: readonly Cause[];
}

/**
 * What runner labels and node selectors say about a job's machine, each by itself: labels that the policy explains,
 * labels that name an architecture, and `kubernetes.io/arch` of node selector variables.
 *
 * Source: docs.gitlab.com/runner/executors/kubernetes (KUBERNETES_NODE_SELECTOR_*); labels are the owner's words.
 */
export const machineEvidence = (job: Job, expectations: Expectations): MachineEvidence =>
  evidenceByJob(expectations)(job);

const evidenceByJob = onceFor((expectations: Expectations) => onceFor((job: Job) => readEvidence(job, expectations)));

function readEvidence(job: Job, expectations: Expectations): MachineEvidence {
  const labels = job.runnerLabels.items.map((label) => labelEvidence(label, expectations));
  const all = [...labels, ...selectorEvidence(job)];
  return {
    items: all.flatMap((field) => (field.is === 'set' ? [field.value] : [])),
    openTo: [...all.flatMap((field) => (field.is === 'unknown' ? field.causes : [])), ...job.runnerLabels.openTo],
  };
}

/**
 * The platform of the machine on which a job runs: set where everything that pins it agrees, unset where nothing
 * does, unknown where a label cannot be read. Two labels of different architectures give unset: no machine is both.
 */
export function machinePlatform(job: Job, expectations: Expectations): Field<PlatformEvidence> {
  const { items, openTo } = machineEvidence(job, expectations);
  const [first] = items;
  if (first !== undefined && items.every((item) => canBeOneMachine(item, first))) return set(first);
  if (first === undefined && openTo.length > 0) return hidden(...openTo);
  return unset;
}

/** Whether a machine can be both: an arm64 machine that is labelled for its 32-bit programs, too, is one. */
export const canBeOneMachine = ({ platform: one }: PlatformEvidence, { platform: other }: PlatformEvidence): boolean =>
  runsNatively(one, other) || runsNatively(other, one);

function labelEvidence(label: Text, { runnerLabels }: Expectations): Field<PlatformEvidence> {
  const name = knownString(label);
  if (name === undefined) return variableNameEvidence(label);
  const explained = runnerLabels.get(name);
  if (explained !== undefined) {
    if (explained.platform === undefined) return unset;
    return set({ platform: explained.platform, shown: `the runner tag \`${name}\``, span: label.span });
  }
  const platform = soleArchIn(name) ?? shortName(name);
  return platform === undefined ? unset : set({ platform, shown: `the runner tag \`${name}\``, span: label.span });
}

const arm64: Platform = { os: 'linux', architecture: 'arm64', variant: '' };

/** Labels that are short for an architecture only when they stand alone: `arm` is a 64-bit machine nearly always. */
const shortNames: Readonly<Record<string, Platform>> = {
  arm: arm64,
  amd: { os: 'linux', architecture: 'amd64', variant: '' },
};

const shortName = (label: string): Platform | undefined => shortNames[label.toLowerCase()];

/** A label that is a variable: its name may carry what its value is (`$RUNNER_TAG_ARM64`). */
function variableNameEvidence(label: Text): Field<PlatformEvidence> {
  const literals = label.parts.filter((part) => typeof part === 'string').join(' ');
  const platform = soleArchIn(literals) ?? soleArchIn(showText(label).replaceAll(/[^A-Za-z0-9]+/g, ' '));
  const shown = showText(label);
  const doubts = causesIn(label);
  if (platform === undefined) return hidden(...doubts);
  return set({ platform, shown: `the runner tag \`${shown}\``, span: label.span, doubts });
}

/**
 * Labels of nodes whose values stand for an architecture without naming it.
 * Source: cloud.google.com/kubernetes-engine/docs/concepts/arm-on-gke (machine families T2A, C4A, N4A).
 */
const armNodes = /^cloud\.google\.com\/machine-family=(?:t2a|c4a|n4a)$/;

function selectorEvidence(job: Job): readonly Field<PlatformEvidence>[] {
  return nodeSelectors(job).map(({ name, value, span }) => {
    const selector = knownString(value);
    if (selector === undefined) return hidden(...causesIn(value));
    const platform = armNodes.test(selector) ? arm64 : soleArchIn(selector.slice(selector.indexOf('=') + 1));
    return platform === undefined
      ? unset
      : set({ platform, shown: `the node selector \`${name}: ${selector}\``, span });
  });
}

/**
 * The variables by which a job chooses its Kubernetes node; the value is `label=value`, the end of the name is free.
 *
 * Source: docs.gitlab.com/runner/executors/kubernetes (overwrite the node selector); gitlab-runner `overwrites.go`.
 */
export const nodeSelectors = (job: Job): readonly Variable[] => variablesNamed(job, 'KUBERNETES_NODE_SELECTOR_');

/** The variables by which a job tolerates taints of nodes. Source: as for `nodeSelectors`. */
export const nodeTolerations = (job: Job): readonly Variable[] => variablesNamed(job, 'KUBERNETES_NODE_TOLERATIONS_');

const variablesNamed = ({ variables }: Job, prefix: string): readonly Variable[] =>
  [...variables.defined.values()].filter(({ name }) => name.startsWith(prefix));
