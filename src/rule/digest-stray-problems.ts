import {
  type BuildStep,
  type Destination,
  type DigestsElsewhere,
  digestDownloads,
  digestsElsewhere,
  type ForeignDigests,
  foreignDigests,
  isStoredBefore,
  joinedTwice,
  type MergeEntry,
  type MergeStep,
  type Project,
  type RecordsTaken,
  recordsTaken,
  type TwiceJoined,
} from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import { groupBy, not, showText } from '../value/index.ts';
import { type Problem, unless, type Verdict, violation } from './rule.ts';
import { show } from './show.ts';
import { subject } from './subject.ts';

/** What goes wrong where a merge of GitHub takes digests from a folder: they lie elsewhere, or are those of other images. */
export function* digestStrayProblems(project: Project): Generator<Verdict> {
  for (const merge of project.merges.items) {
    const entry = merge.entries.items.find(({ digestFolder }) => digestFolder !== undefined);
    if (entry === undefined) continue;
    const elsewhere = digestsElsewhere(project, merge, entry);
    if (elsewhere !== undefined) yield* unless(not(elsewhere.truth), () => inOtherFolder(merge, entry, elsewhere));
  }
  yield* foreignProblems(project);
  for (const taken of recordsTaken(project)) yield* unless(not(taken.truth), () => withRecords(project, taken));
  for (const alike of groupBy(joinedTwice(project), ({ merge }) => merge.job.definition).values()) {
    const [first] = alike;
    if (first !== undefined) yield* violation(twice(project, first));
  }
}

function withRecords({ work }: Project, { merge, download, builds }: RecordsTaken): Problem {
  const jobs = builds.map(({ job }) => job);
  const names = [...work.values()]
    .flatMap(({ uploads }) => uploads)
    .filter(({ job }) => jobs.includes(job))
    .map(({ name }) => showText(name));
  const start = commonStart(names).replace(/[^-_.]*$/, '');
  const action = builds[0]?.command.action?.action ?? '';
  return {
    at: download.span,
    message: `\`${merge.job.name}\` downloads all artifacts of the run for their digests; among them are the build records that \`${action}\` stores in ${show.few(show.jobs(jobs))}, and which end the download with "Artifact download failed after 5 retries", or the merge`,
    help: `download the digests alone: \`pattern: ${start === '' ? 'digests-' : start}*\``,
    related: builds.slice(0, 1).map(({ span }) => ({ at: span, message: 'a record of this build is stored' })),
    jobs: [merge.job, ...jobs],
    identity: 'build records',
  };
}

/** Of the jobs of a matrix that merge, the first stands for all. */
function twice({ work }: Project, { merge, platform, first, second }: TwiceJoined): Problem {
  const entry = merge.entries.items.find(({ digestFolder }) => digestFolder !== undefined);
  const [download] = entry?.digestFolder === undefined ? [] : digestDownloads(work, merge, entry.digestFolder);
  const shown = show.platform(platform);
  return {
    at: download?.span ?? merge.span,
    message: `\`${merge.job.name}\` joins two images of ${shown} into ${show.targets([merge])}, those of \`${first.job.name}\` and \`${second.job.name}\`; who pulls ${shown} gets one of them, whichever is listed first`,
    help: 'upload the digests of each image under names of their own, and download only those',
    related: [{ at: merge.span, message: 'joined here' }],
    jobs: [merge.job, first.job, second.job],
    identity: `${shown} twice`,
  };
}

function inOtherFolder(merge: MergeStep, entry: MergeEntry, { download, builds }: DigestsElsewhere): Problem {
  const { job, tool } = merge;
  const folder = download.folder.parts.length === 0 ? 'the checkout' : `\`${showText(download.folder)}\``;
  const names = show.jobs(builds.map((build) => build.job));
  const read = entry.digestFolder?.parts.length === 0 ? 'in the working directory' : `in \`${folderOf(entry)}\``;
  return {
    at: entry.span,
    message: `\`${job.definition.name}\` takes the names of the files ${read} for digests, and those of ${show.few(names)} are unpacked into ${folder}; ${tool} looks for images that are not there`,
    help: `run the command in that folder: \`working-directory: ${showText(download.folder) || '.'}\``,
    related: [{ at: download.span, message: 'the digests are unpacked by this step' }],
    jobs: [job, ...builds.map((build) => build.job)],
    identity: `digests in ${showText(download.folder)}`,
    about: [subject.place(entry.span), ...builds.map(subject.built)],
  };
}

const folderOf = ({ digestFolder }: MergeEntry): string => (digestFolder === undefined ? '' : showText(digestFolder));

/** One answer for each download, whatever merges of a matrix it is for. */
function* foreignProblems(project: Project): Generator<Verdict> {
  const told = new Set<string>();
  for (const merge of project.merges.items) {
    for (const entry of merge.entries.items.filter(({ digestFolder }) => digestFolder !== undefined)) {
      for (const foreign of foreignDigests(project, merge, entry)) {
        const place = subject.place(foreign.others.length === 0 ? entry.span : foreign.download.span);
        if (told.has(place)) continue;
        told.add(place);
        yield* violation(ofOtherImages(merge, entry, foreign));
      }
    }
  }
}

function ofOtherImages(merge: MergeStep, entry: MergeEntry, foreign: ForeignDigests): Problem {
  const { download, uploads, builds } = foreign;
  const isAll = foreign.others.length === 0;
  const { job, tool } = merge;
  const own = showText(entry.source.name);
  const others = [...new Set(builds.flatMap(({ destinations }) => destinations.items.map(repositoryOf)))];
  const jobs = builds.map((build) => build.job);
  const here = (build: BuildStep): Span => build.destinations.items[0]?.span ?? build.span;
  const names = show.jobs(jobs);
  const pushed = `the digests of what ${show.few(names)} ${names.length === 1 ? 'pushes' : 'push'} to ${show.few(others)}`;
  const isLate = uploads.every((upload) => isStoredBefore(upload, job).is === 'no');
  return {
    at: isAll ? entry.span : download.span,
    message: isAll
      ? `\`${job.name}\` joins \`${own}@sha256:…\`, and in \`${folderOf(entry)}\` are ${pushed}; ${tool} does not find them in \`${own}\``
      : `\`${job.name}\` also downloads ${pushed}${isLate ? ', where they are there by then' : ''}, and joins each as \`${own}@sha256:…\`; ${tool} does not find it in \`${own}\``,
    help: isAll
      ? `name the repository to which they are pushed: ${show.few(others)}`
      : `upload the digests of each image under names of their own, and download only those${exampleOf(foreign)}`,
    related: isAll
      ? builds.slice(0, 1).map((build) => ({ at: here(build), message: `\`${build.job.name}\` pushes here` }))
      : uploads.slice(0, 1).map(({ span, job: other }) => ({ at: span, message: `the artifact of \`${other.name}\`` })),
    jobs: [job, ...jobs],
    identity: `digests of ${others.join(' ')}`,
    about: builds.map(subject.built),
  };
}

const repositoryOf = ({ reference }: Destination): string => showText(reference.name);

/** A pattern that takes the artifacts of one image alone; empty where their names are not alike. */
function exampleOf({ uploads, others }: ForeignDigests): string {
  const names = others.map(({ name }) => showText(name));
  const start = commonStart(names).replace(/[^-_.]*$/, '');
  const isOwn = start !== '' && !uploads.some(({ name }) => showText(name).startsWith(start));
  return isOwn ? `, here by \`pattern: ${start}*\`` : '';
}

function commonStart([first = '', ...others]: readonly string[]): string {
  let end = first.length;
  while (!others.every((other) => other.startsWith(first.slice(0, end)))) end -= 1;
  return first.slice(0, end);
}
