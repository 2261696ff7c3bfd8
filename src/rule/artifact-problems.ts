import {
  type ArtifactDownload,
  type ArtifactUpload,
  artifactConflicts,
  buildsIn,
  type Collision,
  digestDownloads,
  fitsDownload,
  isStoredBefore,
  type Job,
  type MergeStep,
  type Project,
  refusedCharacter,
  refusedInPath,
  type SharedOutput,
  sharedOutputs,
  uploadedFiles,
  uploadsOfBuilders,
} from '../model/index.ts';
import { not, showText } from '../value/index.ts';
import { distinction, mergeMultipleFix, ownNameFix } from './artifact-fix.ts';
import { digestStrayProblems } from './digest-stray-problems.ts';
import { type Problem, unless, type Verdict, violation } from './rule.ts';
import { show } from './show.ts';
import { subject } from './subject.ts';

/** What goes wrong where jobs of GitHub hand digests on: by artifacts, or by the outputs of a matrix. */
export function* artifactProblems(project: Project): Generator<Verdict> {
  for (const collision of artifactConflicts(project))
    yield* unless(not(collision.truth), () => conflict(project, collision));
  yield* refusedNames(project);
  yield* refusedFiles(project);
  yield* downloadProblems(project);
  yield* digestStrayProblems(project);
  for (const shared of sharedOutputs(project)) yield* violation(lastOneCounts(project, shared));
}

function conflict(project: Project, { at, members }: Collision<ArtifactUpload>): Problem {
  const name = showText(at.name);
  const jobs = members.map(({ job }) => job);
  const isReplaced = at.overwrites.is === 'yes';
  const outcome = isReplaced
    ? 'with `overwrite`, so that the last one is left'
    : 'and all but the first end with "(409) Conflict: an artifact with this name already exists on the workflow run"';
  const here = members.filter(({ span }) => subject.place(span) === subject.place(at.span));
  const fix = here.length === members.length ? ownNameFix(project, members) : undefined;
  return {
    at: at.span,
    message: `${show.few(jobs.map(({ name: job }) => job))} upload an artifact of one name, \`${name}\`, ${outcome}`,
    help: `give each its own name, for example \`name: ${name}-${distinction(here.map(({ job }) => job))}\`${isTakenByName(project, at) ? `, and download all of them by \`pattern: ${name}-*\` with \`merge-multiple: true\`` : ''}`,
    jobs,
    identity: name,
    ...(fix && { fix }),
  };
}

/** Whether a download asks for an artifact by that very name, and would not find it under another. */
const isTakenByName = ({ work }: Project, upload: ArtifactUpload): boolean =>
  [...work.values()].some(({ downloads }) =>
    downloads.some((download) => download.takes.is === 'name' && fitsDownload(upload, download).is === 'yes'),
  );

/** The characters that a name may not have, as the action calls them. */
const characterNames: Readonly<Record<string, string>> = {
  '"': 'Double quote "',
  ':': 'Colon :',
  '<': 'Less than <',
  '>': 'Greater than >',
  '|': 'Vertical bar |',
  '*': 'Asterisk *',
  '?': 'Question mark ?',
  '\r': 'Carriage return \\r',
  '\n': 'Line feed \\n',
  '\\': 'Backslash \\',
  '/': 'Forward slash /',
};

function* refusedNames(project: Project): Generator<Verdict> {
  const told = new Set<string>();
  for (const upload of uploadsOfBuilders(project)) {
    const character = characterNames[refusedCharacter(upload) ?? ''];
    const place = subject.place(upload.span);
    if (character === undefined || upload.runs.is === 'no' || told.has(place)) continue;
    told.add(place);
    yield* violation({
      at: upload.span,
      message: `\`${upload.job.name}\` uploads an artifact with a name that is refused: "The artifact name is not valid: ${showText(upload.name)}. Contains the following character: ${character}"`,
      help: 'replace the character in a step before, for example `echo "PAIR=${PLATFORM//\\//-}" >> "$GITHUB_ENV"`',
      jobs: [upload.job],
      identity: showText(upload.name),
    });
  }
}

/** Of files that a job hands on, those whose names no artifact can have; most often a digest with its `sha256:`. */
function* refusedFiles(project: Project): Generator<Verdict> {
  const told = new Set<string>();
  for (const upload of uploadsOfBuilders(project).filter(takesWholeFolders)) {
    for (const file of uploadedFiles(project.work, upload)) {
      const character = characterNames[refusedInPath(file) ?? ''];
      const place = subject.place(file.span);
      if (character === undefined || upload.runs.is === 'no' || told.has(place)) continue;
      told.add(place);
      yield* violation({
        at: file.span,
        message: `\`${upload.job.definition.name}\` uploads a file with a name that is refused: "The path for one of the files in artifact is not valid: ${showText(file)}. Contains the following character: ${character}"`,
        help: 'name the file after the digest without `sha256:`, for example `touch "/tmp/digests/${DIGEST#sha256:}"`',
        related: [{ at: upload.pathSpan, message: 'uploaded here' }],
        jobs: [upload.job],
        identity: showText(file),
        about: aboutBuilds(project, [upload.job]),
      });
    }
  }
}

/** Whether an upload chooses no files of a folder by the ends of their names. */
const takesWholeFolders = ({ paths }: ArtifactUpload): boolean =>
  paths.items.every((path) => !/[*?][^/*?]+$/.test(showText(path)));

function* downloadProblems(project: Project): Generator<Verdict> {
  const told = new Set<ArtifactDownload>();
  for (const merge of project.merges.items) {
    const folder = merge.entries.items.find(({ digestFolder }) => digestFolder !== undefined)?.digestFolder;
    for (const download of folder === undefined ? [] : digestDownloads(project.work, merge, folder)) {
      if (told.has(download)) continue;
      told.add(download);
      yield* downloadProblem(project, merge, download);
    }
  }
}

function* downloadProblem(project: Project, merge: MergeStep, download: ArtifactDownload): Generator<Verdict> {
  const stored = uploadsOfBuilders(project).filter((upload) => isStoredBefore(upload, merge.job).is !== 'no');
  const fitting = stored.filter((upload) => fitsDownload(upload, download).is === 'yes');
  const fitsNone = stored.length > 0 && stored.every((upload) => fitsDownload(upload, download).is === 'no');
  if (fitsNone && download.takes.is !== 'elsewhere') yield* violation(nothingTaken(project, download, stored));
  if (fitting.length > 1)
    yield* unless(download.mergesFolders, () => foldersApart(project, { merge, download, fitting }));
}

function nothingTaken(
  project: Project,
  { takes, span, job }: ArtifactDownload,
  stored: readonly ArtifactUpload[],
): Problem {
  const uploaders = stored.map((upload) => upload.job);
  const asked = takes.is === 'name' ? takes.name : takes.is === 'pattern' ? takes.pattern : undefined;
  const wanted = asked === undefined ? '' : showText(asked);
  const names = [...new Set(stored.map(({ name }) => showText(name)))];
  const [first] = stored;
  return {
    at: span,
    message: `\`${job.name}\` downloads the digests from \`${wanted}\`, and the jobs before it upload ${show.few(names)}`,
    help: 'write the name under which the digests are uploaded, or a pattern that it fits',
    jobs: [job, ...uploaders],
    identity: wanted,
    about: aboutBuilds(project, uploaders),
    ...(first && { related: [{ at: first.span, message: `the artifact of \`${first.job.name}\`` }] }),
  };
}

interface Apart {
  readonly merge: MergeStep;
  readonly download: ArtifactDownload;
  readonly fitting: readonly ArtifactUpload[];
}

function foldersApart(project: Project, { merge, download, fitting }: Apart): Problem {
  const { job, span, takes, major } = download;
  const isOld = major.is === 'set' && major.value < 4;
  const fix = takes.is === 'pattern' && !isOld ? mergeMultipleFix(project, download) : undefined;
  const [first] = fitting;
  const folder = first === undefined ? '' : `, such as \`${showText(first.name)}\``;
  return {
    at: span,
    message: `\`${job.name}\` unpacks ${String(fitting.length)} artifacts into a folder each${folder}, and ${merge.tool} gets the names of the folders for digests`,
    help: isOld ? 'upload all digests under one name, and download it by that name' : 'add `merge-multiple: true`',
    jobs: [job],
    identity: 'folders',
    ...(fix && { fix }),
  };
}

function lastOneCounts(project: Project, { output, jobs, taker, at }: SharedOutput): Problem {
  const [first] = jobs;
  const count = String(jobs.length);
  const name = first?.definition.name ?? '';
  return {
    at: first?.github?.outputs.get(output) ?? at,
    message: `all ${count} jobs of the matrix \`${name}\` set the output \`${output}\`, and GitHub keeps that of the last one; \`${taker.name}\` takes one image for all ${count}`,
    help: 'hand the digests on as files in artifacts, or in an output for each job',
    related: [{ at, message: `\`${taker.name}\` takes the output here` }],
    jobs: [...jobs, taker],
    identity: output,
    about: aboutBuilds(project, jobs),
  };
}

/** What the builds of jobs make comes to no merge, so that nothing else has to be said of it. */
const aboutBuilds = (project: Project, jobs: readonly Job[]): readonly string[] =>
  jobs.flatMap((job) => buildsIn(project, job)).map(subject.built);
