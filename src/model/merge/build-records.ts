import { all, type Field, known, knownString, type Text, type Truth, unknown } from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import { hostedMachineOf } from '../machine/hosted-machine.ts';
import type { ActionUse } from '../pipeline/action-use.ts';
import { actionVersion } from '../pipeline/action-version.ts';
import type { ArtifactDownload } from '../pipeline/artifact.ts';
import { canRunTogether } from '../pipeline/one-run.ts';
import { finishesBefore } from '../pipeline/order.ts';
import type { Project } from '../project.ts';
import { digestDownloads } from './digest-folders.ts';
import type { MergeStep } from './merge-step.ts';

/** A merge whose job downloads all artifacts of the run for their digests, the records of builds among them. */
export interface RecordsTaken {
  readonly merge: MergeStep;
  readonly download: ArtifactDownload;
  readonly builds: readonly BuildStep[];
  /** Whether a record is there; never "no". */
  readonly truth: Truth;
}

/**
 * From these releases on Docker's actions store a record of each build as an artifact, which no download can unpack, and which is
 * no digest.
 *
 * Source: docs.docker.com/build/ci/github-actions/build-summary; docker/build-push-action#1167 ("Artifact download failed after 5
 * retries").
 */
const recordersSince: ReadonlyMap<string, number> = new Map([
  ['docker/build-push-action', 6],
  ['docker/bake-action', 5],
]);

/** The merges of a project that get records of builds among the digests. */
export const recordsTaken = (project: Project): readonly RecordsTaken[] =>
  project.merges.items.flatMap((merge) => {
    const folder = merge.entries.items.find(({ digestFolder }) => digestFolder !== undefined)?.digestFolder;
    const downloads = folder === undefined ? [] : digestDownloads(project.work, merge, folder);
    const download = downloads.find(
      ({ takes, major }) => takes.is === 'all' && !(major.is === 'set' && major.value < 4),
    );
    if (download === undefined) return [];
    const builds = project.builds.items.filter(
      (build) => build.job !== merge.job && records(build) && finishesBefore(build.job, merge.job).is === 'yes',
    );
    const [first] = builds;
    if (first === undefined) return [];
    const truth = all([first.runs, download.runs, canRunTogether(first.job, merge.job), isOnGithub(first)]);
    return truth.is === 'no' ? [] : [{ merge, download, builds, truth }];
  });

/** Whether a build is one whose action stores a record, and is not told to leave that. */
function records({ command }: BuildStep): boolean {
  const { action } = command;
  const since = action && recordersSince.get(action.action.toLowerCase());
  if (action === undefined || since === undefined || !isSince(action, since)) return false;
  return ['DOCKER_BUILD_SUMMARY', 'DOCKER_BUILD_RECORD_UPLOAD'].every((name) => isLeftOn(command.environment(name)));
}

const isSince = (action: ActionUse, major: number): boolean => {
  const version = actionVersion(action);
  return version.is === 'set' && Number(/^\d+/.exec(version.value)?.[0]) >= major;
};

/** What nobody in the repository sets is not set. */
const isLeftOn = (setting: Field<Text>): boolean => setting.is !== 'set' || knownString(setting.value) === 'true';

/** GitHub Enterprise Server stores no records. */
function isOnGithub({ job }: BuildStep): Truth {
  if (hostedMachineOf(job)?.lender === 'GitHub') return known(true);
  const at = job.runnerLabels.items[0]?.span ?? job.definition.span;
  return unknown({ kind: 'runner', because: 'a GitHub Enterprise Server keeps no records of builds', at });
}
