import type { EmbeddedText } from '../../source/embedded-text.ts';
import { closed, concat, type OpenList } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { flatItems, isString } from '../yaml-access.ts';
import { readItems, readListField } from './read-field.ts';

/** `before_script` and `script`, item by item, which share one shell. */
export const readScript = (job: JobEntry): OpenList<EmbeddedText> =>
  job.kind === 'bridge' ? closed([]) : concat(readLines(job, 'before_script'), readLines(job, 'script'));

/** The items of `after_script`, as `readScript` reads them. */
export const readAfterScript = (job: JobEntry): OpenList<EmbeddedText> =>
  job.kind === 'bridge' ? closed([]) : readLines(job, 'after_script');

/** The items of a script keyword, nested lists flattened. Source: GitLab `lib/gitlab/ci/config/entry/commands.rb`. */
const readLines = (job: JobEntry, keyword: string): OpenList<EmbeddedText> =>
  readListField(job.keyword(keyword), keyword, (value) =>
    readItems(flatItems(value), keyword, (item) => (isString(item) ? item.text : undefined)),
  );
