import { defineRule, groupBy, subject, violation } from '../../src/rule/index.ts';

export default defineRule({
  id: 'github-rejects-workflow',
  group: 'input',
  severity: 'error',
  summary: 'GitHub accepts the workflow',
  why: `
A workflow that GitHub refuses never starts, neither by itself nor where another one calls it: nothing is built and nothing is
published. The run fails at once with \`Invalid workflow file\`, or, for a workflow that is only called, when the caller starts.
The reasons are listed here in GitHub's own words.
  `,
  exceptions: `
A need without a job and a file that does not parse are left to the rules about them. Workflows and actions of other
repositories are not read, so nothing is said about what they take.
  `,
  references: [
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations',
  ],

  *check({ project }) {
    const workflows = project.pipelines.filter(({ system }) => system === 'github');
    const reasons = workflows.flatMap(({ rejections }) => rejections);
    for (const [first] of groupBy(reasons, ({ at }) => subject.place(at)).values()) {
      if (first === undefined) continue;
      yield* violation({
        at: first.at,
        message: `GitHub refuses the workflow: "${first.message}"`,
        identity: first.message,
        follows: [subject.place(first.at)],
      });
    }
  },
});
