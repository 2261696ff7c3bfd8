import { describe, expect, test } from 'vitest';
import { jobOf, messages, pipelineOf, readingOf, texts } from './pipeline-of.ts';

const elsewhere = 'include: {project: team/ci, file: go.yml}\n';

describe('files that are not read', () => {
  test('leave jobs, stages and their own names open', () => {
    const pipeline = pipelineOf(`${elsewhere}build: {script: go build, needs: [generate]}`);
    expect(pipeline.jobs.openTo).toHaveLength(1);
    expect(pipeline.stages.openTo).toHaveLength(1);
    expect(pipeline.rejections).toEqual([]);
    expect(readingOf(`${elsewhere}build: {script: go build}`).notAnalysed).toHaveLength(1);
  });

  test('cannot change stages that the root file lists', () => {
    const pipeline = pipelineOf(`${elsewhere}stages: [image]\nbuild: {stage: index, script: go build}`);
    expect(pipeline.stages.openTo).toEqual([]);
    expect(pipeline.rejections.map(({ kind }) => kind)).toEqual(['undefined-stage']);
  });

  test('may hold defaults', () => {
    const job = jobOf('build', `${elsewhere}build: {script: go build, tags: [arm64]}`);
    expect(job.image.is).toBe('unknown');
    expect(job.runnerLabels).toMatchObject({ items: [{}], openTo: [] });
    expect(job.script.items).toHaveLength(1);
    expect(job.script.openTo).toHaveLength(1);
    expect(job.canRun.is).toBe('yes');
  });

  test('leave what a template sets unknown, and what the job sets known', () => {
    const job = jobOf(
      'build',
      `${elsewhere}build: {extends: .go, stage: build, variables: {GO: "1.24"}, image: {name: golang}}`,
    );
    expect(job.stage.is).toBe('set');
    expect(job.needs.by).toBe('unknown');
    expect(job.conditions.by).toBe('unknown');
    expect([job.when.is, job.allowFailure.is, job.canRun.is]).toEqual(['unknown', 'unknown', 'unknown']);
    expect(job.image).toMatchObject({ is: 'set', value: { entrypoint: { is: 'unknown' } } });
    for (const list of [job.services, job.runnerLabels, job.caches, job.script, job.dotenvReports]) {
      expect(list.items).toEqual([]);
      expect(list.openTo.length).toBeGreaterThan(0);
    }
    expect(job.definition.keywords.has('script')).toBe(false);
  });

  test('may hold the rest of a job that only adds to it', () => {
    const config = `${elsewhere}go-test: {variables: {GOFLAGS: -race}}`;
    expect(messages(config)).toEqual([]);
    expect(jobOf('go-test', config).image.is).toBe('unknown');
  });

  test('included under conditions leave open under which conditions their jobs run', () => {
    const config = 'include: [{local: nightly.yml, rules: [{if: $NIGHTLY}]}]\nbuild: {script: go build}';
    const files = { 'nightly.yml': 'soak: {script: make soak}' };
    expect(jobOf('soak', config, { files }).conditions.by).toBe('unknown');
    expect(jobOf('build', config, { files }).conditions.by).toBe('default');
  });

  test('leave a reference to them unknown', () => {
    const job = jobOf(
      'build',
      `${elsewhere}build: {script: [go env, !reference [.go, script]], tags: !reference [.go, tags]}`,
    );
    expect(job.script.items.map(({ text }) => text)).toEqual(['go env']);
    expect(job.script.openTo.length).toBeGreaterThan(0);
    expect(job.runnerLabels.openTo).toHaveLength(1);
  });
});

describe('values of a wrong type', () => {
  test.each([
    ['image: [golang]', 'image'],
    ['stage: [build]', 'stage'],
    ['trigger: 1', 'trigger'],
  ] as const)('`%s` leave the field unknown', (keyword, field) => {
    expect(jobOf('build', `build: {script: x, ${keyword}}`)[field].is).toBe('unknown');
  });

  test.each([
    ['tags: arm64', 'runnerLabels'],
    ['services: {name: docker}', 'services'],
    ['cache: 1', 'caches'],
  ] as const)('`%s` leave the list open', (keyword, field) => {
    const list = jobOf('build', `build: {script: x, ${keyword}}`)[field];
    expect([list.items.length, list.openTo.length]).toEqual([0, 1]);
  });

  test.each([
    'build: 1',
    'build: [x]',
    'stages: 1\nbuild: {script: x}',
    'variables: [1]\nbuild: {script: x}',
    'default: 1\nbuild: {script: x}',
    'build: {script: {a: b}, needs: 1, parallel: [], rules: 1, variables: 1, cache: [1], inherit: 1, artifacts: 1}',
    'deploy: {trigger: {include: 1}}',
    'workflow: 1\nbuild: {script: x}',
  ])('%s never throw and are refused', (config) => {
    expect(messages(config).length).toBeGreaterThan(0);
  });

  test('a file of nonsense gives a pipeline without jobs', () => {
    expect(pipelineOf('just a sentence').jobs.items).toEqual([]);
  });
});

describe('child pipelines', () => {
  const files = { 'ci/image.yml': 'variables: {ARCH: amd64}\nbuild: {script: make image, tags: [$ARCH]}' };

  test('are pipelines of their own, one for each instance, with its variables on top', () => {
    const config = `
per-arch:
  trigger: {include: ci/image.yml, strategy: depend}
  variables: {TAG: $CI_COMMIT_SHA-$ARCH}
  parallel: {matrix: [{ARCH: [amd64, arm64]}]}
`;
    const { pipelines } = readingOf(config, { files });
    expect(pipelines.map(({ root, startedBy }) => [root.path, startedBy?.name])).toEqual([
      ['.gitlab-ci.yml', undefined],
      ['ci/image.yml', 'per-arch: [amd64]'],
      ['ci/image.yml', 'per-arch: [arm64]'],
    ]);
    expect(pipelines.slice(1).map(({ jobs }) => texts(jobs.items[0]!.runnerLabels))).toEqual([['amd64'], ['arm64']]);
    const [bridge] = pipelines[0]!.jobs.items;
    expect(bridge!.trigger).toMatchObject({ value: { waits: { is: 'yes' }, starts: { is: 'child' } } });
    expect(bridge!.trigger.is === 'set' && bridge!.trigger.value.starts).toMatchObject({
      pipeline: { startedBy: bridge },
    });
  });

  test('do not get variables that are not forwarded', () => {
    const config =
      'start: {variables: {ARCH: arm64}, trigger: {include: ci/image.yml, forward: {yaml_variables: false}}}';
    expect(texts(readingOf(config, { files }).pipelines[1]!.jobs.items[0]!.runnerLabels)).toEqual(['amd64']);
  });

  test('that start themselves come to an end', () => {
    const config = 'again: {trigger: {include: .gitlab-ci.yml}}';
    expect(readingOf(config).pipelines).toHaveLength(3);
  });

  test.each([
    ['{include: [{artifact: child.yml, job: generate}]}', 'unknown'],
    ['{include: [{project: team/ci, file: child.yml}]}', 'unknown'],
    ['{include: $CHILD}', 'unknown'],
    ['team/deploy', 'project'],
  ])('of `%s` are %s', (trigger, is) => {
    const reading = readingOf(`generate: {script: make, stage: build}\nstart: {trigger: ${trigger}}`);
    const start = reading.pipelines[0]!.jobs.items[1]!;
    expect(start.trigger).toMatchObject({ is: 'set', value: { starts: { is }, waits: { is: 'no' } } });
    expect(reading.notAnalysed.length).toBe(is === 'unknown' ? 1 : 0);
  });
});

describe('a repository without CI', () => {
  test('has no pipelines', () => {
    const reading = readingOf('', {});
    expect(reading.pipelines.flatMap(({ jobs }) => jobs.items)).toEqual([]);
  });
});
