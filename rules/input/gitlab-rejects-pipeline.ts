import { defineRule, type Rejection, subject, violation } from '../../src/rule/index.ts';

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
    for (const { message, at } of project.pipelines.flatMap(({ rejections }) => firstReasons(rejections))) {
      yield* violation({
        at,
        message: `GitLab refuses the pipeline: "${message}"`,
        identity: message,
        follows: [subject.place(at)],
      });
    }
  },
});

/** Files that are missing or do not parse make other reasons doubtful: GitLab does not get that far. */
function firstReasons(rejections: readonly Rejection[]): readonly Rejection[] {
  const early = rejections.filter(({ kind }) => kind === 'syntax' || kind === 'include');
  return early.length > 0 ? early : rejections;
}
