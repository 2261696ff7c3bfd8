import type { Job } from '../../model/pipeline/job.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { isString } from '../yaml-access.ts';
import { readField, readItems } from './read-field.ts';

/** `dependencies`: the jobs whose artifacts a job takes. */
export const readDependencies = (job: JobEntry): Job['dependencies'] =>
  readField(job.keyword('dependencies'), 'dependencies', (value) =>
    value.kind === 'sequence'
      ? readItems(value.items, 'dependencies', (item) =>
          isString(item) ? { name: item.value, span: item.span } : undefined,
        )
      : undefined,
  );
