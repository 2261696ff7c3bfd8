import type { BuildStep, Dockerfile, Project } from '../model/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Workspace } from '../source/workspace.ts';
import { type Cause, closed, distinctCauses, type OpenList } from '../value/index.ts';
import { bakeShelf } from './bake-shelf.ts';
import { discover } from './discover.ts';
import { dockerfileShelf } from './dockerfile-shelf.ts';
import { linkDigests } from './link-digests.ts';
import { linkImages } from './link-images.ts';
import { readImages } from './read-images.ts';
import { readPipelines } from './read-pipelines.ts';
import { readRunners } from './read-runners.ts';
import { readWorkOfJobs } from './read-work-of-jobs.ts';
import { sourceReader } from './source-reader.ts';

/**
 * Reads everything that a repository says about how its images are built: its pipelines, what their scripts do,
 * its Dockerfiles and runners, and how builds and merges hang together. Never throws for what the repository
 * holds: what is broken is in `unreadable`, what lies elsewhere in `notAnalysed`.
 */
export function readProject(workspace: Workspace, policy: Policy): Project {
  const { expectations } = policy;
  const sources = sourceReader(workspace);
  const found = discover(workspace);
  const shelf = dockerfileShelf(found.dockerfiles, sources.read);
  const runners = readRunners(found, sources.read);

  const read = readPipelines(workspace, { policy, found, read: sources.read });
  const bakeFiles = bakeShelf(sources.read);
  const { work, linked } = linkDigests(readWorkOfJobs(read, { shelf, bakeFiles, read: sources.read, expectations }));
  const dockerfiles = shelf.known;
  const hidden = read.pipelines.flatMap((pipeline) => pipeline.jobs.openTo);
  const builds = joined(
    [...work.values()].map((own) => own.builds),
    hidden,
  );
  const merges = joined(
    [...work.values()].map((own) => own.merges),
    hidden,
  );
  const mirrors = [...work.values()].flatMap((own) => own.mirrors);
  const links = linkImages({ builds: builds.items, merges: merges.items, mirrors }, linked);
  return {
    files: distinctFiles(read.files, dockerfiles.map(fileOf), bakeFiles.files(), runners.files),
    pipelines: read.pipelines,
    work,
    builds,
    merges,
    mirrors,
    images: readImages({ builds, merges: merges.items, links }, expectations),
    links,
    dockerfiles,
    runners: closed(runners.runners),
    expectations,
    published: new Map(),
    refusedActions: read.refusedActions,
    unreadable: [
      ...read.unreadable,
      ...sources.unreadable(),
      ...runners.unreadable,
      ...bakeFiles.unreadable(),
      ...dockerfiles.filter((one) => isDockerfile(one, builds.items)).flatMap(({ problems }) => problems),
    ],
    notAnalysed: distinctCauses([...read.notAnalysed, ...builds.openTo]),
  };
}

const fileOf = ({ file }: Dockerfile): SourceFile => file;

/** All files, each path once. */
const distinctFiles = (...lists: readonly Iterable<SourceFile>[]): readonly SourceFile[] => [
  ...new Map(lists.flatMap((files) => [...files].map((file) => [file.path, file] as const))).values(),
];

/** The steps of all jobs, open to what hides steps of one job and to jobs that are hidden altogether. */
function joined<T>(lists: readonly OpenList<T>[], hidden: readonly Cause[]): OpenList<T> {
  const openTo = [...lists.flatMap((list) => list.openTo), ...hidden];
  return { items: lists.flatMap(({ items }) => items), openTo: distinctCauses(openTo) };
}

/** A file with another ending that has no stage and that nothing builds, such as `Dockerfile.notes`, is none. */
const isDockerfile = ({ file, stages }: Dockerfile, builds: readonly BuildStep[]): boolean =>
  stages.length > 0 ||
  /(?:^|\/)(?:Dockerfile|Containerfile)$/.test(file.path) ||
  builds.some(({ dockerfile }) => dockerfile.is === 'set' && dockerfile.value.file === file);
