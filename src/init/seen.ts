import type { Finding } from '../engine/finding.ts';
import type { BuildStep, Cause, Job, PolicyBuilder, Project } from '../rule/index.ts';
import {
  builderOfTool,
  distinctCauses,
  groupBy,
  hostedMachineOf,
  isOfGithub,
  jobsOf,
  knownString,
  machineEvidence,
  meantPlatform,
  type Platform,
  samePlatform,
  seemsToMakeImages,
  show,
} from '../rule/index.ts';
import { isNameable, type SeenImage, seenImages } from './seen-images.ts';

/** What a repository shows of its images, and what it leaves open, as far as a policy can say something about it. */
export interface Seen {
  readonly images: readonly SeenImage[];
  readonly labels: readonly SeenLabel[];
  /** Includes that live elsewhere and of which the policy can name a copy; one per key. */
  readonly includes: readonly Cause[];
  readonly builders: readonly { readonly builder: PolicyBuilder; readonly jobs: readonly string[] }[];
  /** Jobs that build under emulation, or may. */
  readonly emulated: readonly string[];
  /** Claims that could not be decided. */
  readonly undecided: number;
  /** Whether its pipelines are those of GitHub alone, so that the policy speaks GitHub's words. */
  readonly isOnGithub: boolean;
  /** Whether `platforms` of a policy would be compared with anything. */
  readonly hasBuilds: boolean;
}

/** A runner tag, or label, of jobs that make images and do not say on what machine. */
export interface SeenLabel {
  readonly label: string;
  readonly jobs: readonly string[];
  /** What is meant to be built there; empty where nothing says that. */
  readonly platforms: readonly Platform[];
}

/** Looks at a project that was read without a policy, and at what the rules found in it then. */
export function whatIsSeen(project: Project, findings: readonly Finding[]): Seen {
  const undecided = findings.filter(({ certainty }) => certainty === 'undecided');
  const emulated = findings.filter(({ ruleId }) => ruleId === 'emulated-build').flatMap(({ jobs = [] }) => jobs);
  return {
    images: seenImages(project),
    labels: unknownLabels(project),
    includes: copyable(project),
    builders: seenBuilders(project.builds.items),
    emulated: show.jobs(emulated),
    undecided: undecided.length,
    isOnGithub: project.pipelines.length > 0 && project.pipelines.every(({ system }) => system === 'github'),
    hasBuilds: project.builds.items.length > 0,
  };
}

function unknownLabels(project: Project): readonly SeenLabel[] {
  const makers = jobsOf(project).filter((job) => seemsToMakeImages(project, job).is !== 'no');
  const uses = makers.flatMap((job) => silentLabels(project, job).map((label) => ({ label, job })));
  return [...groupBy(uses, ({ label }) => label)].map(([label, own]) => {
    const jobs = own.map(({ job }) => job);
    return { label, jobs: show.jobs(jobs), platforms: meantBy(project, jobs) };
  });
}

/** The known labels of a job, if nothing of what it says tells the platform of its machine. */
function silentLabels(project: Project, job: Job): readonly string[] {
  if (machineEvidence(job, project.expectations).items.length > 0 || hostedMachineOf(job) !== undefined) return [];
  const labels = job.runnerLabels.items.flatMap((label) => knownString(label) ?? []).filter((label) => label !== '');
  return isOfGithub(job) ? labels.filter((label) => !everyRunner.test(label)) : labels;
}

/** Labels that runners have by themselves. Source: docs.github.com/actions/how-tos/manage-runners/self-hosted-runners/apply-labels. */
const everyRunner = /^(?:self-hosted|linux|windows|macos)$/i;

function meantBy(project: Project, jobs: readonly Job[]): readonly Platform[] {
  const meant = project.builds.items
    .filter(({ job }) => jobs.includes(job))
    .flatMap((build) => {
      const platform = meantPlatform(project, build);
      return platform.is === 'set' ? [platform.value.platform] : [];
    });
  return meant
    .filter(isNameable)
    .filter((one, index, all) => all.findIndex((other) => samePlatform(one, other)) === index);
}

function copyable({ notAnalysed }: Project): readonly Cause[] {
  const byKey = groupBy(
    distinctCauses(notAnalysed).filter(({ copyKey }) => copyKey !== undefined),
    ({ copyKey = '' }) => copyKey,
  );
  return [...byKey.values()].flatMap((causes) => causes.slice(0, 1));
}

const seenBuilders = (builds: readonly BuildStep[]): Seen['builders'] =>
  [...groupBy(builds, ({ tool }) => builderOfTool[tool])].map(([builder, own]) => ({
    builder,
    jobs: show.jobs(own.map(({ job }) => job)),
  }));
