import type { JobWork, Project } from '../../src/model/index.ts';
import { showText } from '../../src/value/index.ts';
import { jobNamed, projectOf } from '../project/repository.ts';

/** The project of a repository with one workflow, and more files where they matter. */
export const projectOfWorkflow = (workflow: string, files: Readonly<Record<string, string>> = {}): Project =>
  projectOf({ '.github/workflows/images.yml': workflow, ...files });

/** What a job of a project does. */
export function workOf(project: Project, name: string): JobWork {
  const work = project.work.get(jobNamed(project, name));
  if (work === undefined) throw new Error(`nothing was read of \`${name}\``);
  return work;
}

/** A workflow with one job of these steps, which stand as list items. */
export const workflowOf = (steps: string, job = ''): string => `on: push
jobs:
  build:
    runs-on: ubuntu-24.04
${job.replace(/^(?=.)/gm, '    ')}
    steps:
${steps.replace(/^(?=.)/gm, '      ')}
`;

/** The commands of a job's steps on one line each; behind those that may not run stands `?`. */
export function commandsOf(steps: string, files: Readonly<Record<string, string>> = {}, job = ''): readonly string[] {
  return linesOf(workOf(projectOfWorkflow(workflowOf(steps, job), files), 'build'));
}

/** Commands as lines. */
export const linesOf = ({ commands }: JobWork): readonly string[] =>
  commands.items.map(({ program, args, runs }) => {
    const words = [program, ...args.items].map(showText).join(' ');
    return `${words}${runs.is === 'yes' ? '' : '?'}`;
  });

/** What a job hands on, as texts. */
export const handedOnBy = (project: Project, job: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...workOf(project, job).handsOn].map(([name, text]) => [name, showText(text)]));
