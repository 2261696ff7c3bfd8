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
  id: 'merge-key-overrides-key',
  group: 'pipeline',
  severity: 'error',
  summary: 'A merge key stands in front of the keys that it must not overwrite',
  why: `
GitLab's parser puts the keys of \`<<: *template\` in at the place where the merge key stands, over those that were set before it.
Other parsers, and most authors, let the job's own keys win wherever they stand. A job that sets its \`tags\` or its \`variables\` and
then merges the template builds with the template's: on another machine, for another architecture, under another name.
  `,
  exceptions: `
A key that the template sets to the same value is left alone, and so is one that is written again behind the merge key. Jobs that
neither build nor merge images are not looked at.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/yaml_optimization/#anchors',
    'https://github.com/ruby/psych/blob/master/lib/psych/visitors/to_ruby.rb',
  ],

  *check({ project }) {
    for (const { pipeline, surprise } of surprisesOf(project, 'overwritten-by-merge')) {
      const concernsImages = holdsImageTool(surprise.lost) || surprisesImages(project, pipeline, surprise);
      if (concernsImages) yield* violation(problemOf(pipeline, surprise));
    }
  },
});

/** Keywords that decide neither what a job makes, nor where, nor when. */
const harmless: ReadonlySet<string> = new Set([
  'artifacts',
  'cache',
  'coverage',
  'environment',
  'interruptible',
  'resource_group',
  'retry',
  'timeout',
]);

function problemOf(pipeline: Pipeline, lost: LostKey): Problem {
  const [owner = '', ...keys] = lost.path;
  const key = keys.join(':');
  return {
    at: lost.at,
    severity: harmless.has(keys[0] ?? '') ? 'warning' : 'error',
    message: `\`${key === '' ? owner : key}\` of \`${lost.definition?.name ?? owner}\` is overwritten by the \`<<\` behind it`,
    help: 'write the merge key in front of the keys that it must not overwrite',
    related: [
      { at: lost.by, message: 'GitLab merges here, over what is set before' },
      { at: lost.inForce, message: 'the value that counts comes from here' },
    ],
    jobs: surprisedJobs(pipeline, lost),
    identity: lost.path.join(':'),
    about: aboutLostKey(lost),
  };
}
