import {
  defineRule,
  type FailedExpansion,
  type JobDefinition,
  type Pipeline,
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
was meant per architecture is one key for all of them, an image loses its tag. The same happens to the values under
\`variables\` before a script sees them. GitLab itself, which expands \`tags\`, leaves the text as it is, and no runner has such
a tag. No command runs anywhere in these fields, so \`$(uname -m)\` stays as it is, too.
  `,
  exceptions: `
Scripts are read by a shell. \`cache:paths\` and \`artifacts\` are expanded by the runner's helper, which knows defaults (since
GitLab Runner 15.9). A value under \`variables\` with \`expand: false\`, or with \`$$\` for each dollar sign, reaches the script as it
is. \`$(command)\` under \`variables\` does so anyway, and the script may \`eval\` it.
  `,
  references: [
    'https://docs.gitlab.com/ci/variables/where_variables_can_be_used/',
    'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/main/common/spec/variables.go',
    'https://pkg.go.dev/os#Expand',
  ],

  *check({ project }) {
    for (const pipeline of project.pipelines) {
      for (const definition of pipeline.definitions) {
        for (const failed of definition.failedExpansions) {
          if (!isMeantForScript(failed)) yield* report(pipeline, definition, failed);
        }
      }
    }
  },
});

/** What stays in a variable letter by letter is not lost: a script can have it expanded. */
const isMeantForScript = ({ keyword, becomes }: FailedExpansion): boolean =>
  keyword === 'variables' && becomes === 'literal';

const report = (pipeline: Pipeline, definition: JobDefinition, failed: FailedExpansion): Generator<Verdict> =>
  violation({
    at: failed.at,
    severity: failed.keyword === 'variables' ? 'warning' : 'error',
    message: `${where(definition, failed)} holds \`${failed.expansion}\`, which no shell expands: ${effect(failed)}`,
    help: adviceFor(failed),
    jobs: pipeline.jobs.items.filter((job) => job.definition === definition),
    identity: `${failed.keyword} ${failed.variable ?? ''} ${failed.expansion}`,
    about: [subject.place(failed.at)],
  });

const where = ({ name }: JobDefinition, { keyword, variable }: FailedExpansion): string =>
  variable === undefined ? `\`${keyword}\` of \`${name}\`` : `the variable \`${variable}\``;

function effect({ becomes, value, keyword }: FailedExpansion): string {
  if (becomes === 'empty') {
    const left = show.text(value);
    return left === ''
      ? 'it becomes nothing, and nothing is left'
      : `it becomes nothing, and what is left is \`${left}\``;
  }
  const stays = 'it stays as it is, letter by letter';
  return keyword === 'tags' ? `${stays}, and no runner has such a tag` : stays;
}

/** The name and the default in `${NAME:-default}`. */
const withDefault = /^\$\{(\w+):?[-=](.*)\}$/s;

/** What to do instead of cutting or replacing in a predefined variable. Source: docs.gitlab.com/ci/variables/predefined_variables. */
const readyMade: Readonly<Record<string, string>> = {
  CI_COMMIT_SHA: 'write `$CI_COMMIT_SHORT_SHA`',
  CI_COMMIT_REF_NAME: 'write `$CI_COMMIT_REF_SLUG`',
  CI_COMMIT_BRANCH: 'write `$CI_COMMIT_REF_SLUG`',
  CI_COMMIT_TAG: 'write `$CI_COMMIT_REF_SLUG`',
  CI_JOB_NAME: 'write `$CI_JOB_NAME_SLUG`',
  CI_PROJECT_PATH: 'write `$CI_PROJECT_PATH_SLUG`',
};

function adviceFor({ expansion }: FailedExpansion): string {
  const [, name, value = ''] = withDefault.exec(expansion) ?? [];
  if (name === undefined) return readyMade[/^\$\{(\w+)/.exec(expansion)?.[1] ?? ''] ?? ownVariable;
  if (value === '') return `write \`\${${name}}\`, which is empty where it is not set`;
  if (name.startsWith('CI_')) return `write \`\${${name}}\`, which GitLab sets; where it does not, ${ownVariable}`;
  return `set the default globally, \`variables: {${name}: ${value}}\`, and write \`\${${name}}\` here`;
}

const ownVariable = 'set a variable in `variables`, the matrix or `rules:variables` of the job, and use that';
