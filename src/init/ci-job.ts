import { groupBy, knownString, type Pipeline, type Project } from '../rule/index.ts';
import { scalar } from './yaml-words.ts';

/** The job for GitLab that shows findings in merge requests and fails on errors, fit for the pipeline of a project. */
export function ciJob(project: Project, version: string): string {
  const pipeline = project.pipelines.find(({ startedBy }) => startedBy === undefined);
  const labels = pipeline === undefined ? [] : usualLabels(pipeline);
  return [
    'multiarch-lint:',
    `  stage: ${pipeline === undefined ? 'test' : scalar(stageOf(pipeline))}`,
    '  image: node:24',
    ...(labels.length === 0 ? [] : [`  tags: [${labels.map(scalar).join(', ')}]`]),
    '  needs: []',
    '  script:',
    `    - npx --yes multiarch-lint@${version} --format terminal --format gitlab=gl-code-quality.json`,
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

/** The runner tags that most jobs have; none where some job runs without. */
function usualLabels({ jobs }: Pipeline): readonly string[] {
  const workers = jobs.items.filter(({ trigger }) => trigger.is !== 'set');
  if (workers.some(({ runnerLabels }) => runnerLabels.items.length === 0)) return [];
  const known = workers
    .map(({ runnerLabels }) => runnerLabels.items.map(knownString))
    .filter((labels) => labels.every((label) => label !== undefined));
  const [most = []] = [...groupBy(known, (labels) => labels.join('\n')).values()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((alike) => alike.slice(0, 1));
  return most;
}
