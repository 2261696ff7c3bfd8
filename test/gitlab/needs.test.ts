import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/model/index.ts';
import { jobOf, messages, names } from './pipeline-of.ts';

const builds = `
stages: [build, publish]
build:
  stage: build
  script: make image
  parallel:
    matrix:
      - OS: [linux]
        ARCH: [amd64, arm64]
lint:
  stage: build
  script: make lint
`;
const merge = (needs: string): string => `${builds}merge:\n  stage: publish\n  script: make index\n  needs: ${needs}\n`;

const waitsFor = (job: Job): unknown =>
  job.needs.by === 'list' ? job.needs.needs.items.map((need) => [need.name, names(need.jobs)]) : job.needs.by;

const [amd64, arm64] = ['build: [linux, amd64]', 'build: [linux, arm64]'];

describe('needs', () => {
  test.each([
    ['[]', []],
    ['[build]', [['build', [amd64, arm64]]]],
    ["['build: [linux, arm64]']", [[arm64, [arm64]]]],
    [
      '[[lint], [[build]]]',
      [
        ['lint', ['lint']],
        ['build', [amd64, arm64]],
      ],
    ],
    ['{job: lint}', [['lint', ['lint']]]],
    [
      '[{job: build, parallel: {matrix: [{OS: linux, ARCH: [arm64, amd64]}]}}]',
      [
        [arm64, [arm64]],
        [amd64, [amd64]],
      ],
    ],
    ['[{job: lint, parallel: {matrix: [{ARCH: amd64}]}}]', [['lint', ['lint']]]],
    ['[{job: gone, optional: true}]', [['gone', []]]],
  ])('%s names its jobs', (needs, expected) => {
    expect(waitsFor(jobOf('merge', merge(needs)))).toEqual(expected);
    expect(messages(merge(needs))).toEqual([]);
  });

  test('are those of the stages where none are written', () => {
    expect(waitsFor(jobOf('lint', builds))).toBe('stage');
  });

  test('tell what they take and what belongs elsewhere', () => {
    const { needs } = jobOf(
      'merge',
      merge(
        '[{job: lint, artifacts: false, optional: true}, {project: team/base, job: image, ref: main, artifacts: true}]',
      ),
    );
    expect(needs).toMatchObject({
      needs: {
        items: [
          { name: 'lint', takesArtifacts: false, isOptional: true, isElsewhere: false },
          { name: 'image', takesArtifacts: true, isOptional: false, isElsewhere: true, jobs: [] },
        ],
      },
    });
  });

  test('of a matrix job read the values of its own cell', () => {
    const config = `${builds}
scan:
  stage: publish
  script: make scan
  parallel: {matrix: [{ARCH: [amd64, arm64]}]}
  needs: ['build: [linux, $[[ matrix.ARCH ]]]']
`;
    expect(waitsFor(jobOf('scan: [arm64]', config))).toEqual([[arm64, [arm64]]]);
  });

  test('that rules may replace are unknown', () => {
    const config = `${builds}merge: {stage: publish, script: make, rules: [{if: $CI_COMMIT_TAG, needs: [lint]}, {when: always}]}`;
    expect(jobOf('merge', config).needs.by).toBe('unknown');
  });

  test.each([
    ['[publish-notes]', 'undefined-need', 'merge job: undefined need: publish-notes'],
    ["['build [linux, amd64]']", 'undefined-need', 'merge job: undefined need: build [linux, amd64]'],
    [
      '[{job: build, parallel: {matrix: [{ARCH: amd64}]}}]',
      'undefined-need',
      'merge job: undefined need: build: [amd64]',
    ],
    ['[lint, lint]', 'duplicate-need', 'merge has the following needs duplicated: lint.'],
    [
      "[build, 'build: [linux, amd64]']",
      'duplicate-need',
      'merge has the following needs duplicated: build: [linux, amd64].',
    ],
    ['[merge]', 'cycle', 'The pipeline has circular dependencies: self-dependency: merge'],
    ['lint', 'entry', 'jobs:merge:needs config can only be a hash or an array'],
  ])('%s are refused', (needs, kind, message) => {
    const { pipeline } = jobOf('merge', merge(needs));
    expect(pipeline.rejections.map((rejection) => [rejection.kind, rejection.message])).toEqual([[kind, message]]);
  });

  test('of a later stage are refused', () => {
    expect(messages('a: {stage: test, script: x, needs: [b]}\nb: {stage: deploy, script: x}')).toEqual([
      'a job: need b is not defined in current or prior stages',
    ]);
  });

  test('in a circle are refused in the order of the search', () => {
    const config = ['a: {script: x, needs: [c]}', 'b: {script: x, needs: [a]}', 'c: {script: x, needs: [b]}'].join(
      '\n',
    );
    expect(messages(config)).toEqual([
      'The pipeline has circular dependencies: topological sort failed: ["a", "c", "b"]',
    ]);
  });

  test('of rules know no names of parallel jobs', () => {
    const config = `${builds}merge: {stage: publish, script: make, rules: [{if: $CI_COMMIT_TAG, needs: [build]}]}`;
    expect(messages(config)).toEqual(['merge job: undefined need: build']);
  });
});
