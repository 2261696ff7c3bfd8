import { groupBy, hostedMachineOf, type Job, knownString, type Project } from '../rule/index.ts';
import { baselineFile } from './ci-job.ts';
import { scalar } from './yaml-words.ts';

/** Where the proposed workflow is at home. */
export const workflowFile = '.github/workflows/multiarch-lint.yml';

/**
 * The workflow for GitHub that shows findings at their lines in pull requests and fails on errors, on a machine on which jobs
 * of the project run. With errors today it leaves out what a baseline holds.
 */
export function githubWorkflow(
  project: Project,
  { version, hasErrors }: { version: string; hasErrors: boolean },
): string {
  const baseline = hasErrors ? ` --baseline ${baselineFile}` : '';
  return [
    'name: multiarch-lint',
    '',
    'on: [push, pull_request]',
    '',
    'permissions:',
    '  contents: read',
    '',
    'jobs:',
    '  multiarch-lint:',
    `    runs-on: ${machineOf(project)}`,
    '    steps:',
    '      - uses: actions/checkout@v6',
    '      - uses: actions/setup-node@v6',
    '        with:',
    '          node-version: 24',
    `      - run: npx --yes multiarch-lint@${version}${baseline} --format github`,
    '',
  ].join('\n');
}

/** GitHub's usual machine; where no job runs on one of GitHub's, the labels that most jobs ask for. */
function machineOf({ pipelines }: Project): string {
  const jobs = pipelines
    .filter(({ system }) => system === 'github')
    .flatMap((pipeline) => pipeline.jobs.items)
    .filter(({ runnerLabels }) => runnerLabels.items.length > 0);
  const own = jobs.some((job) => hostedMachineOf(job) !== undefined) ? [] : jobs.flatMap(knownLabels);
  const usual = [...groupBy(own, (labels) => JSON.stringify(labels)).values()].toSorted((a, b) => b.length - a.length);
  const [labels = ['ubuntu-latest']] = usual[0] ?? [];
  const [only = '', ...others] = labels;
  return others.length === 0 ? scalar(only) : `[${labels.map(scalar).join(', ')}]`;
}

/** The labels of a job, if all are known, and labels. */
function knownLabels({ runnerLabels }: Job): readonly (readonly string[])[] {
  const labels = runnerLabels.items.flatMap((label) => knownString(label) || []);
  return runnerLabels.openTo.length === 0 && labels.length === runnerLabels.items.length ? [labels] : [];
}
