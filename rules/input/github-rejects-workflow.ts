import { defineRule, groupBy, type Rejection, subject, type Verdict, violation } from '../../src/rule/index.ts';

export default defineRule({
  id: 'github-rejects-workflow',
  group: 'input',
  severity: 'error',
  summary: 'GitHub accepts the workflow, and the actions that it uses',
  why: `
A workflow that GitHub refuses never starts, neither by itself nor where another one calls it: nothing is built and nothing is
published. The run fails at once with \`Invalid workflow file\`, or, for a workflow that is only called, when the caller starts.
The reasons are listed here in GitHub's own words.

Many of them are about expressions: which contexts and functions there are differs from place to place (\`env\` is missing in the \`if\`
of a job, in \`runs-on\`, in an image of \`container\` and in the \`with\` of a called workflow, \`secrets\` in every \`if\`), and a text with
expressions in it, a whole script, is one expression of 21,000 characters at most. And a called workflow may not ask for more
permissions than the job that calls it has: where that one, or its workflow, writes \`permissions\` at all, what it leaves out is denied.

A step that uses a composite action which GitHub refuses fails before it does anything: such actions know no \`secrets\` and no \`vars\`,
and their steps have to name a \`shell\`.
  `,
  exceptions: `
A need without a job and a file that does not parse are left to the rules about them. Workflows and actions of other
repositories are not read, so nothing is said about what they take.
  `,
  references: [
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
  ],

  *check({ project }) {
    const workflows = project.pipelines.filter(({ system }) => system === 'github');
    const ofWorkflows = workflows.flatMap(({ rejections }) => rejections);
    yield* refused('GitHub refuses the workflow', ofWorkflows);
    yield* refused('the step that uses this action fails, because GitHub refuses the action', project.refusedActions);
  },
});

/** One problem for each place. */
function* refused(what: string, reasons: readonly Rejection[]): Iterable<Verdict> {
  for (const [first] of groupBy(reasons, ({ at }) => subject.place(at)).values()) {
    if (first === undefined) continue;
    const { at, message, help, places = [] } = first;
    yield* violation({
      at,
      message: `${what}: "${message}"`,
      ...(help === undefined ? {} : { help }),
      related: places,
      about: places.map((place) => subject.place(place.at)),
      identity: message,
      follows: [subject.place(at)],
    });
  }
}
