import {
  defineRule,
  type FailedExpansion,
  type JobDefinition,
  show,
  subject,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'gitlab-cache-expansion',
  group: 'cache',
  severity: 'error',
  summary: 'Fields that no shell reads hold no shell expansions',
  why: `
GitLab and its runner expand \`$NAME\` and \`\${NAME}\` and nothing else in keywords such as \`cache:key\`, \`image\` and \`tags\`. In
\`\${GOARCH:-amd64}\` the runner looks for a variable of the name \`GOARCH:-amd64\` and puts nothing in its place: a cache key that
was meant per architecture is one key for all of them, an image loses its tag. GitLab itself, which expands \`tags\`, leaves
the text as it is, and no runner has such a tag.
  `,
  exceptions: `
Scripts are read by a shell. \`cache:paths\` and \`artifacts\` are expanded by the runner's helper, which knows defaults (since
GitLab Runner 15.9). A value under \`variables\` with \`expand: false\` reaches the shell as it is.
  `,
  references: [
    'https://docs.gitlab.com/ci/variables/where_variables_can_be_used/',
    'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/main/common/spec/variables.go',
    'https://pkg.go.dev/os#Expand',
  ],

  *check({ project }) {
    for (const definition of project.pipelines.flatMap(({ definitions }) => definitions)) {
      for (const failed of definition.failedExpansions) yield* report(definition, failed);
    }
  },
});

const report = (definition: JobDefinition, failed: FailedExpansion): Generator<Verdict> =>
  violation({
    at: failed.at,
    severity: failed.keyword === 'variables' ? 'warning' : 'error',
    message: `${where(definition, failed)} holds \`${failed.expansion}\`, which no shell expands: ${effect(failed)}`,
    help: adviceFor(failed),
    identity: `${failed.keyword} ${failed.variable ?? ''} ${failed.expansion}`,
    about: [subject.place(failed.at)],
  });

const where = ({ name }: JobDefinition, { keyword, variable }: FailedExpansion): string =>
  variable === undefined ? `\`${keyword}\` of \`${name}\`` : `the variable \`${variable}\` of \`${name}\``;

const effect = ({ becomes, value }: FailedExpansion): string =>
  becomes === 'empty'
    ? `it becomes nothing, and the value is \`${show.text(value)}\` in every job`
    : `it stays as it is, letter by letter`;

/** The name and the default in `${NAME:-default}`. */
const withDefault = /^\$\{(\w+):?[-=](.*)\}$/;

function adviceFor({ expansion }: FailedExpansion): string {
  const match = withDefault.exec(expansion);
  if (match === null) return 'compute the value in `script`, or give it to the job as a variable';
  const [, name = '', value = ''] = match;
  return `set the default globally, \`variables: {${name}: ${value}}\`, and write \`\${${name}}\` here`;
}
