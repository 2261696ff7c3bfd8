import { readGitlabPipelines } from '../gitlab/read-pipelines.ts';
import type { Dockerfile, Project, Unreadable } from '../model/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { Workspace } from '../source/workspace.ts';
import { closed, concat, distinctCauses } from '../value/index.ts';
import { discover } from './discover.ts';
import { dockerfileShelf } from './dockerfile-shelf.ts';
import { linkImages } from './link-images.ts';
import { readCommandsOfJobs } from './read-commands-of-jobs.ts';
import { readImages } from './read-images.ts';
import { readRunners } from './read-runners.ts';
import { readStepsOfJobs } from './read-steps-of-jobs.ts';
import { sourceReader } from './source-reader.ts';

/**
 * Reads everything that a repository says about how its images are built: its pipelines, what their scripts do,
 * its Dockerfiles and runners, and how builds and merges hang together. Never throws for what the repository
 * holds: what is broken is in `unreadable`, what lies elsewhere in `notAnalysed`.
 */
export function readProject(workspace: Workspace, policy: Policy): Project {
  const { expectations, environment } = policy;
  const sources = sourceReader(workspace);
  const found = discover(workspace);
  const gitlab = found.gitlab === undefined ? nothingRead : readGitlabPipelines(workspace, environment, found.gitlab);
  const shelf = dockerfileShelf(found.dockerfiles, sources.read);
  const runners = readRunners(found, sources.read);

  const jobs = gitlab.pipelines.flatMap((pipeline) => pipeline.jobs.items);
  const commands = readCommandsOfJobs(jobs, expectations, sources.read);
  const steps = readStepsOfJobs(commands, { shelf, read: sources.read });
  const dockerfiles = shelf.known;
  const hidden = gitlab.pipelines.flatMap((pipeline) => pipeline.jobs.openTo);
  const builds = concat(steps.builds, { items: [], openTo: hidden });
  const merges = concat(steps.merges, { items: [], openTo: hidden });
  const links = linkImages(builds.items, merges.items);
  return {
    files: [...gitlab.files, ...dockerfiles.map(({ file }) => file), ...runners.files],
    pipelines: gitlab.pipelines,
    commands: concat(...commands.values()),
    builds,
    merges,
    mirrors: steps.mirrors,
    images: readImages({ builds, merges: merges.items, links }, expectations),
    links,
    dockerfiles,
    runners: closed(runners.runners),
    expectations,
    unreadable: [
      ...gitlab.unreadable,
      ...sources.unreadable(),
      ...runners.unreadable,
      ...dockerfiles.flatMap(brokenParts),
    ],
    notAnalysed: distinctCauses([...gitlab.notAnalysed, ...builds.openTo]),
  };
}

const nothingRead: ReturnType<typeof readGitlabPipelines> = {
  pipelines: [],
  files: [],
  unreadable: [],
  notAnalysed: [],
};

const brokenParts = ({ problems }: Dockerfile): readonly Unreadable[] => problems;
