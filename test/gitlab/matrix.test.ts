import { describe, expect, test } from 'vitest';
import { jobOf, messages, names, pipelineOf } from './pipeline-of.ts';

const matrixJob = (parallel: string): string =>
  `build-server:\n  script: go build ./cmd/server\n  parallel: ${parallel}\n`;
const jobNames = (parallel: string): readonly string[] => names(pipelineOf(matrixJob(parallel)).jobs.items);

describe('instances of a parallel job', () => {
  test.each([
    ['2', ['build-server 1/2', 'build-server 2/2']],
    ['1', ['build-server 1/1']],
    [
      '{matrix: [{GOOS: [linux, darwin], GOARCH: [amd64, arm64]}]}',
      [
        'build-server: [linux, amd64]',
        'build-server: [linux, arm64]',
        'build-server: [darwin, amd64]',
        'build-server: [darwin, arm64]',
      ],
    ],
    ['{matrix: [{GOARCH: amd64}, {GOARCH: 386}]}', ['build-server: [amd64]', 'build-server: [386]']],
    ['{matrix: [{GOARCH: $ARCH}]}', ['build-server: [$ARCH]']],
    ['{matrix: []}', []],
    ['{matrix: [{GOARCH: []}]}', []],
  ])('of `parallel: %s` have the names that GitLab gives them', (parallel, expected) => {
    expect(jobNames(parallel)).toEqual(expected);
  });

  test('with equal values overwrite each other, and the total still counts them', () => {
    const { jobs } = pipelineOf(matrixJob('{matrix: [{GOARCH: [arm64, arm64]}, {CGO: arm64}]}'));
    expect(names(jobs.items)).toEqual(['build-server: [arm64]']);
    expect(jobs.items[0]!.instance).toEqual({ number: 3, total: 3 });
    expect([...jobs.items[0]!.matrix.keys()]).toEqual(['CGO']);
  });

  test('all belong to one definition', () => {
    const { jobs, definitions } = pipelineOf(matrixJob('{matrix: [{GOARCH: [amd64, arm64]}]}'));
    expect(new Set(jobs.items.map((job) => job.definition))).toEqual(new Set(definitions));
  });

  test.each([
    ['0', 'jobs:build-server:parallel config must be greater than or equal to 1'],
    ['201', 'jobs:build-server:parallel config must be less than or equal to 200'],
    ['1.5', 'jobs:build-server:parallel config must be an integer'],
    ["'3'", 'jobs:build-server:parallel should be an integer or a hash'],
    ['{matrix: [amd64]}', 'jobs:build-server:parallel:matrix config should be an array of hashes'],
    ['{matrix: [{}]}', 'jobs:build-server:parallel:matrix:variables config requires at least 1 items'],
    [
      '{matrix: [{GO: [1.21]}]}',
      'jobs:build-server:parallel:matrix:variables config should be a hash of key value pairs, value can be an array',
    ],
  ])('of `parallel: %s` are refused and left open', (parallel, message) => {
    expect(messages(matrixJob(parallel))).toEqual([message]);
    expect(pipelineOf(matrixJob(parallel)).jobs.openTo).toHaveLength(1);
  });

  test('are refused beyond 200', () => {
    const fifteen = `[${Array.from({ length: 15 }, (_, index) => index).join(', ')}]`;
    expect(messages(matrixJob(`{matrix: [{SHARD: ${fifteen}, PART: ${fifteen}}]}`))).toEqual([
      'jobs:build-server:parallel:matrix config generates too many jobs (maximum is 200)',
    ]);
  });

  test('see their own cell, over the variables of the job', () => {
    const job = jobOf(
      'build: [arm64]',
      'build:\n  script: make\n  variables: {GOARCH: amd64, TARGET: linux-$GOARCH}\n  parallel: {matrix: [{GOARCH: [arm64]}]}',
    );
    expect(job.variables.defined.get('TARGET')!.value.parts).toEqual(['linux-arm64']);
  });
});
