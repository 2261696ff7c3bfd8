import type { Job, Pipeline } from '../model/index.ts';

/** A name that no other job instance of the repository has: a workflow may be called by several jobs. */
export const scopeOf = (job: Job): string => `${pathTo(job.pipeline, 0)} ${nameOf(job)}`;

/** GitHub lets called workflows call others ten deep. */
const deepest = 20;

function pathTo({ root, startedBy }: Pipeline, depth: number): string {
  if (startedBy === undefined || depth > deepest) return root.path;
  return `${pathTo(startedBy.pipeline, depth + 1)} ${nameOf(startedBy)} ${root.path}`;
}

const nameOf = ({ name, definition, instance }: Job): string =>
  `${definition.name}${instance === undefined ? '' : `#${String(instance.number)}`} ${name}`;
