import {
  defineRule,
  type FailedExpansion,
  type Fix,
  type Job,
  type JobDefinition,
  type Patch,
  type Pipeline,
  replaceBy,
  type Span,
  show,
  sourceText,
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
  fixes: ['unsafe'],

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

function* report(pipeline: Pipeline, definition: JobDefinition, failed: FailedExpansion): Generator<Verdict> {
  const jobs = pipeline.jobs.items.filter((job) => job.definition === definition);
  const fix = fixFor(failed, pipeline);
  yield* violation({
    at: failed.at,
    severity: failed.keyword === 'variables' ? 'warning' : 'error',
    message: `${where(definition, failed)} holds \`${failed.expansion}\`, which no shell expands: ${effect(failed)}`,
    help: adviceFor(failed),
    jobs,
    identity: `${failed.keyword} ${failed.variable ?? ''} ${failed.expansion}`,
    about: [subject.place(failed.at)],
    ...(fix && { fix }),
  });
}

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

/** Predefined variables that are set in every job. Source: docs.gitlab.com/ci/variables/predefined_variables. */
const always: ReadonlySet<string> = new Set([
  'CI_COMMIT_REF_NAME',
  'CI_COMMIT_REF_SLUG',
  'CI_COMMIT_SHA',
  'CI_COMMIT_SHORT_SHA',
  'CI_DEFAULT_BRANCH',
  'CI_JOB_NAME',
  'CI_PIPELINE_ID',
  'CI_PROJECT_NAME',
  'CI_PROJECT_PATH',
]);

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

/**
 * The plain variable, with the default among the variables of whoever holds the field, where its jobs do not set it anyway.
 * Fields of all jobs, whose default would reach jobs that do without, are left to the author.
 */
function fixFor({ at, expansion, keyword }: FailedExpansion, { root, jobs }: Pipeline): Fix | undefined {
  if (!/^\$\{[^}]*\}$/.test(sourceText(at))) return undefined;
  const cut = /^\$\{(\w+)/.exec(expansion)?.[1] ?? '';
  const [, name = cut, value] = withDefault.exec(expansion) ?? [];
  const ready = /^write `(\$\w+)`$/.exec(readyMade[cut] ?? '')?.[1];
  if (value === undefined) return ready === undefined ? undefined : writing(at, ready, []);
  const users = jobs.items.filter(({ definition }) => definition.failedExpansions.some((one) => isAt(one.at, at)));
  if (value === '' || always.has(name) || users.every((job) => sets(job, name))) return writing(at, `\${${name}}`, []);
  if (keyword === 'variables' || root !== at.file || name.startsWith('CI_') || value.includes('$')) return undefined;
  const holders = users.map(({ definition }) => definition.holders.get(keyword.replace(/:.*/, '')));
  const [holder] = holders;
  const isShared = holders.some(
    (other) => holder === undefined || other === undefined || !isAt(other.span, holder.span),
  );
  if (holder === undefined || isShared || holder.name === 'default') return undefined;
  return writing(at, `\${${name}}`, [{ op: 'set-key', in: holder.span, path: ['variables', name], value }]);
}

const sets = ({ matrix, variables }: Job, name: string): boolean => matrix.has(name) || variables.defined.has(name);

const isAt = (one: Span, other: Span): boolean => one.file === other.file && one.start === other.start;

const writing = (at: FailedExpansion['at'], text: string, patches: readonly Patch[]): Fix => ({
  title: patches.length === 0 ? `Write \`${text}\`` : `Write \`${text}\`, and set its default under \`variables\``,
  safety: 'unsafe',
  because: 'the value of the field changes, as for a cache that begins anew',
  patches: [replaceBy(at, text), ...patches],
});
