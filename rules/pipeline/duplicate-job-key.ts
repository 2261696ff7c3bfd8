import {
  aboutLostKey,
  defineRule,
  holdsImageTool,
  type LostKey,
  type Pipeline,
  type Problem,
  surprisedJobs,
  surprisesImages,
  surprisesOf,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'duplicate-job-key',
  group: 'pipeline',
  severity: 'error',
  summary: 'Every key of a pipeline that makes images is written once',
  why: `
Of equal keys in one mapping GitLab takes the last one, whole, and says nothing. A job that was copied for another architecture
and kept its name replaces the job it was copied from: that architecture is not built any more. A second \`variables\`, \`script\` or
\`tags\` in one job replaces the first in the same way; nothing is joined.
  `,
  exceptions: `
A key that is written again with the same value loses nothing. Jobs that neither build nor merge images, and templates that no
such job extends, are left alone. Jobs of equal names in different files are joined by GitLab on purpose.
  `,
  references: [
    'https://docs.gitlab.com/ci/jobs/#job-names',
    'https://github.com/ruby/psych/blob/master/lib/psych/visitors/to_ruby.rb',
  ],

  *check({ project }) {
    for (const { pipeline, surprise } of surprisesOf(project, 'duplicate-key')) {
      const concernsImages =
        (isOfJob(surprise) && holdsImageTool(surprise.lost)) || surprisesImages(project, pipeline, surprise);
      if (concernsImages) yield* violation(problemOf(pipeline, surprise));
    }
  },
});

const isOfJob = ({ definition }: LostKey): boolean => definition !== undefined;

function problemOf(pipeline: Pipeline, lost: LostKey): Problem {
  const isJob = lost.path.length === 1 && lost.path[0] === lost.definition?.name;
  return {
    at: lost.at,
    severity: isJob || isOfJob(lost) ? 'error' : 'warning',
    message: isJob
      ? `the job \`${lost.path.join('')}\` is written twice; this one is lost`
      : `${nameOf(lost)} is written twice; this one is lost`,
    help: isJob ? 'give each of the two jobs a name of its own' : 'join the two, or drop the one that is not meant',
    related: [{ at: lost.by, message: 'this one counts' }],
    jobs: surprisedJobs(pipeline, lost),
    identity: lost.path.join(':'),
    about: aboutLostKey(lost),
  };
}

/** The key with what it is in: `\`script\` of \`build\``, `\`variables:GOARCH\` of \`build\``, `\`stages\``. */
function nameOf({ path }: LostKey): string {
  const [first = '', ...rest] = path;
  return rest.length === 0 ? `\`${first}\`` : `\`${rest.join(':')}\` of \`${first}\``;
}
