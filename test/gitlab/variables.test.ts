import { describe, expect, test } from 'vitest';
import { holesOf, knownString, sameText, showText } from '../../src/value/index.ts';
import { jobOf, pipelineOf, texts } from './pipeline-of.ts';

const valueIn = (config: string, job: string, name: string, variables: Readonly<Record<string, string>> = {}) => {
  const found = jobOf(job, config, { variables });
  return found.variables.valueOf(name, found.definition.span);
};

describe('values of variables', () => {
  test.each([
    ['$BASE/server', 'registry.example.org/server'],
    ['${BASE}/server', 'registry.example.org/server'],
    ['%BASE%/server', 'registry.example.org/server'],
    ['$NESTED', 'registry.example.org/team'],
    ['${GOARCH:-amd64}', ''],
    ['${CI_COMMIT_TAG:-$CI_COMMIT_SHORT_SHA}', ''],
    ['v${CI_COMMIT_TAG:-$CI_COMMIT_REF_SLUG-$CI_PIPELINE_ID}-x', 'v-x'],
    ['${CI_COMMIT_TAG:-$CI_COMMIT_SHORT_SHA', 'CI_COMMIT_TAG:-$CI_COMMIT_SHORT_SHA'],
    ['$${CI_COMMIT_TAG:-$CI_COMMIT_SHORT_SHA}', '${CI_COMMIT_TAG:-$CI_COMMIT_SHORT_SHA}'],
    ['x$$BASE', 'x$BASE'],
    ['$(uname -m)', '$(uname -m)'],
    ['date +%H%M%S', 'date +%H%M%S'],
  ])('%s becomes %s', (written, expected) => {
    const config = `
variables: {BASE: registry.example.org, NESTED: $BASE/team}
build: {script: make, variables: {IMAGE: '${written}'}}`;
    expect(showText(valueIn(config, 'build', 'IMAGE'))).toBe(expected);
  });

  test('with `expand: false` stay as written', () => {
    const config = "build: {script: make, variables: {A: x, RAW: {value: '$A ${A:-y}', expand: false}, USES: '$RAW'}}";
    expect(knownString(valueIn(config, 'build', 'RAW'))).toBe('$A ${A:-y}');
    expect(knownString(valueIn(config, 'build', 'USES'))).toBe('$A ${A:-y}');
  });

  test('are spelled as Ruby spells them', () => {
    const config = 'build: {script: make, variables: {A: 1.50, B: yes, C: 010, D: }}';
    expect(['A', 'B', 'C', 'D'].map((name) => knownString(valueIn(config, 'build', name)))).toEqual([
      '1.5',
      'true',
      '8',
      '',
    ]);
  });

  test('rise in precedence from the file to the project', () => {
    const config = 'variables: {GO: "1", CGO: "1"}\nbuild: {script: make, variables: {GO: "2"}}';
    expect(knownString(valueIn(config, 'build', 'GO'))).toBe('2');
    expect(knownString(valueIn(config, 'build', 'CGO'))).toBe('1');
    expect(knownString(valueIn(config, 'build', 'GO', { GO: '3' }))).toBe('3');
    expect(knownString(valueIn(config, 'build', 'DOCKER_USER', { DOCKER_USER: 'robot' }))).toBe('robot');
  });

  test.each([
    ['false', []],
    ['[GO]', ['GO']],
    ['true', ['GO', 'CGO']],
  ])('of the file come in as `inherit:variables: %s` says', (inherit, expected) => {
    const config = `variables: {GO: "1", CGO: "1"}\nbuild: {script: make, inherit: {variables: ${inherit}}}`;
    expect([...jobOf('build', config).variables.defined.keys()]).toEqual(expected);
  });

  test('that go round in circles are not known', () => {
    const config = 'build: {script: make, variables: {A: $B, B: $A}}';
    expect(holesOf(valueIn(config, 'build', 'A'))).toHaveLength(1);
  });

  test('that double each other do not grow without limit', () => {
    const doubling = Array.from({ length: 40 }, (_, index) => `V${index + 1}: $V${index}$V${index}`).join(', ');
    const value = valueIn(`build: {script: make, variables: {V0: xxxxxxxxxx, ${doubling}}}`, 'build', 'V40');
    expect(holesOf(value).length).toBeGreaterThan(0);
  });

  test('that rules set are known only where all rules agree', () => {
    const rules = (second: string): string =>
      `build: {script: make, rules: [{if: $CI_COMMIT_TAG, variables: {PUSH: "1"}}, {when: always, variables: {${second}}}]}`;
    expect(knownString(valueIn(rules('PUSH: "1"'), 'build', 'PUSH'))).toBe('1');
    expect(holesOf(valueIn(rules('PUSH: "0"'), 'build', 'PUSH'))[0]!.cause.kind).toBe('rules');
  });
});

describe('names that the job does not define', () => {
  const config = `
build: {script: make, parallel: {matrix: [{GOARCH: [amd64, arm64]}]}}
sign: {script: cosign}
merge: {script: make}`;
  const same = (name: string) => sameText(valueIn(config, 'sign', name), valueIn(config, 'merge', name)).is;

  test.each(['CI_COMMIT_SHA', 'CI_REGISTRY_IMAGE', 'CI_PIPELINE_ID', 'CI_PROJECT_DIR', 'DOCKER_USER'])(
    '%s is the same in all jobs',
    (name) => {
      expect(same(name)).toBe('yes');
    },
  );

  test.each(['CI_JOB_ID', 'CI_JOB_TOKEN', 'CI_RUNNER_ID', 'CI_CONCURRENT_ID', 'CI_ENVIRONMENT_SLUG'])(
    '%s may differ from job to job',
    (name) => {
      expect(same(name)).toBe('unknown');
    },
  );

  test.each([
    ['CI_JOB_NAME', 'build: [arm64]'],
    ['CI_JOB_NAME_SLUG', 'build---arm64'],
    ['CI_JOB_STAGE', 'test'],
    ['CI_NODE_INDEX', '2'],
    ['CI_NODE_TOTAL', '2'],
  ])('%s follows from the job', (name, expected) => {
    expect(knownString(valueIn(config, 'build: [arm64]', name))).toBe(expected);
  });

  test('that only the matrix of another job defines are out of scope', () => {
    const [hole] = holesOf(valueIn(config, 'merge', 'GOARCH'));
    expect(hole!.cause.kind).toBe('out-of-scope-variable');
    expect(hole!.cause.because).toContain('`build`');
  });

  test('are not out of scope while a file that could define them is not read', () => {
    const open = `include: {project: team/ci, file: go.yml}\n${config}`;
    expect(holesOf(valueIn(open, 'merge', 'GOARCH'))[0]!.cause.kind).toBe('variable');
  });

  test('give way to what the repository defines', () => {
    const overridden = 'variables: {CI_REGISTRY_IMAGE: registry.example.org/server}\nbuild: {script: make}';
    expect(knownString(valueIn(overridden, 'build', 'CI_REGISTRY_IMAGE'))).toBe('registry.example.org/server');
  });

  test('stand behind an own variable of the same name', () => {
    const own = 'variables: {CI_REGISTRY_IMAGE: $CI_REGISTRY_IMAGE/server}\nbuild: {script: make}';
    expect(showText(valueIn(own, 'build', 'CI_REGISTRY_IMAGE'))).toBe('$CI_REGISTRY_IMAGE/server');
  });
});

describe('variables in fields', () => {
  const config = `
build:
  script: make
  variables: {ARCH: '\${GOARCH}', GO: '1.24'}
  parallel: {matrix: [{GOARCH: [arm64]}]}
  tags: ['\${GOARCH}', $ARCH, '\${GOARCH:-amd64}', $CI_RUNNER_ID]
  image: golang:\${GO}-\${VARIANT:-alpine}
  services: [{name: 'docker:$GO', alias: 'docker-$GOARCH'}]
  cache:
    key: go-\${GOARCH:-amd64}-$GOARCH
    fallback_keys: [go-$ARCH]
    paths: ['.cache/\${GOARCH}/\${GOOS:-linux}', '\${GOARCH:-amd64}']
  artifacts: {paths: ['out-\${GOARCH}/'], reports: {dotenv: '\${GOARCH}.env'}}
`;
  const job = jobOf('build: [arm64]', config);

  test('are expanded once in tags, with values as written', () => {
    expect(texts(job.runnerLabels)).toEqual(['arm64', '${GOARCH}', '${GOARCH:-amd64}', '${CI_RUNNER_ID}']);
  });

  test('are expanded by the runner in images and services', () => {
    expect(job.image.is === 'set' && showText(job.image.value.reference)).toBe('golang:1.24-');
    expect(job.services.items.map(({ reference }) => showText(reference))).toEqual(['docker:1.24']);
  });

  test('are expanded by the runner in cache keys and by a shell in paths', () => {
    const [cache] = job.caches.items;
    expect(cache!.key.by === 'text' && showText(cache!.key.text)).toBe('go--arm64');
    expect(texts(cache!.fallbackKeys)).toEqual(['go-arm64']);
    expect(texts(cache!.paths)).toEqual(['.cache/arm64/${GOOS:-linux}', 'arm64']);
    expect(texts(job.dotenvReports)).toEqual(['arm64.env']);
    expect(texts(job.artifactPaths)).toEqual(['out-arm64/']);
  });

  test('in paths fall back to the default where only another job defines them', () => {
    const other = `${config}\nlint: {script: make, cache: {paths: ['.cache/\${GOARCH:-amd64}']}}`;
    expect(texts(jobOf('lint', other).caches.items[0]!.paths)).toEqual(['.cache/amd64']);
  });

  test('that a shell would expand are listed with what becomes of them, once for all instances', () => {
    const found = pipelineOf(config).definitions[0]!.failedExpansions;
    expect(
      found.map(({ keyword, expansion, becomes, value }) => [keyword, expansion, becomes, showText(value)]),
    ).toEqual([
      ['image', '${VARIANT:-alpine}', 'empty', 'golang:1.24-'],
      ['tags', '${GOARCH:-amd64}', 'literal', '${GOARCH:-amd64}'],
      ['cache:key', '${GOARCH:-amd64}', 'empty', 'go--arm64'],
    ]);
  });

  test('of `variables` that a shell would expand are listed with their names', () => {
    const [found] = pipelineOf('build: {script: make, variables: {ARCH: "$(uname -m)"}}').definitions[0]!
      .failedExpansions;
    expect(found).toMatchObject({
      keyword: 'variables',
      variable: 'ARCH',
      expansion: '$(uname -m)',
      becomes: 'literal',
    });
  });

  test('behind a doubled dollar sign are meant for the script', () => {
    const config = 'build: {script: make, variables: {FLAGS: "-j $${JOBS:-2}"}}';
    expect(pipelineOf(config).definitions[0]!.failedExpansions).toEqual([]);
  });
});
