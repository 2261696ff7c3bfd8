import type { Job, Named } from '../../model/pipeline/job.ts';
import { type Field, type OpenList, set } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { defaultStage } from '../stages.ts';
import { isString } from '../yaml-access.ts';
import { readField } from './read-field.ts';

/** The stage of a job; that of GitLab's default at the job's key where none is written. */
export function readStage(job: JobEntry): Field<Named> {
  const stage = readField(job.keyword('stage'), 'stage', (value) =>
    isString(value) ? { name: value.value, span: value.span } : undefined,
  );
  return stage.is === 'unset' ? set({ name: defaultStage, span: job.span }) : stage;
}

/** Answers the index of a job's stage among `stages`; `undefined` if the stage is not known or not among them. */
export function stageOrder({ items }: OpenList<Named>): (job: Job) => number | undefined {
  const places = new Map<string, number>();
  for (const [index, { name }] of items.entries()) if (!places.has(name)) places.set(name, index);
  return ({ stage }) => (stage.is === 'set' ? places.get(stage.value.name) : undefined);
}
