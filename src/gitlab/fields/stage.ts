import type { Job, Named } from '../../model/job.ts';
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

/** The index of a job's stage; `undefined` if it is not known or not among the stages. */
export function stageIndex(job: Job, stages: OpenList<Named>): number | undefined {
  const { stage } = job;
  if (stage.is !== 'set') return undefined;
  const index = stages.items.findIndex(({ name }) => name === stage.value.name);
  return index === -1 ? undefined : index;
}
