import { describe, expect, test } from 'vitest';
import { canMeet, type Job, pipelinesWith, togetherness } from '../../src/model/index.ts';
import { jobNamed, projectOfCi } from '../project/repository.ts';

const script = 'script: "true"';

/** A file with two jobs, written as the inside of a flow mapping, behind what else the file holds. */
function jobsOf(build: string, merge: string, rest = ''): readonly [Job, Job] {
  const separated = (text: string): string => (text === '' ? '' : `, ${text}`);
  const project = projectOfCi(`
build: { ${script}${separated(build)} }
merge: { ${script}${separated(merge)} }
${rest}
`);
  return [jobNamed(project, 'build'), jobNamed(project, 'merge')];
}

const tags = 'rules: [{ if: $CI_COMMIT_TAG }]';
const main = 'rules: [{ if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" }]';
const tagsOrMain = 'rules: [{ if: $CI_COMMIT_TAG }, { if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" }]';
const notMergeRequests =
  'rules: [{ if: "$CI_PIPELINE_SOURCE == \'merge_request_event\'", when: never }, { when: on_success }]';

describe('jobs that are always together', () => {
  test.each([
    ['jobs that say nothing', '', '', ''],
    ['equal rules', tagsOrMain, tagsOrMain, ''],
    [
      'rules in another order',
      tagsOrMain,
      `rules: [{ if: "$CI_DEFAULT_BRANCH == $CI_COMMIT_BRANCH" }, { if: $CI_COMMIT_TAG }]`,
      '',
    ],
    ['rules and `only` that say the same', tags, 'only: [tags]', ''],
    ['the default and what it stands for', '', 'only: [branches, tags]', ''],
    [
      'the default and rules that leave out merge requests',
      '',
      'rules: [{ if: $CI_COMMIT_BRANCH }, { if: $CI_COMMIT_TAG }]',
      'workflow: { rules: [{ if: "$CI_MERGE_REQUEST_IID", when: never }, { when: always }] }',
    ],
    ['jobs of a workflow for tags', '', tags, 'workflow: { rules: [{ if: $CI_COMMIT_TAG }] }'],
    [
      'a branch by its name, and by the name of branches and tags alike',
      'rules: [{ if: "$CI_COMMIT_BRANCH == \'next\'" }]',
      'only: [next]',
      '',
    ],
    ['the branch `main` and what is not for tags', 'only: [main]', 'only: [main], except: [tags]', ''],
    ['equal patterns', 'only: [/^v\\d+/]', 'only: [/^v\\d+/]', ''],
    ['equal files', 'rules: [{ changes: [docker/**] }]', 'rules: [{ changes: [docker/**] }]', ''],
    [
      'a rule that another one of the job repeats',
      tags,
      'rules: [{ if: "$CI_COMMIT_TAG && $CI_COMMIT_TAG != null" }]',
      '',
    ],
    [
      'a variable of the jobs themselves',
      tags,
      'variables: { ARCH: arm64 }, rules: [{ if: "$CI_COMMIT_TAG && $ARCH == \'arm64\'" }]',
      '',
    ],
    [
      'a variable of the file',
      tags,
      'rules: [{ if: "$CI_COMMIT_TAG && $MULTI_ARCH == \'yes\'" }]',
      'variables: { MULTI_ARCH: "yes" }',
    ],
    [
      '`only` and `except`',
      'only: [main], except: [schedules]',
      'rules: [{ if: "$CI_COMMIT_TAG == \'main\'", when: never }, { if: "$CI_PIPELINE_SOURCE == \'schedule\'", when: never }, { if: "$CI_MERGE_REQUEST_IID", when: never }, { if: "$CI_COMMIT_REF_NAME == \'main\'" }]',
      'workflow: { rules: [{ if: "$CI_COMMIT_TAG == \'main\'", when: never }, { when: always }] }',
    ],
  ])('%s', (_, build, merge, rest) => {
    expect(togetherness(...jobsOf(build, merge, rest))).toEqual({ is: 'together' });
  });
});

describe('a job that can be in a pipeline without another one', () => {
  test.each([
    ['a merge on tags, a build on branches', 'only: [branches]', 'only: [tags]', '', 'a pipeline for a tag'],
    ['a merge on tags, too', main, tagsOrMain, '', 'a pipeline for a tag'],
    ['a build for tags only', tags, tagsOrMain, '', 'a pipeline for the default branch'],
    [
      'a build that merge requests do not have',
      '',
      'rules: [{ when: on_success }]',
      '',
      'a pipeline for a merge request',
    ],
    [
      'rules without merge requests',
      notMergeRequests,
      'rules: [{ when: on_success }]',
      '',
      'a pipeline for a merge request',
    ],
    [
      'a variable that is set by hand',
      'rules: [{ if: "$BUILD_ARM == \'true\'" }]',
      'rules: [{ when: on_success }]',
      '',
      'a pipeline for a branch, without `$BUILD_ARM`',
    ],
    [
      'another branch',
      'only: [main]',
      'only: [main, next]',
      'workflow: { rules: [{ if: $CI_COMMIT_BRANCH }] }',
      'a pipeline for the branch `next`',
    ],
    [
      'a narrower pattern',
      'rules: [{ if: "$CI_COMMIT_TAG =~ /^v\\\\d+\\\\.\\\\d+\\\\.\\\\d+$/" }]',
      tags,
      '',
      'a pipeline for a tag such as `nightly`',
    ],
    [
      'other files',
      'rules: [{ changes: [arm/Dockerfile] }]',
      'rules: [{ if: $CI_COMMIT_BRANCH, changes: [amd/Dockerfile] }]',
      '',
      'a pipeline for a branch, that changes `amd/Dockerfile`, that does not change `arm/Dockerfile`',
    ],
    [
      'files, of which pipelines for tags know none',
      'rules: [{ if: $CI_COMMIT_BRANCH, changes: [docker/**] }]',
      'rules: [{ changes: [docker/**] }]',
      '',
      'a pipeline for a tag',
    ],
    ['a schedule', 'except: [schedules]', '', '', 'a pipeline for a branch, started by `schedule`'],
  ])('%s', (...row) => {
    const [, build, merge, rest, shown] = row;
    const [buildJob, mergeJob] = jobsOf(build, merge, rest);
    expect(pipelinesWith(mergeJob, [buildJob])).toEqual({ is: 'sometimes', witness: { shown } });
  });
});

describe('what cannot be told', () => {
  test.each([
    [
      'whether a branch is the default branch',
      'only: [main]',
      main,
      'workflow: { rules: [{ if: $CI_COMMIT_BRANCH }] }',
      'the repository does not tell whether `main` is the default branch',
    ],
    [
      'files of which one may hold the other',
      'rules: [{ changes: [docker/**] }]',
      'rules: [{ changes: [docker/Dockerfile] }]',
      '',
      '`docker/Dockerfile` and `docker/**` may stand for the same files',
    ],
    [
      'the project',
      'rules: [{ if: "$CI_PROJECT_PATH == \'acme/shop\'" }]',
      'rules: [{ when: on_success }]',
      '',
      '`$CI_PROJECT_PATH` is not known before the pipeline is created',
    ],
    [
      'whether files exist',
      'rules: [{ exists: [Dockerfile] }]',
      'rules: [{ when: on_success }]',
      '',
      'the condition depends on files that are not looked at',
    ],
  ])('%s', (...row) => {
    const [, build, merge, rest, because] = row;
    const [buildJob, mergeJob] = jobsOf(build, merge, rest);
    const found = pipelinesWith(mergeJob, [buildJob]);
    expect(found.is === 'unknown' ? found.causes.map((cause) => cause.because) : found).toContain(because);
  });

  test('rules in a file that was not read', () => {
    const [build, merge] = jobsOf('extends: .elsewhere', tags, 'include: { project: acme/ci, file: /build.yml }');
    expect(togetherness(build, merge).is).toBe('unknown');
    expect(canMeet(build, merge).is).toBe('unknown');
  });
});

describe('jobs that exclude each other', () => {
  test.each([
    ['tags and branches', 'only: [tags]', 'only: [branches]', '', 'no'],
    ['tags and the default branch', tags, main, '', 'no'],
    ['two branches', 'only: [main]', 'only: [next]', '', 'no'],
    [
      'two values of one variable',
      'rules: [{ if: "$ARCH == \'arm64\'" }]',
      'rules: [{ if: "$ARCH == \'amd64\'" }]',
      '',
      'no',
    ],
    ['tags and what may be tags', tags, tagsOrMain, '', 'yes'],
    [
      'a variable of the file, which may be replaced',
      'rules: [{ if: "$MULTI == \'no\'" }]',
      'rules: [{ when: on_success }]',
      'variables: { MULTI: "yes" }',
      'yes',
    ],
    [
      'a workflow without them',
      tags,
      'rules: [{ when: on_success }]',
      'workflow: { rules: [{ if: $CI_COMMIT_BRANCH }] }',
      'no',
    ],
  ])('%s', (...row) => {
    const [, build, merge, rest, expected] = row;
    expect(canMeet(...jobsOf(build, merge, rest)).is).toBe(expected);
  });
});

test('each instance of a matrix has conditions of its own', () => {
  const project = projectOfCi(`
build:
  ${script}
  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }
  rules: [{ if: $CI_COMMIT_TAG }, { if: '$ARCH == "amd64"' }]
merge: { ${script}, needs: [build], rules: [{ if: $CI_COMMIT_TAG }, { if: $CI_COMMIT_BRANCH }] }
`);
  const without = (name: string) => pipelinesWith(jobNamed(project, 'merge'), [jobNamed(project, name)]);
  expect(without('build: [amd64]')).toEqual({ is: 'never' });
  expect(without('build: [arm64]')).toEqual({ is: 'sometimes', witness: { shown: 'a pipeline for a branch' } });
});
