import {
  defineRule,
  type Fix,
  groupBy,
  jobsOf,
  type LostSetting,
  lostSettings,
  type Problem,
  type Related,
  reference,
  type ShadowedScript,
  show,
  subject,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'inherited-script-shadowed',
  group: 'pipeline',
  severity: 'warning',
  summary: 'A job with its own `before_script` needs nothing that the one it replaces prepares',
  why: `
Lists are not joined when a job extends a template: the job's \`before_script\` takes the place of the template's. What that one
sets, \`GOCACHE\` for a cached folder or the tag of the image, is then not set, while the rest of the template still relies on it.
Nothing fails: the cache stays empty, and a variable without a value becomes an empty word in a command.
  `,
  exceptions: `
Only what is missed is reported: a variable that a command of the job reads and nothing else in the repository sets, or one that
leads a tool to a folder that the job caches. An empty \`before_script\` says on purpose that nothing shall run; items that come
back by \`!reference\` do run. A variable of the same name in the project's settings cannot be seen.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/yaml_optimization/#merge-details',
    'https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    const losses = jobsOf(project).flatMap((job) => lostSettings(project, job).map((lost) => ({ job, lost })));
    for (const here of groupBy(losses, ({ lost: { script } }) => pairOf(script)).values()) {
      const jobs = here.map(({ job }) => job);
      const lost = new Map(here.map((one) => [one.lost.name, one.lost]));
      const [first] = lost.values();
      if (first !== undefined)
        yield* violation({ ...problemOf(first.script, [...lost.values()], show.jobs(jobs)), jobs });
    }
  },
});

const pairOf = ({ span, by }: ShadowedScript): string => `${subject.place(span)} ${subject.place(by)}`;

function problemOf(script: ShadowedScript, lost: readonly LostSetting[], jobs: readonly string[]): Problem {
  const names = show.few(lost.map(({ name }) => name));
  const those = script.holder === undefined ? 'the one that it replaces' : `that of \`${script.holder}\``;
  const [job = ''] = jobs;
  const whose = jobs.length === 1 ? `\`${job}\` has` : `${show.few(jobs)} have`;
  const taken = script.holder === undefined ? 'what it did' : `\`- !reference [${script.holder}, before_script]\``;
  return {
    at: script.by,
    message: `${whose} another \`before_script\`, so ${those} does not run, and nothing sets ${names}`,
    help: script.holder === undefined ? `take ${taken} into it` : `begin it with ${taken}`,
    related: [{ at: script.span, message: `this script sets ${names}` }, ...lost.map(neededHere)],
    about: [subject.place(script.by)],
    identity: names,
    ...(script.holder !== undefined && { fix: beginWith(script, script.holder) }),
  };
}

const beginWith = ({ by }: ShadowedScript, holder: string): Fix => ({
  title: `Begin with the \`before_script\` of \`${holder}\``,
  safety: 'unsafe',
  because: 'all of its commands run then, also those that the job is meant to leave out',
  patches: [{ op: 'prepend-item', to: by, item: reference(holder, 'before_script') }],
});

const neededHere = ({ name, neededAt, neededAs }: LostSetting): Related => ({
  at: neededAt,
  message: neededAs === 'value' ? `\`${name}\` is read here` : `\`${name}\` would lead to this cached folder`,
});
