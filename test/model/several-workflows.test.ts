import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { lint } from '../../src/engine/lint.ts';
import {
  areOfOneRoot,
  canRunTogether,
  earlyMerges,
  finishesBefore,
  type Project,
  rivalMerges,
  tagCollisions,
} from '../../src/model/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { jobNamed, projectOf } from '../project/repository.ts';

const workflow = (jobs: string, on = '{ push: { branches: [main] } }'): string => `on: ${on}\njobs:\n${jobs}`;

const build = (id: string, runner: string, tag: string): string => `
  ${id}:
    runs-on: ${runner}
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t ghcr.io/acme/shop:${tag} . && docker push ghcr.io/acme/shop:${tag}
`;

const merge = (id: string, sources: readonly string[], target = 'latest'): string => `
  ${id}:
    runs-on: ubuntu-latest
    steps:
      - run: docker buildx imagetools create -t ghcr.io/acme/shop:${target} ${sources.map((tag) => `ghcr.io/acme/shop:${tag}`).join(' ')}
`;

const repository = (files: Readonly<Record<string, string>>): Project =>
  projectOf({
    Dockerfile: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n',
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`.github/workflows/${name}.yml`, text])),
  });

const rulesThatSpeak = (project: Project): readonly string[] => [
  ...new Set(
    lint(project, rules, defaultPolicy, { today: '2026-11-22' }).findings.map(
      ({ ruleId, certainty }) => `${ruleId} ${certainty}`,
    ),
  ),
];

describe('jobs of different workflows', () => {
  const project = repository({
    amd64: workflow(build('amd64', 'ubuntu-latest', 'latest')),
    arm64: workflow(build('arm64', 'ubuntu-24.04-arm', 'latest')),
  });
  const [amd64, arm64] = [jobNamed(project, 'amd64'), jobNamed(project, 'arm64')];

  test('are not of one run, and none waits for the other', () => {
    expect(areOfOneRoot(amd64, arm64)).toBe(false);
    expect(canRunTogether(amd64, arm64).is).toBe('unknown');
    expect(finishesBefore(amd64, arm64).is).toBe('no');
  });

  test('may push one tag, which is never certain to collide', () => {
    expect(tagCollisions(project).map(({ truth }) => truth.is)).toEqual(['unknown']);
    const one = repository({
      both: workflow(build('amd64', 'ubuntu-latest', 'latest') + build('arm64', 'ubuntu-24.04-arm', 'latest')),
    });
    expect(tagCollisions(one).map(({ truth }) => truth.is)).toEqual(['yes']);
  });

  test('make an index each, and are no rivals', () => {
    const [nightly, release] = [
      merge('nightly', ['nightly-amd64', 'nightly-arm64']),
      merge('release', ['main-amd64', 'main-arm64']),
    ];
    expect(rivalMerges(repository({ nightly: workflow(nightly), release: workflow(release) }))).toEqual([]);
    expect(rivalMerges(repository({ both: workflow(nightly + release) })).map(({ truth }) => truth.is)).toEqual([
      'yes',
    ]);
  });
});

test('a called workflow belongs to the run of its caller', () => {
  const project = repository({
    ci: workflow(`
  images: { uses: ./.github/workflows/images.yml }
${merge('index', ['latest-amd64', 'latest-arm64']).replace('runs-on', 'needs: images\n    runs-on')}`),
    images: workflow(
      build('amd64', 'ubuntu-latest', 'latest-amd64') + build('arm64', 'ubuntu-24.04-arm', 'latest-arm64'),
      'workflow_call',
    ),
  });
  const builds = project.builds.items.map(({ job }) => job);
  const index = jobNamed(project, 'index');
  expect(builds.map((job) => areOfOneRoot(job, index))).toEqual([true, true]);
  expect(builds.map((job) => finishesBefore(job, index).is)).toEqual(['yes', 'yes']);
  expect(earlyMerges(project)).toEqual([]);
});

describe('a merge in another workflow than its builds', () => {
  const builds = build('amd64', 'ubuntu-latest', 'latest-amd64') + build('arm64', 'ubuntu-24.04-arm', 'latest-arm64');
  const aboutMerges = /^(?:merge-|arch-build|manifest-|arch-tag)/;
  const about = (project: Project): readonly string[] => rulesThatSpeak(project).filter((one) => aboutMerges.test(one));

  test.each([
    ['that the end of the other one starts', '{ workflow_run: { workflows: [images], types: [completed] } }'],
    ['that somebody starts', 'workflow_dispatch'],
    ['for the same pushes', '{ push: { branches: [main] } }'],
  ])('%s joins them, and need not wait', (_, on) => {
    const index = workflow(merge('index', ['latest-amd64', 'latest-arm64']), on);
    const project = repository({ images: workflow(builds), index });
    expect(project.images.map(({ merges }) => merges.length)).toEqual([1]);
    expect(about(project)).toEqual([]);
  });

  test('in the same workflow has to wait', () => {
    const all = repository({ all: workflow(builds + merge('index', ['latest-amd64', 'latest-arm64'])) });
    expect(about(all)).toEqual(['merge-needs-incomplete violation']);
  });

  test('may spell their tags in a way that only its run knows', () => {
    const index = workflow(
      merge('index', ['"${{ inputs.tag }}-amd64"', '"${{ inputs.tag }}-arm64"'], 'stable'),
      '{ workflow_dispatch: { inputs: { tag: { type: string } } } }',
    );
    expect(about(repository({ images: workflow(builds), index }))).toEqual(['merge-job-missing undecided']);
  });

  test('is missed where each architecture has a workflow of its own, though never for certain', () => {
    const project = repository({
      amd64: workflow(build('amd64', 'ubuntu-latest', 'latest-amd64')),
      arm64: workflow(build('arm64', 'ubuntu-24.04-arm', 'latest-arm64')),
    });
    expect(about(project)).toEqual(['merge-job-missing undecided']);
    expect(about(repository({ images: workflow(builds) }))).toEqual(['merge-job-missing violation']);
  });

  test('that leaves an architecture out which only another workflow builds does so on purpose', () => {
    const all = builds + build('s390x', '[self-hosted, linux, s390x]', 'latest-s390x');
    const index = merge('index', ['latest-amd64', 'latest-arm64']);
    expect(about(repository({ images: workflow(all), index: workflow(index) }))).toEqual([]);
    const needs = index.replace('runs-on', 'needs: [amd64, arm64, s390x]\n    runs-on');
    expect(about(repository({ all: workflow(all + needs) }))).toEqual(['arch-build-unmerged violation']);
  });
});

test('a job that needs an unknown one is refused in the words of GitHub, and one that comes too early is told its needs', () => {
  const jobs = build('amd64', 'ubuntu-latest', 'latest-amd64') + build('arm64', 'ubuntu-24.04-arm', 'latest-arm64');
  const index = merge('index', ['latest-amd64', 'latest-arm64']).replace(
    'runs-on',
    'needs: [amd64, amr64]\n    runs-on',
  );
  const { findings } = lint(repository({ all: workflow(jobs + index) }), rules, defaultPolicy, { today: '2026-11-22' });
  const [finding] = findings.filter(({ ruleId }) => ruleId === 'merge-needs-unknown-job');
  expect(finding?.message).toBe(
    "`index` needs `amr64`, which is not the id of a job; GitHub refuses the workflow: \"Job 'index' depends on unknown job 'amr64'.\"",
  );
  expect(finding?.help).toBe('write `arm64` instead of `amr64`');
});
