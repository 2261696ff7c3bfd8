import { describe, expect, test } from 'vitest';
import { sourceText } from '../../src/source/source-file.ts';
import { knownString, showText } from '../../src/value/index.ts';
import { jobOf, messages, names, pipelineOf, texts } from './pipeline-of.ts';

const scriptOf = (job: ReturnType<typeof jobOf>): readonly string[] => job.script.items.map(({ text }) => text);

describe('jobs of a configuration', () => {
  test('are all keys but reserved and hidden ones, in their order', () => {
    const config = `
stages: [build]
variables: {GO: "1.24"}
.template: {script: go env}
workflow: {rules: [{when: always}]}
lint: {stage: build, script: go vet}
default: {stage: build, script: go test}
build: {stage: build, script: go build}
`;
    expect(names(pipelineOf(config).jobs.items)).toEqual(['lint', 'default', 'build']);
  });

  test('run before_script and script in one shell, lists inside lists flattened', () => {
    const config =
      'build:\n  before_script: [go env]\n  script: [[go vet, [go test]], go build]\n  after_script: [rm -r out]';
    const job = jobOf('build', config);
    expect(scriptOf(job)).toEqual(['go env', 'go vet', 'go test', 'go build']);
    expect(job.afterScript.items.map(({ text }) => text)).toEqual(['rm -r out']);
  });

  test('start in the stage `test` unless they say otherwise', () => {
    const job = jobOf('vet', 'vet: {script: go vet}');
    expect(job.stage.is === 'set' && job.stage.value.name).toBe('test');
  });

  test('keep the places of their keywords, wherever they come from', () => {
    const config = `
default: {image: golang:1.24}
.build: {tags: [arm64]}
build: {extends: .build, script: go build}
`;
    const { keywords } = jobOf('build', config).definition;
    const lines = ['image', 'tags', 'script'].map((name) => {
      const span = keywords.get(name)!;
      return [sourceText(span), span.file.positionAt(span.start).line];
    });
    expect(lines).toEqual([
      ['image', 2],
      ['tags', 3],
      ['script', 4],
    ]);
    expect(keywords.has('services')).toBe(false);
  });
});

describe('stages', () => {
  test.each([
    ['build: {stage: build, script: x}', ['.pre', 'build', 'test', 'deploy', '.post']],
    ['stages: [.post, image, .pre, index]\nbuild: {stage: image, script: x}', ['.pre', 'image', 'index', '.post']],
    ['stages: [[image], index]\nbuild: {stage: image, script: x}', ['.pre', 'image', 'index', '.post']],
  ])('of %s', (config, expected) => {
    expect(pipelineOf(config).stages).toMatchObject({ items: expected.map((name) => ({ name })), openTo: [] });
  });
});

describe('defaults', () => {
  const defaults = `
default:
  image: {name: golang:1.24, entrypoint: ['']}
  tags: [amd64]
  before_script: [go env]
  cache: {paths: [.cache]}
`;
  const jobWith = (keywords: string) => jobOf('build', `${defaults}build: {script: go build, ${keywords}}`);

  test('come in whole', () => {
    const job = jobWith('stage: build');
    expect(texts(job.runnerLabels)).toEqual(['amd64']);
    expect(scriptOf(job)).toEqual(['go env', 'go build']);
    expect(job.image).toMatchObject({ value: { entrypoint: { value: [''] } } });
  });

  test('are replaced, not merged', () => {
    const job = jobWith('image: {name: golang:1.25}, tags: [], before_script: [], cache: {policy: pull}');
    expect(job.image).toMatchObject({ value: { entrypoint: { is: 'unset' } } });
    expect(job.runnerLabels).toEqual({ items: [], openTo: [] });
    expect(scriptOf(job)).toEqual(['go build']);
    expect(job.caches.items[0]).toMatchObject({ paths: { items: [], openTo: [] }, policy: { value: 'pull' } });
  });

  test('come back where a job says null', () => {
    expect(texts(jobWith('tags: null').runnerLabels)).toEqual(['amd64']);
  });

  test.each([
    ['false', [], 'unset'],
    ['[tags]', ['amd64'], 'unset'],
    ['true', ['amd64'], 'set'],
  ])('obey `inherit:default: %s`', (inherit, tags, image) => {
    const job = jobWith(`inherit: {default: ${inherit}}`);
    expect(texts(job.runnerLabels)).toEqual(tags);
    expect(job.image.is).toBe(image);
  });

  test('may be written as global keywords', () => {
    const job = jobOf('build', 'image: golang:1.24\nservices: [postgres:17]\nbuild: {script: go test}');
    expect(job.image.is === 'set' && showText(job.image.value.reference)).toBe('golang:1.24');
    expect(job.services.items.map(({ reference }) => knownString(reference))).toEqual(['postgres:17']);
  });

  test('do not reach jobs that start pipelines', () => {
    const job = jobOf('deploy', `${defaults}deploy: {trigger: team/deploy}`);
    expect(job.image.is).toBe('unset');
    expect(job.script).toEqual({ items: [], openTo: [] });
  });
});

describe('when a job runs', () => {
  test.each([
    ['when: manual', 'manual', 'yes', 'yes'],
    ['when: manual, allow_failure: false', 'manual', 'no', 'yes'],
    ['allow_failure: true', 'on_success', 'yes', 'yes'],
    ['allow_failure: {exit_codes: 3}', 'on_success', 'unknown', 'yes'],
    ['rules: [{when: manual}]', 'manual', 'no', 'yes'],
    ['rules: [{when: never}]', 'never', 'no', 'no'],
    ['rules: [{if: $CI_COMMIT_TAG, when: never}, {when: never}, {if: $NIGHTLY}]', 'never', 'no', 'no'],
    ['rules: [{if: $CI_COMMIT_TAG}, {if: $NIGHTLY, when: never}]', 'on_success', 'no', 'yes'],
    ['rules: [{if: $CI_COMMIT_TAG, allow_failure: true}, {when: manual}]', undefined, 'unknown', 'yes'],
  ])('with `%s`', (keywords, when, allowFailure, canRun) => {
    const job = jobOf('build', `build: {script: go build, ${keywords}}`);
    expect(job.when.is === 'set' ? job.when.value : undefined).toBe(when);
    expect([job.allowFailure.is, job.canRun.is]).toEqual([allowFailure, canRun]);
  });

  test('equal conditions have equal forms, however they are written', () => {
    const config = `
build: {script: x, rules: [{if: $CI_COMMIT_TAG, changes: {paths: [go.mod], compare_to: main}}]}
merge: {script: x, rules: [{changes: {compare_to: "main", paths: ['go.mod']}, if: "$CI_COMMIT_TAG"}]}
old: {script: x, only: [tags]}
`;
    const [build, merge, old] = pipelineOf(config).jobs.items.map(({ conditions }) => conditions);
    const shape = (conditions: typeof build) =>
      conditions!.by === 'rules'
        ? conditions!.rules.items.map((rule) => [rule.if, rule.files, rule.when])
        : conditions!.by;
    expect(shape(build)).toEqual(shape(merge));
    expect(shape(old)).toBe('only-except');
  });
});

describe('caches', () => {
  test.each([
    ['{paths: [.cache]}', { by: 'text', isWritten: false }],
    ['{key: go}', { by: 'text', isWritten: true }],
    ['{key: {files: [go.sum], prefix: go}}', { by: 'files', prefix: { is: 'set' } }],
    ['{key: 1}', { by: 'unknown' }],
  ])('%s have the key %o', (cache, key) => {
    expect(jobOf('build', `build: {script: go build, cache: ${cache}}`).caches.items[0]!.key).toMatchObject(key);
  });

  test('may be several', () => {
    const job = jobOf('build', 'build: {script: go build, cache: [{key: modules}, {key: builds, policy: $POLICY}]}');
    expect(job.caches.items.map(({ policy }) => policy.is)).toEqual(['set', 'unknown']);
  });
});

describe('what GitLab refuses', () => {
  test.each([
    [
      'stages: [image]\nbuild: {script: x}',
      'build job: chosen stage test does not exist; available stages are .pre, image, .post',
    ],
    ['.build: {script: x}', 'jobs config should contain at least one visible job'],
    ['build: {image: golang:1.24}', 'jobs build config should implement the script:, run:, or trigger: keyword'],
    ['build image: {tags: [x]}', 'jobs build_image config should implement the script:, run:, or trigger: keyword'],
    ["Build: {script: ''}", "jobs:build script can't be blank"],
    [
      'build: {script: [1]}',
      'jobs:build:script config should be a string or a nested array of strings up to 10 levels deep',
    ],
    ['build: {script: x, platform: arm64}', 'jobs:build config contains unknown keys: platform'],
    ['build: {script: x, tags: arm64}', 'jobs:build:tags config should be an array of strings'],
    ['build: {script: x, image: 1}', 'jobs:build:image config should be a hash or a string'],
    ['build: {script: x, services: docker:dind}', 'jobs:build:services config should be an array'],
    [
      'build: {script: x, when: never}',
      'jobs:build when should be one of: on_success, on_failure, always, manual, delayed',
    ],
    ['build: {script: x, rules: []}', "jobs:build:rules config can't be blank"],
    ['build: {script: x, rules: [{if: $A = 1}]}', 'jobs:build:rules:rule if invalid expression syntax'],
    [
      'build: {script: x, rules: [{when: always}], only: [main]}',
      'jobs:build config key may not be used with `rules`: only',
    ],
    ['build: {script: x, cache: {key: a/b}}', 'jobs:build:cache:key config cannot contain the "/" character'],
    ['build: {script: x, dependencies: [lint]}', 'build job: undefined dependency: lint'],
    [
      'build: {script: x, needs: [lint], dependencies: [vet]}\nlint: {script: x}\nvet: {script: x}',
      'jobs:build dependencies the vet should be part of needs',
    ],
    ['deploy: {trigger: team/deploy, tags: [x]}', 'jobs:deploy config contains unknown keys: tags'],
    ['image: a\ndefault: {image: b}\nbuild: {script: x}', 'image is defined in top-level and `default:` entry'],
    ['default: {variables: {A: b}}\nbuild: {script: x}', 'default config contains unknown keys: variables'],
  ])('%s', (config, message) => {
    expect(messages(config)[0]).toBe(message);
  });

  test('is told where it is written', () => {
    const [rejection] = pipelineOf('build: {script: x, cache: {key: a/b}}').rejections;
    expect(sourceText(rejection!.at)).toBe('a/b');
  });

  test('names a place once, however many instances say it', () => {
    expect(messages('build: {stage: image, script: x, parallel: {matrix: [{ARCH: [amd64, arm64]}]}}')).toHaveLength(1);
  });
});
