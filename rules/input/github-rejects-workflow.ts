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

Many of them are about expressions: which contexts and functions there are differs from place to place (\`env\` is missing in the \`if\`
of a job, in \`runs-on\`, in an image of \`container\` and in the \`with\` of a called workflow, \`secrets\` in every \`if\`), and a text with
expressions in it, a whole script, is one expression of 21,000 characters at most. And a called workflow may not ask for more
permissions than the job that calls it has: where that one, or its workflow, writes \`permissions\` at all, what it leaves out is denied.
  `,
  exceptions: `
A need without a job and a file that does not parse are left to the rules about them. Workflows and actions of other
repositories are not read, so nothing is said about what they take, and expressions in actions are not checked.
  `,
  references: [
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
  ],

  *check({ project }) {
    const workflows = project.pipelines.filter(({ system }) => system === 'github');
    const reasons = workflows.flatMap(({ rejections }) => rejections);
    for (const [first] of groupBy(reasons, ({ at }) => subject.place(at)).values()) {
      if (first === undefined) continue;
      const { places = [] } = first;
      yield* violation({
        at: first.at,
        message: `GitHub refuses the workflow: "${first.message}"`,
        ...(first.help === undefined ? {} : { help: first.help }),
        related: places,
        about: places.map(({ at }) => subject.place(at)),
        identity: first.message,
        follows: [subject.place(first.at)],
      });
    }
  },
});
