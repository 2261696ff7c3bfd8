import { type Platform, samePlatform } from '../../oci/index.ts';
import { all, knownString, showText, type Text, type Truth, unknown, yes } from '../../value/index.ts';
import { builtPlatforms } from '../build/build-platform.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { ArtifactDownload, ArtifactUpload } from '../pipeline/artifact.ts';
import { fitsDownload, isStoredBefore, unpacksInto } from '../pipeline/artifact-names.ts';
import { canRunTogether } from '../pipeline/one-run.ts';
import { liesIn } from '../pipeline/run-path.ts';
import type { Project } from '../project.ts';
import { commandsIn } from '../roles.ts';
import { digestDownloads, isPushedElsewhere, uploadedDigests, uploadsFor } from './digest-folders.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';
import { linksOf } from './merged-builds.ts';

/** Digests of other repositories in the folder from which an entry takes its digests. */
export interface ForeignDigests {
  readonly download: ArtifactDownload;
  /** The artifacts that hold them. */
  readonly uploads: readonly ArtifactUpload[];
  readonly builds: readonly BuildStep[];
  /** The other artifacts with digests: they may be, or are, those of the entry's repository. */
  readonly others: readonly ArtifactUpload[];
}

/**
 * The digests that a download puts into the folder of an entry, and that name images of other repositories, in which the entry
 * looks for none of them. Also of jobs for which that of the merge does not wait, because they may be done before.
 */
export function foreignDigests({ work }: Project, merge: MergeStep, entry: MergeEntry): readonly ForeignDigests[] {
  const { digestFolder: folder } = entry;
  return (folder === undefined ? [] : digestDownloads(work, merge, folder)).flatMap((download) => {
    const taken = uploadsFor(work, merge)
      .filter((upload) => fitsDownload(upload, download).is === 'yes')
      .map((upload) => ({ upload, builds: uploadedDigests(work, upload) }))
      .filter(({ builds }) => builds.length > 0);
    const foreign = taken.filter(({ builds }) => builds.every((build) => isPushedElsewhere(build, entry)));
    if (foreign.length === 0) return [];
    return [
      {
        download,
        uploads: foreign.map(({ upload }) => upload),
        builds: foreign.flatMap(({ builds }) => builds),
        others: taken.filter((one) => !foreign.includes(one)).map(({ upload }) => upload),
      },
    ];
  });
}

/** A merge that looks for digests in a folder into which no artifact is unpacked. */
export interface DigestsElsewhere {
  /** The download that unpacks digests into another folder. */
  readonly download: ArtifactDownload;
  readonly builds: readonly BuildStep[];
  /** Whether the digests are not in the folder: "yes" or, where a command of the job may have put them there, "unknown". */
  readonly truth: Truth;
}

/** Where the digests lie that an entry looks for in another folder. */
export function digestsElsewhere(project: Project, merge: MergeStep, entry: MergeEntry): DigestsElsewhere | undefined {
  const { digestFolder: folder } = entry;
  const downloads = (project.work.get(merge.job)?.downloads ?? []).filter(({ runs }) => runs.is !== 'no');
  if (folder === undefined || downloads.some((download) => mayReach(download, folder))) return undefined;
  for (const download of downloads) {
    const builds = uploadsFor(project.work, merge)
      .filter((upload) => fitsDownload(upload, download).is === 'yes' && isStoredBefore(upload, merge.job).is !== 'no')
      .flatMap((upload) => uploadedDigests(project.work, upload));
    if (builds.length > 0) return { download, builds, truth: isLeftThere(project, merge, download) };
  }
  return undefined;
}

/** Whether a download may put files into a folder, or into one above it. */
const mayReach = (download: ArtifactDownload, folder: Text): boolean =>
  unpacksInto(download, folder).is !== 'no' || (folder.parts.length > 0 && liesIn(folder, download.folder).is !== 'no');

/** Whether no command of the merge's job may take the files out of the folder of a download. */
function isLeftThere(project: Project, { job, command }: MergeStep, { folder }: ArtifactDownload): Truth {
  const mover = commandsIn(project, job).find((one) => one !== command && one.runs.is !== 'no' && mayMove(one, folder));
  if (mover === undefined) return yes;
  const because = `\`${showText(mover.program)}\` may take the digests from \`${showText(folder)}\` to another place`;
  return unknown({ kind: 'indirection', because, at: mover.span });
}

/** Programs that only look, or only make folders. */
const onlookers: ReadonlySet<string> = new Set(['cat', 'echo', 'ls', 'mkdir', 'tree']);

const movers: ReadonlySet<string> = new Set(['cp', 'find', 'install', 'ln', 'mv', 'rsync', 'tar', 'xargs']);

/** Whether a command names a folder; of the checkout, which has no name, whether it moves anything. */
function mayMove({ program, args, directory }: JobCommand, folder: Text): boolean {
  const name = knownString(program) ?? '';
  if (onlookers.has(name)) return false;
  const written = showText(folder);
  if (written === '') return movers.has(name);
  return [...args.items, directory].some((word) => showText(word).includes(written));
}

/** Two images of one platform whose digests lie in the folder of a merge, so that its index lists the platform twice. */
export interface TwiceJoined {
  readonly merge: MergeStep;
  readonly platform: Platform;
  readonly first: BuildStep;
  readonly second: BuildStep;
}

/** The platforms that merges take twice from a folder of digests, for each merge the first. */
export const joinedTwice = (project: Project): readonly TwiceJoined[] =>
  project.merges.items.flatMap((merge) => twiceIn(project, merge) ?? []);

function twiceIn(project: Project, merge: MergeStep): TwiceJoined | undefined {
  const builds = linksOf(project, merge)
    .filter(({ entry, same }) => entry.digestFolder !== undefined && same.is === 'yes')
    .map(({ build }) => build);
  for (const [index, second] of builds.entries()) {
    const [platform, ...others] = builtPlatforms(second, project.expectations);
    if (platform === undefined || others.length > 0) continue;
    const first = builds
      .slice(0, index)
      .find((build) => build.job !== second.job && isBeside(project, build, { second, platform }));
    if (first !== undefined) return { merge, platform, first, second };
  }
  return undefined;
}

function isBeside(
  { expectations }: Project,
  first: BuildStep,
  { second, platform }: { readonly second: BuildStep; readonly platform: Platform },
): boolean {
  const [own, ...others] = builtPlatforms(first, expectations);
  const isSame = own !== undefined && others.length === 0 && samePlatform(own, platform);
  return isSame && all([first.runs, second.runs, canRunTogether(first.job, second.job)]).is === 'yes';
}
