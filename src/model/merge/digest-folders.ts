import { formatPlatform, sameRepository } from '../../oci/index.ts';
import {
  any,
  type Cause,
  findInText,
  holesOf,
  isClosed,
  joinTexts,
  knownString,
  literal,
  type OpenList,
  open,
  type Text,
} from '../../value/index.ts';
import type { BuildStep, Destination } from '../build/build-step.ts';
import type { ShellCommand } from '../command/shell-command.ts';
import type { ArtifactDownload, ArtifactUpload } from '../pipeline/artifact.ts';
import { fitsDownload, isStoredBefore, unpacksInto } from '../pipeline/artifact-names.ts';
import { areOfOneRoot } from '../pipeline/one-run.ts';
import { finishesBefore } from '../pipeline/order.ts';
import { liesIn } from '../pipeline/run-path.ts';
import type { Project } from '../project.ts';
import { digestOfBuild } from './digest-symbol.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';

/** A build whose digest reaches a merge, and the repository to which it pushes. */
export interface HandedDigest {
  readonly build: BuildStep;
  readonly destination: Destination;
}

/** The downloads of a merge's job that unpack into the folder whose files name the digests. */
export const digestDownloads = (work: Project['work'], { job }: MergeStep, folder: Text): readonly ArtifactDownload[] =>
  (work.get(job)?.downloads ?? []).filter(
    (download) => download.runs.is !== 'no' && unpacksInto(download, folder).is === 'yes',
  );

/**
 * The builds whose digests lie in the folder from which an entry takes them: those that push by digest to its repository in
 * jobs that upload the files with their digests in artifacts which the job of the merge downloads into the folder. One for which
 * that job does not wait is meant as well, unless another build of its platform is there in time. Open where
 * it is not certain that an artifact is taken, or what is in it. `undefined` where no download fills the folder.
 */
export function digestsInFolder(
  work: Project['work'],
  merge: MergeStep,
  entry: MergeEntry,
): OpenList<HandedDigest> | undefined {
  const { digestFolder: folder } = entry;
  if (folder === undefined) return undefined;
  const downloads = digestDownloads(work, merge, folder);
  if (downloads.length === 0) return undefined;
  const doubts = downloads.flatMap(doubtsOf);
  const found: (HandedDigest & { readonly isInTime: boolean })[] = [];
  for (const upload of uploadsFor(work, merge)) {
    const isTaken = any(downloads.map((download) => fitsDownload(upload, download)));
    if (isTaken.is === 'unknown') doubts.push(...isTaken.causes);
    if (isTaken.is !== 'yes') continue;
    const { items, openTo } = digestsIn(work, upload, entry);
    const isInTime = isStoredBefore(upload, merge.job).is !== 'no';
    found.push(...items.map((item) => ({ ...item, isInTime })));
    doubts.push(...openTo);
  }
  const inTime = new Set(found.flatMap(({ build, isInTime }) => (isInTime ? [platformsOf(build)] : [])));
  const [late, meant] = [found.filter(isRival), found.filter((one) => !isRival(one))];
  return { items: meant, openTo: [...doubts, ...late.map(({ build }) => mayBeThere(build))] };

  function isRival({ build, isInTime }: (typeof found)[number]): boolean {
    return !isInTime && inTime.has(platformsOf(build));
  }
}

/** The uploads of other jobs of the run, but for those that wait for the merge. */
export const uploadsFor = (work: Project['work'], { job }: MergeStep): readonly ArtifactUpload[] =>
  [...work.values()]
    .flatMap((own) => own.uploads)
    .filter(
      (upload) =>
        upload.job !== job &&
        upload.runs.is !== 'no' &&
        areOfOneRoot(upload.job, job) &&
        finishesBefore(job, upload.job).is !== 'yes',
    );

/** The platforms that a build asks for, in one word; empty if it asks for none. */
const platformsOf = ({ platforms }: BuildStep): string =>
  platforms.is === 'set' ? platforms.value.items.map(({ platform }) => formatPlatform(platform)).join(' ') : '';

const mayBeThere = ({ job, span }: BuildStep): Cause => ({
  kind: 'indirection',
  because: `\`${job.name}\` may have uploaded its digest before`,
  at: span,
});

/** What is taken from elsewhere, or lies one folder deeper, is not known by its name. */
function doubtsOf({ takes, mergesFolders, span }: ArtifactDownload): readonly Cause[] {
  const doubt = (because: string): Cause => ({ kind: 'indirection', because, at: span });
  if (takes.is === 'elsewhere') return [doubt('the artifacts of another run are not known')];
  if (mergesFolders.is === 'unknown') return mergesFolders.causes;
  return mergesFolders.is === 'no' ? [doubt('each artifact is unpacked into a folder of its own')] : [];
}

/** The digests that an upload holds for an entry. What is pushed to another repository only is none of them. */
function digestsIn(work: Project['work'], upload: ArtifactUpload, entry: MergeEntry): OpenList<HandedDigest> {
  const builds = uploadedDigests(work, upload);
  const handed = builds.flatMap((build) => pushedTo(build, entry));
  if (handed.length > 0) return { items: handed, openTo: upload.paths.openTo };
  if (builds.length > 0 && builds.every((build) => isPushedElsewhere(build, entry)))
    return { items: [], openTo: upload.paths.openTo };
  const because = `it is not known what \`${upload.job.name}\` uploads there`;
  return open([], { kind: 'indirection', because, at: upload.pathSpan });
}

/**
 * The builds by digest of an upload's job whose digests name files of the upload. Where the digest cannot be seen in the name of
 * a file, it is that of the only build.
 */
export function uploadedDigests(work: Project['work'], upload: ArtifactUpload): readonly BuildStep[] {
  const files = uploadedFiles(work, upload);
  const builds = (work.get(upload.job)?.builds.items ?? []).filter(
    ({ pushedByDigest, runs }) => pushedByDigest.is !== 'no' && runs.is !== 'no',
  );
  const named = builds.filter((build) => files.some((file) => namesDigest(file, build)));
  if (named.length > 0) return named;
  return builds.length === 1 && files.some((file) => holesOf(file).length > 0) ? builds : [];
}

/** The files of an upload that commands of its job make. */
export const uploadedFiles = (work: Project['work'], upload: ArtifactUpload): readonly Text[] =>
  (work.get(upload.job)?.commands.items ?? []).flatMap(filesWrittenBy).filter((file) => isUploaded(file, upload));

function pushedTo(build: BuildStep, { source }: MergeEntry): readonly HandedDigest[] {
  const same = build.destinations.items.find(({ reference }) => sameRepository(reference, source).is === 'yes');
  return same === undefined ? [] : [{ build, destination: same }];
}

/** Whether a build certainly pushes to other repositories than that of an entry. */
export const isPushedElsewhere = ({ destinations, pushed }: BuildStep, { source }: MergeEntry): boolean =>
  pushed.is !== 'no' &&
  isClosed(destinations) &&
  destinations.items.length > 0 &&
  destinations.items.every(({ reference }) => sameRepository(reference, source).is === 'no');

const isUploaded = (file: Text, { paths }: ArtifactUpload): boolean =>
  paths.items.some((path) => liesIn(file, path).is === 'yes');

/** Whether the name of a file holds the digest of a build. */
function namesDigest(file: Text, build: BuildStep): boolean {
  const { symbol } = digestOfBuild(build);
  return holesOf(file).some((part) => part.symbol.includes(symbol));
}

/** The files that a command makes: by `touch`, or by a redirection. */
function filesWrittenBy(command: ShellCommand): readonly Text[] {
  if (command.runs.is === 'no') return [];
  const touched =
    knownString(command.program) === 'touch' ? command.args.items.filter((word) => findInText(word, '-') !== 0) : [];
  return [...touched.map((path) => inDirectory(command, path)), ...command.writes.map(({ path }) => path)];
}

/** A path from the checkout. */
function inDirectory({ directory }: ShellCommand, path: Text): Text {
  const [first] = path.parts;
  const isPlaced = typeof first !== 'string' || /^[/~]/.test(first) || directory.parts.length === 0;
  return isPlaced ? path : joinTexts([directory, literal('/', path.span), path], path.span);
}
