import { defineRule, subject, violation } from '../../src/rule/index.ts';

export default defineRule({
  id: 'gitlab-rejects-pipeline',
  group: 'input',
  severity: 'error',
  summary: 'GitLab accepts the pipeline',
  why: `
A pipeline that GitLab refuses never starts: nothing is built and nothing is published. GitLab itself tells the first reason
only; all that can be seen are listed here, in its own words.
  `,
  exceptions: 'A reason that another rule explains better, such as a need without a job, is left to that rule.',
  references: ['https://docs.gitlab.com/ci/yaml/lint/', 'https://docs.gitlab.com/ci/debugging/'],

  *check({ project }) {
    for (const { message, at } of project.pipelines.flatMap(({ rejections }) => rejections)) {
      yield* violation({
        at,
        message: `GitLab refuses the pipeline: "${message}"`,
        identity: message,
        follows: [subject.place(at)],
      });
    }
  },
});
