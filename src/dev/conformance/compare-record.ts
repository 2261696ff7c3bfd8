import { compareJob } from './job-comparison.ts';
import { mergedDifference } from './merged.ts';
import type { OurReading } from './read-record.ts';
import type { ConfigRecord } from './records.ts';
import { compareRules } from './rule-comparison.ts';
import { type Comparison, compared } from './tally.ts';
import { isTextComparable, stableText } from './unstable-texts.ts';

/** Everything that can be compared about one record. */
export function compareRecord(record: ConfigRecord, ours: OurReading): readonly Comparison[] {
  const { id, expect } = record;
  const [rejection] = ours.rejections;
  const verdict = compared(id, 'verdict', rejection?.message ?? 'valid', expect.valid ? 'valid' : expect.errors[0]);
  const isEqual = (rejection === undefined) === expect.valid;
  return [
    { ...verdict, isEqual },
    ...compareMerged(record, ours),
    ...(expect.valid ? compareJobs(record, ours) : compareText(record, ours)),
  ];
}

function compareMerged({ id, expect }: ConfigRecord, { config }: OurReading): readonly Comparison[] {
  if (expect.merged === undefined || expect.merged === null) return [];
  const difference = mergedDifference(config.root, expect.merged);
  const column = 'merged';
  if (difference === undefined) return [{ id, column, isEqual: true, mine: '', theirs: '' }];
  const { path, mine, theirs } = difference;
  return [{ id: `${id} ${path}`, column, isEqual: false, mine, theirs }];
}

function compareText({ id, expect }: ConfigRecord, { rejections }: OurReading): readonly Comparison[] {
  const [theirs = ''] = expect.errors;
  if (!isTextComparable(theirs)) return [];
  return [compared(id, 'first-error', stableText(rejections[0]?.message ?? 'valid'), stableText(theirs))];
}

function compareJobs({ id, expect }: ConfigRecord, { jobs, written }: OurReading): readonly Comparison[] {
  if (expect.jobs === undefined) return [];
  const mine = jobs.map(({ job }) => job.name);
  const theirs = expect.jobs.map(({ name }) => name);
  const expected = new Map(expect.jobs.map((job) => [job.name, job]));
  return [
    compared(id, 'names', mine, theirs),
    ...written.flatMap((built) => {
      const job = expected.get(built.job.name);
      return job === undefined ? [] : compareJob(id, built, job);
    }),
    ...jobs.flatMap((built) => {
      const job = expected.get(built.job.name);
      return job === undefined ? [] : [compareRules(id, built, job)];
    }),
  ];
}
