import { type Cause, defineRule, groupBy, violation } from '../../src/rule/index.ts';

export default defineRule({
  id: 'not-analysed',
  group: 'input',
  severity: 'info',
  summary: 'What the linter could not see is named',
  why: `
Files of other projects, remote includes, scripts and programs that the jobs call are not read. Jobs, builds and merges in
them are neither right nor wrong here: what depends on them is reported as undecided. One line for each file tells how far
the answer reaches.
  `,
  exceptions:
    'Local copies of includes are named in the policy: `environment: {includes: {"project:group/templates": vendor/templates}}`.',
  references: ['https://docs.gitlab.com/ci/yaml/#include'],

  *check({ project }) {
    for (const [, causes] of groupBy(project.notAnalysed, ({ at }) => at.file.path)) {
      const [first, ...others] = causes;
      if (first === undefined) continue;
      yield* violation({
        at: first.at,
        message: `not everything can be checked, because ${first.because}${more(others)}`,
        help: 'read undecided findings with this in mind',
        related: others.slice(0, shownPlaces).map(({ at, because }) => ({ at, message: because })),
        identity: first.at.file.path,
      });
    }
  },
});

/** More related places than that help nobody. */
const shownPlaces = 5;

const more = (others: readonly Cause[]): string =>
  others.length === 0 ? '' : `, and for ${String(others.length)} more ${others.length === 1 ? 'reason' : 'reasons'}`;
