import type { BuildStep, Job, Project } from '../../src/model/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

/** The project of a repository that holds these files. */
export const projectOf = (files: Readonly<Record<string, string>>): Project =>
  readProject(memoryWorkspace(files), defaultPolicy);

/** The project of a repository with nothing but a CI file. */
export const projectOfCi = (ci: string): Project => projectOf({ '.gitlab-ci.yml': ci });

/** The job or instance of a name, in whatever pipeline. */
export function jobNamed(project: Project, name: string): Job {
  const job = project.pipelines.flatMap(({ jobs }) => jobs.items).find((one) => one.name === name);
  if (job === undefined) throw new Error(`there is no job \`${name}\``);
  return job;
}

/** Names of the jobs of builds. */
export const jobsOfBuilds = (builds: readonly BuildStep[]): readonly string[] => builds.map(({ job }) => job.name);
