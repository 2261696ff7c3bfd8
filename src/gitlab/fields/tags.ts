import type { OpenList, Text } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { expandTag } from '../variables/expand-field.ts';
import type { Scope } from '../variables/scope.ts';
import { readItems, readListField, readText } from './read-field.ts';

/** The tags of a job as GitLab matches them with those of runners. */
export const readTags = (job: JobEntry, scope: Scope): OpenList<Text> =>
  readListField(job.keyword('tags'), 'tags', (value) =>
    value.kind === 'sequence' ? readItems(value.items, 'tags', readText(expandTag, scope)) : undefined,
  );
