import { defineRule, groupBy, type Rejection, type Span, subject, violation } from '../../src/rule/index.ts';

export default defineRule({
  id: 'gitlab-rejects-pipeline',
  group: 'input',
  severity: 'error',
  summary: 'GitLab accepts the pipeline',
  why: `
A pipeline that GitLab refuses never starts: nothing is built and nothing is published. GitLab itself tells the first reason
only; all that can be seen are listed here, in its own words.
  `,
  exceptions: `
A reason that another rule explains better, such as a need without a job or a file that does not parse, is left to that rule.
What could only be refused because of files that are not in the repository is not told.
  `,
  references: ['https://docs.gitlab.com/ci/yaml/lint/', 'https://docs.gitlab.com/ci/debugging/'],

  *check({ project }) {
    const pipelines = project.pipelines.filter(({ system }) => system === 'gitlab');
    const reasons = pipelines.flatMap(({ rejections }) => firstReasons(rejections));
    for (const [, [first, ...others]] of groupBy(reasons, ({ at }) => subject.place(at))) {
      if (first === undefined) continue;
      yield* violation({
        at: first.at,
        message: `GitLab refuses the pipeline: "${first.message}"${more(others)}`,
        identity: first.message,
        follows: [subject.place(first.at)],
      });
    }
  },
});

/** A template's fault is refused in every job that extends it. */
const more = ({ length }: readonly Rejection[]): string =>
  length === 0 ? '' : `, and for ${String(length)} more ${length === 1 ? 'reason' : 'reasons'} at this place`;

/**
 * Files that are missing or do not parse, and inputs without a value, make other reasons doubtful: GitLab stops there. A job in a stage
 * that is not there counts as later than those that need it, so the order of jobs is told where all stages are there.
 */
function firstReasons(rejections: readonly Rejection[]): readonly Rejection[] {
  const early = rejections.filter(({ kind }) => kind === 'syntax' || kind === 'include' || kind === 'inputs');
  if (early.length > 0) return early;
  const lacksStage = rejections.some(({ kind }) => kind === 'undefined-stage');
  const own = rejections.filter((reason) => !isUnfilledNeed(reason) && !(lacksStage && reason.kind === 'later-need'));
  return withoutConsequences(own);
}

/** The name of a job with an expression that has no value; GitLab refuses the expression, and does not look for the job. */
const isUnfilledNeed = ({ kind, message }: Rejection): boolean =>
  kind === 'undefined-need' && message.includes('$[[ matrix.');

/** What is wrong with a keyword is not told where a reference in it points to nothing. */
function withoutConsequences(rejections: readonly Rejection[]): readonly Rejection[] {
  const references = rejections.filter(({ kind }) => kind === 'reference').map(({ at }) => at);
  if (references.length === 0) return rejections;
  const inFiles = groupBy(
    references.toSorted((a, b) => a.start - b.start),
    ({ file }) => file.path,
  );
  return rejections.filter(({ kind, at }) => kind !== 'entry' || !holdsOneOf(at, inFiles.get(at.file.path) ?? []));
}

/** Whether one of the places, which stand in order, begins in a span. */
function holdsOneOf({ start, end }: Span, places: readonly Span[]): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? end) < start) low = middle + 1;
    else high = middle;
  }
  return (places[low]?.start ?? end) < end;
}
