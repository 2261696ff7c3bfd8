import { archWordsIn, type Platform, samePlatform, soleArchIn } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import {
  type Cause,
  type Field,
  hidden,
  holesOf,
  knownString,
  set,
  showText,
  type Text,
  unset,
} from '../value/index.ts';
import type { Job } from './job.ts';
import type { Expectations } from './project.ts';

/** Something that says which platform is meant, and where. */
export interface PlatformEvidence {
  readonly platform: Platform;
  /** How a message names it: "the runner tag `arm64`". */
  readonly shown: string;
  readonly span: Span;
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
export function machineEvidence(job: Job, expectations: Expectations): MachineEvidence {
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
  if (first !== undefined && items.every(({ platform }) => samePlatform(platform, first.platform))) return set(first);
  if (first === undefined && openTo.length > 0) return hidden(...openTo);
  return unset;
}

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

/** Labels that are short for an architecture only when they stand alone: `arm` is a 64-bit machine nearly always. */
const shortNames: Readonly<Record<string, Platform>> = {
  arm: { os: 'linux', architecture: 'arm64', variant: '' },
  amd: { os: 'linux', architecture: 'amd64', variant: '' },
};

const shortName = (label: string): Platform | undefined => shortNames[label.toLowerCase()];

/** A label that is a variable: its name may carry what its value is (`$RUNNER_TAG_ARM64`). */
function variableNameEvidence(label: Text): Field<PlatformEvidence> {
  const literals = label.parts.filter((part) => typeof part === 'string').join(' ');
  const platform = soleArchIn(literals) ?? soleArchIn(showText(label).replaceAll(/[^A-Za-z0-9]+/g, ' '));
  const shown = showText(label);
  if (platform !== undefined) return set({ platform, shown: `the runner tag \`${shown}\``, span: label.span });
  return hidden(...holesOf(label).map(({ cause }) => cause));
}

const selectorVariable = /^KUBERNETES_NODE_SELECTOR_/;
const archLabel = /^(?:beta\.)?kubernetes\.io\/arch=/;

function selectorEvidence(job: Job): readonly Field<PlatformEvidence>[] {
  return [...job.variables.defined.values()]
    .filter(({ name }) => selectorVariable.test(name))
    .map(({ name, value, span }) => {
      const selector = knownString(value);
      if (selector === undefined) return hidden(...holesOf(value).map(({ cause }) => cause));
      const isArch = archLabel.test(selector) || archWordsIn(selector).length > 0;
      const platform = isArch ? soleArchIn(selector.slice(selector.indexOf('=') + 1)) : undefined;
      return platform === undefined
        ? unset
        : set({ platform, shown: `the node selector \`${name}: ${selector}\``, span });
    });
}
