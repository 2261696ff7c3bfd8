import { defaultLabelPlatform } from '../../facts/hosted-runners.ts';
import { type Platform, runsNatively, soleArchIn } from '../../oci/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import {
  type Cause,
  causesIn,
  type Field,
  hidden,
  holesOf,
  knownString,
  onceFor,
  set,
  showText,
  type Text,
  unset,
} from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import type { Variable } from '../pipeline/variables.ts';
import type { Expectations } from '../project.ts';
import { isOfGithub, wordsOf } from '../words.ts';
import { machineOfLabel } from './hosted-machine.ts';

/** Something that says which platform is meant, and where. */
export interface PlatformEvidence {
  readonly platform: Platform;
  /** How a message names it: "the runner tag `arm64`", "the runner label `ubuntu-24.04-arm`". */
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
 * What runner labels and node selectors say about a job's machine, each by itself: labels that the policy explains, those of
 * machines that GitHub and others lend, labels that name an architecture, and `kubernetes.io/arch` of node selector variables.
 *
 * Source: docs.gitlab.com/runner/executors/kubernetes (KUBERNETES_NODE_SELECTOR_*); labels are the owner's words.
 */
export const machineEvidence = (job: Job, expectations: Expectations): MachineEvidence =>
  evidenceByJob(expectations)(job);

const evidenceByJob = onceFor((expectations: Expectations) => onceFor((job: Job) => readEvidence(job, expectations)));

function readEvidence(job: Job, expectations: Expectations): MachineEvidence {
  const labels = job.runnerLabels.items.map((label) => labelEvidence(label, job, expectations));
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

function labelEvidence(written: Text, job: Job, { runnerLabels }: Expectations): Field<PlatformEvidence> {
  const name = knownString(written);
  const label = { ...written, span: placeOfLabel(written, job) };
  const shown = shownLabel(label, job);
  const explained = name === undefined ? undefined : runnerLabels.get(name);
  if (explained !== undefined)
    return explained.platform === undefined ? unset : set({ platform: explained.platform, shown, span: label.span });
  const lent = isOfGithub(job) ? machineOfLabel('github', label) : undefined;
  if (lent !== undefined) return set({ platform: lent.platform, shown, span: label.span });
  if (name === undefined) return variableNameEvidence(label, job);
  return isOfGithub(job) ? githubEvidence(name, label, shown) : gitlabEvidence(name, label, shown);
}

/** Where a label is said: of `${{ matrix.runner }}` in the matrix. */
function placeOfLabel({ span }: Text, { matrix }: Job): Span {
  const [, key = ''] = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(sourceText(span)) ?? [];
  return matrix.get(key)?.span ?? span;
}

const shownLabel = (label: Text, job: Job): string => `the ${wordsOf(job).label} \`${showText(label)}\``;

/** Tags are words that the owner of the runners has chosen. */
function gitlabEvidence(name: string, { span }: Text, shown: string): Field<PlatformEvidence> {
  const platform = soleArchIn(name) ?? shortName(name);
  return platform === undefined ? unset : set({ platform, shown, span });
}

const arm64: Platform = { os: 'linux', architecture: 'arm64', variant: '' };

/** Labels that are short for an architecture only when they stand alone: `arm` is a 64-bit machine nearly always. */
const shortNames: ReadonlyMap<string, Platform> = new Map([
  ['arm', arm64],
  ['amd', { os: 'linux', architecture: 'amd64', variant: '' }],
]);

const shortName = (label: string): Platform | undefined => shortNames.get(label.toLowerCase());

/**
 * Labels of GitHub that are no lent machine's: those that a runner gives itself are plain words. The name of a larger runner is free
 * and may be that of what it is used for, and somebody may have given `ARM` to a 64-bit machine.
 */
function githubEvidence(name: string, { span }: Text, shown: string): Field<PlatformEvidence> {
  const given = defaultLabelPlatform(name);
  if (given !== undefined && given.architecture !== 'arm') return set({ platform: given, shown, span });
  const platform = given ?? soleArchIn(name) ?? shortName(name);
  if (platform === undefined) return unset;
  const because = `the label \`${name}\` is a name that somebody gave to a runner`;
  return set({ platform, shown, span, doubts: [{ kind: 'runner', because, at: span }] });
}

/** A label that is a variable: its name may carry what its value is (`$RUNNER_TAG_ARM64`). */
function variableNameEvidence(label: Text, job: Job): Field<PlatformEvidence> {
  const doubts = causesIn(label);
  if (isOfGithub(job) && !isNamedByVariables(label)) return hidden(...doubts);
  const literals = label.parts.filter((part) => typeof part === 'string').join(' ');
  const platform = soleArchIn(literals) ?? soleArchIn(showText(label).replaceAll(/[^A-Za-z0-9]+/g, ' '));
  if (platform === undefined) return hidden(...doubts);
  return set({ platform, shown: shownLabel(label, job), span: label.span, doubts });
}

/** Whether its holes are names and no longer expressions, in which an architecture may be what something is compared with. */
const isNamedByVariables = (label: Text): boolean => holesOf(label).every(({ shown }) => !/['"=|&?(]/.test(shown));

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

/** They mean something to GitLab's runner alone. */
const variablesNamed = (job: Job, prefix: string): readonly Variable[] =>
  isOfGithub(job) ? [] : [...job.variables.defined.values()].filter(({ name }) => name.startsWith(prefix));
