import type { Job } from './pipeline/job.ts';

/** What the users of a CI system call things, for messages. */
export interface Words {
  readonly system: string;
  /** One execution of all jobs of a file: the images of an earlier … */
  readonly run: string;
  /** More of them. */
  readonly runs: string;
  /** What the jobs of one file make up. */
  readonly pipeline: string;
  /** What a job chooses its runner by. */
  readonly label: string;
  /** The key under which those are written. */
  readonly labelsKey: string;
  /** The key of a job's environment variables. */
  readonly variablesKey: string;
  /** The key under which the container of a job is written. */
  readonly imageKey: string;
}

/** Source: docs.gitlab.com/ci/yaml; docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax. */
const wordsBySystem: Readonly<Record<Job['pipeline']['system'], Words>> = {
  gitlab: {
    system: 'GitLab',
    run: 'pipeline',
    runs: 'pipelines',
    pipeline: 'pipeline',
    label: 'runner tag',
    labelsKey: 'tags',
    variablesKey: 'variables',
    imageKey: 'image',
  },
  github: {
    system: 'GitHub',
    run: 'run',
    runs: 'runs',
    pipeline: 'workflow',
    label: 'runner label',
    labelsKey: 'runs-on',
    variablesKey: 'env',
    imageKey: 'container',
  },
};

/** The words of the system that runs a job. */
export const wordsOf = ({ pipeline }: Job): Words => wordsBySystem[pipeline.system];

/** Whether a job is one of a GitHub workflow, in which stages, tags, templates and dotenv reports do not exist. */
export const isOfGithub = ({ pipeline }: Job): boolean => pipeline.system === 'github';
