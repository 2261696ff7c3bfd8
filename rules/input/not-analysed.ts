import {
  blindSpots,
  type Cause,
  defineRule,
  distinctCauses,
  groupBy,
  type Project,
  subject,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'not-analysed',
  group: 'input',
  severity: 'info',
  summary: 'What the linter could not see is named',
  why: `
Files of other projects, remote includes, and programs that hide what they do (\`make image\`, \`npm run release\`) are not read.
Jobs, builds and merges in them are neither right nor wrong here: what depends on them is reported as undecided, or not at
all. One line for each file tells how far the answer reaches.
  `,
  exceptions: `
What does not parse, or what GitLab refuses, is left to the rules about that. A template is not named beside the file in
which it must be. Of workflows, of which a repository may have dozens, only what hides jobs that handle images, or probably
do, is named: not that a job for tests calls a script. Reports name the other places of a file at their end, or in fields of
their own.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#include',
    'https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows',
  ],

  *check({ project }) {
    const explained = new Set(faultsOf(project).map(({ at }) => subject.place(at)));
    const inside = new Set(embeddedDockerfiles(project));
    const hidden = [...blindSpots(project), ...inside].filter(
      ({ kind, at }) => kind !== 'template' && !explained.has(subject.place(at)),
    );
    const likely = new Set([...project.work.values()].flatMap(({ likelyBuilders }) => likelyBuilders));
    for (const [path, causes] of groupBy(hidden, ({ at }) => at.file.path)) {
      const [first, ...others] = causes.toSorted((a, b) => weightOf(a, likely) - weightOf(b, likely));
      if (first === undefined) continue;
      yield* violation({
        at: first.at,
        message: `not everything can be checked, because ${first.because}${more(others)}`,
        help: inside.has(first) ? 'write it into a file of its own, to have it checked' : adviceFor(first),
        identity: path,
      });
    }
  },
});

/** Why the Dockerfiles of builds were not read that stand inside another file, or in what a command reads. */
const embeddedDockerfiles = ({ builds }: Project): readonly Cause[] =>
  distinctCauses(
    builds.items.flatMap(({ dockerfile }) =>
      dockerfile.is === 'unknown' ? dockerfile.causes.filter(({ isEmbedded }) => isEmbedded === true) : [],
    ),
  );

const faultsOf = ({ unreadable, pipelines }: Project): readonly Pick<Cause, 'at'>[] => [
  ...unreadable,
  ...pipelines.flatMap(({ rejections }) => rejections),
];

/** What hides whole jobs comes first, then what probably builds. */
function weightOf(cause: Cause, likely: ReadonlySet<Cause>): number {
  if (cause.kind === 'include') return 0;
  return likely.has(cause) ? 1 : 2;
}

const more = ({ length }: readonly Cause[]): string =>
  length === 0 ? '' : `, and for ${String(length)} more ${length === 1 ? 'reason' : 'reasons'}`;

function adviceFor({ kind, copyKey, at }: Cause): string {
  const isGithub = at.file.path.includes('.github/');
  if (kind === 'include' && isGithub)
    return 'check that workflow in its own repository, with the inputs that it gets here';
  if (kind === 'include')
    return `name a local copy of it in the policy, under \`environment: includes\`${copyKey === undefined ? '' : ` as \`${copyKey}\``}, to have it checked`;
  if (kind === 'expression')
    return 'write the values into the matrix of the job, where they are the same in each run, to have them checked';
  return `write commands that build images into ${isGithub ? 'a step' : "the job's script"}, or into a shell script of the repository, to have them checked`;
}
