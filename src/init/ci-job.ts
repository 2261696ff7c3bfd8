import { groupBy, type Job, knownString, nodeSelectors, type Pipeline, type Project } from '../rule/index.ts';
import { quoted, scalar } from './yaml-words.ts';

/** The file in which the job expects what was found on the day it was set up. */
export const baselineFile = '.multiarch-lint-baseline.json';

/**
 * The job for GitLab that shows findings in merge requests and fails on errors, fit for the pipeline of a project. With
 * errors today it leaves out what a baseline holds.
 */
export function ciJob(project: Project, { version, hasErrors }: { version: string; hasErrors: boolean }): string {
  const baseline = hasErrors ? ` --baseline ${baselineFile}` : '';
  const pipeline = project.pipelines.find(({ startedBy, system }) => startedBy === undefined && system === 'gitlab');
  return [
    'multiarch-lint:',
    `  stage: ${pipeline === undefined ? 'test' : scalar(stageOf(pipeline))}`,
    '  image: node:24',
    ...(pipeline === undefined ? [] : machineLines(pipeline)),
    '  needs: []',
    '  script:',
    `    - npx --yes multiarch-lint@${version}${baseline} --format terminal --format gitlab=gl-code-quality.json`,
    '  artifacts:',
    '    when: always',
    '    reports:',
    '      codequality: gl-code-quality.json',
    '',
  ].join('\n');
}

/** Stages in which such a job is at home; `.pre` is there in every pipeline. */
const usualStages = ['lint', 'quality', 'verify', 'check', 'test'];

function stageOf({ stages }: Pipeline): string {
  const names = stages.items.map(({ name }) => name);
  return usualStages.find((stage) => names.includes(stage)) ?? '.pre';
}

/** What makes the job run where most jobs run: their runner tags, and the node that one of them selects. */
function machineLines(pipeline: Pipeline): readonly string[] {
  const alike = usualJobs(pipeline);
  const labels = alike[0]?.runnerLabels.items.flatMap((label) => knownString(label) || []) ?? [];
  const [selector] = alike.flatMap(nodeSelectors);
  const node = selector === undefined ? undefined : knownString(selector.value);
  return [
    ...(labels.length === 0 ? [] : [`  tags: [${labels.map(scalar).join(', ')}]`]),
    ...(selector === undefined || node === undefined
      ? []
      : ['  variables:', `    ${scalar(selector.name)}: ${quoted(node)}`]),
  ];
}

/** The jobs with the runner tags that most jobs have, tags with variables left out; none has tags where one goes without. */
function usualJobs({ jobs }: Pipeline): readonly Job[] {
  const workers = jobs.items.filter(({ trigger }) => trigger.is !== 'set');
  const free = workers.filter(({ runnerLabels }) => runnerLabels.items.length === 0);
  if (free.length > 0) return free;
  const known = workers.filter(({ runnerLabels }) =>
    runnerLabels.items.every((label) => knownString(label) !== undefined),
  );
  const groups = groupBy(known, ({ runnerLabels }) => JSON.stringify(runnerLabels.items.map(knownString)));
  return [...groups.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}
