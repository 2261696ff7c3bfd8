import {
  defineRule,
  type LostNegation,
  type Pipeline,
  type Problem,
  type Span,
  sourceText,
  subject,
  surprisedJobs,
  surprisesImages,
  surprisesOf,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'unquoted-negation',
  group: 'pipeline',
  severity: 'error',
  summary: 'A condition that begins with `!` is written in quotes',
  why: `
To YAML a \`!\` at the beginning of a value is the beginning of a tag. \`if: !$CI_COMMIT_TAG\` is a tag that GitLab does not know and
ignores, with no value behind it: the rule has no condition and always matches. With \`when: never\` the job never runs, and its image
is never built; otherwise it runs in every pipeline. In \`if: ! $NAME\` the \`!\` alone is lost, and the rule means the opposite.
  `,
  exceptions: `
What GitLab refuses anyway, such as \`if: !$A == "x"\`, is left to \`gitlab-rejects-pipeline\`. Rules of jobs that neither build nor merge
images are not looked at.
  `,
  references: [
    'https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions',
    'https://yaml.org/spec/1.2.2/#691-node-tags',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const { pipeline, surprise } of surprisesOf(project, 'lost-negation')) {
      const concernsImages = surprisesImages(project, pipeline, surprise);
      if (concernsImages) yield* violation(problemOf(pipeline, surprise));
    }
  },
});

function problemOf(pipeline: Pipeline, lost: LostNegation): Problem {
  const written = sourceOf(lost.at);
  return {
    at: lost.at,
    message: `\`${written}\` without quotes ${effectOf(lost)}`,
    help: `write \`if: '${written.replaceAll("'", '"')}'\``,
    jobs: surprisedJobs(pipeline, lost),
    identity: written,
    about: [subject.place(lost.at)],
    fix: {
      title: 'Put the condition into quotes',
      safety: 'safe',
      patches: [{ op: 'set-value', at: lost.at, value: sourceText(lost.at) }],
    },
  };
}

const sourceOf = ({ file, start, end }: Span): string => file.text.slice(start, end).replaceAll('`', "'");

function effectOf({ leaves, when, definition }: LostNegation): string {
  if (leaves === 'opposite') return 'loses its `!`: the rule matches where it should not, and the other way round';
  const never = definition === undefined ? 'no pipeline is created' : `\`${definition.name}\` does not run`;
  const result = when === 'never' ? `, and ${never} wherever it comes to this rule` : '';
  return `is a tag of YAML and no condition: the rule always matches${result}`;
}
