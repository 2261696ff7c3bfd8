import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readArguments } from '../src/cli/call/arguments.ts';
import { optionTable } from '../src/cli/call/option-table.ts';
import { allRules } from '../src/cli/projects/all-rules.ts';
import { lint } from '../src/engine/lint.ts';
import { loadPolicy } from '../src/policy/load-policy.ts';
import { readProject } from '../src/project/read-project.ts';
import { SourceFile } from '../src/source/source-file.ts';
import { memoryWorkspace } from '../src/source/workspace.ts';
import { environment, messages, plain, readFiles } from './gitlab-config/plain.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

const component = readFileSync('templates/multiarch-lint/template.yml', 'utf8');
const template = readFileSync('templates/multiarch-lint/multiarch-lint.gitlab-ci.yml', 'utf8');
const [header, content] = parseAllDocuments(component).map((document) => document.toJS() as unknown) as [
  { readonly spec: { readonly inputs: Readonly<Record<string, Input>> } },
  object,
];

interface Input {
  readonly description?: string;
  readonly default?: unknown;
  readonly options?: readonly string[];
}

interface JobText {
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

const places = {
  'component:gitlab.example.org/OWNER/multiarch-lint/multiarch-lint@0.1.0': 'vendor/component.yml',
  'remote:https://gitlab.example.org/OWNER/multiarch-lint/-/raw/0.1.0/templates/multiarch-lint/multiarch-lint.gitlab-ci.yml':
    'vendor/template.yml',
};
const [componentPlace = '', templatePlace = ''] = Object.keys(places).map((place) => place.replace(/^\w+:/, ''));
const vendored = { 'vendor/component.yml': component, 'vendor/template.yml': template };

const includingComponent = (inputs: object): string =>
  JSON.stringify({ include: [{ component: componentPlace, inputs }] });
const includingTemplate = (more: object = {}): string =>
  JSON.stringify({ include: [{ remote: templatePlace }], ...more });

/** The configuration that GitLab makes of a file, and what it refuses. */
function configured(ci: string) {
  const reading = readFiles({ ...vendored, '.gitlab-ci.yml': ci }, environment({}, places));
  return { refused: messages(reading), jobs: plain(reading.root) as Readonly<Record<string, JobText>> };
}

/** What the strictest policy finds in a repository with that file. */
function found(ci: string): readonly string[] {
  const policy = loadPolicy(
    new SourceFile(
      '.multiarch-lint.yml',
      JSON.stringify({ preset: 'all', undecided: 'error', environment: { includes: places } }),
    ),
  );
  const project = readProject(memoryWorkspace({ ...vendored, '.gitlab-ci.yml': ci }), policy);
  return lint(project, allRules, policy, { today: '2026-11-22' }).findings.map(({ message }) => message);
}

const folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-'));

/** Programs that write their name and arguments, one a line, in place of those that the scripts call. */
beforeAll(() => {
  for (const name of ['npx', 'multiarch-lint']) {
    writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' ${name} "$@"\nexit 3\n`);
    chmodSync(join(folder, name), 0o755);
  }
});

/** What a shell calls for the script of a job, whose variables `variables` add to; the exit code has to come through. */
function called(job: JobText | undefined, variables: Readonly<Record<string, string>> = {}): readonly string[] {
  const env = { PATH: `${folder}${delimiter}/usr/bin${delimiter}/bin`, ...job?.variables, ...variables };
  const { stdout, status } = spawnSync('sh', ['-euc', job?.script.join('\n') ?? ''], { env, encoding: 'utf8' });
  expect(status).toBe(3);
  return stdout.trimEnd().split('\n');
}

const npx = ['npx', '--yes', `multiarch-lint@${version}`];
const shown = ['--fail-on', 'never', '--format', 'terminal', '--format', 'gitlab=gl-code-quality.json'];
const gated = ['--fail-on', 'error', '--strict'];

describe('the component', () => {
  test('gives, without inputs, a job that shows findings and a gate', () => {
    const { refused, jobs } = configured(includingComponent({}));
    expect(refused).toEqual([]);
    expect(Object.keys(jobs)).toEqual(['.multiarch-lint', 'multiarch-lint', 'multiarch-lint-gate']);
    const both = { stage: 'test', image: 'node:24', needs: [], tags: [] };
    expect(jobs).toMatchObject({
      'multiarch-lint': {
        ...both,
        artifacts: { when: 'always', reports: { codequality: 'gl-code-quality.json' } },
      },
      'multiarch-lint-gate': { ...both, allow_failure: { exit_codes: [3] } },
    });
    expect(called(jobs['multiarch-lint'])).toEqual([...npx, ...shown, '--', '.']);
    expect(called(jobs['multiarch-lint-gate'])).toEqual([...npx, ...gated, '--', '.']);
  });

  test('hands its inputs on to the jobs and to the command', () => {
    const { refused, jobs } = configured(
      includingComponent({
        'job-name': 'images',
        stage: 'lint',
        image: '$CI_REGISTRY/tools/node:24',
        version: '1.2.3',
        directory: 'services/order api',
        config: 'ci/policy file.yml',
        preset: 'strict',
        'fail-on': 'warning',
        baseline: 'known findings.json',
        options: '--quiet --only kaniko-cache-ttl',
        'allowed-exit-codes': [],
        needs: ['generate'],
        tags: ['linux', 'small'],
        rules: [{ if: '$CI_MERGE_REQUEST_IID' }],
      }),
    );
    expect(refused).toEqual([]);
    const both = {
      stage: 'lint',
      image: '$CI_REGISTRY/tools/node:24',
      needs: ['generate'],
      tags: ['linux', 'small'],
      rules: [{ if: '$CI_MERGE_REQUEST_IID' }],
    };
    expect(jobs).toMatchObject({ images: both, 'images-gate': { ...both, allow_failure: { exit_codes: [] } } });
    const start = ['npx', '--yes', 'multiarch-lint@1.2.3', '--config=ci/policy file.yml', '--preset=strict'];
    const end = ['--quiet', '--only', 'kaniko-cache-ttl', '--', 'services/order api'];
    expect(called(jobs.images)).toEqual([...start, ...shown, ...end]);
    expect(called(jobs['images-gate'])).toEqual([
      ...[...start, '--baseline=known findings.json', '--fail-on', 'warning', '--strict'],
      ...end,
    ]);
    expect(() => readArguments(called(jobs['images-gate']).slice(3))).not.toThrow();
  });

  test('runs the command of the image where no version is asked for', () => {
    const { jobs } = configured(includingComponent({ version: '' }));
    expect(called(jobs['multiarch-lint'])).toEqual(['multiarch-lint', ...shown, '--', '.']);
    expect(called(jobs['multiarch-lint-gate'])).toEqual(['multiarch-lint', ...gated, '--', '.']);
  });

  test('can be included twice', () => {
    const ci = JSON.stringify({
      include: ['orders', 'billing'].map((name) => ({
        component: componentPlace,
        inputs: { 'job-name': name, directory: name },
      })),
    });
    const { refused, jobs } = configured(ci);
    expect(refused).toEqual([]);
    expect([jobs.orders, jobs['billing-gate']].map((job) => called(job).at(-1))).toEqual(['orders', 'billing']);
  });

  test.each([
    [
      { preset: 'strictest' },
      '`preset` input: `strictest` cannot be used because it is not in the list of allowed options',
    ],
    [{ 'fail-on': 'warn' }, '`fail-on` input: `warn` cannot be used because it is not in the list of allowed options'],
    [{ version: 'latest' }, '`version` input: provided value does not match required RegEx pattern'],
    [{ tags: 'linux' }, '`tags` input: provided value is not an array'],
    [{ policy: 'a.yml' }, 'unknown input arguments: policy'],
  ])('is refused with the inputs %j', (inputs, message) => {
    expect(configured(includingComponent(inputs)).refused).toEqual([expect.stringContaining(message)]);
  });

  test.each([{}, { preset: 'strict', version: '' }])('leaves nothing undecided with the inputs %j', (inputs) => {
    expect(found(includingComponent(inputs))).toEqual([]);
  });

  test('offers what the command takes, in its own release', () => {
    const { inputs } = header.spec;
    const allowed = (option: string) => optionTable.find(({ name }) => name === option)?.allowed;
    expect(inputs['preset']?.options).toEqual(['', ...(allowed('preset') ?? [])]);
    expect(inputs['fail-on']?.options).toEqual(allowed('fail-on'));
    expect(inputs['version']?.default).toBe(version);
  });

  test('says of each input what it is, and asks for none', () => {
    for (const input of Object.values(header.spec.inputs)) {
      expect(input.description).toMatch(/^\S.*[^.]$/);
      expect(input.default).toBeDefined();
    }
  });

  // Source: docs.gitlab.com/ci/components, "Directory structure" and "Avoid using global keywords".
  test('is where GitLab looks, beside the files that its catalog asks for, and has keywords of jobs only', () => {
    expect(['README.md', 'LICENSE', '.gitlab-ci.yml'].filter((path) => !existsSync(path))).toEqual([]);
    expect(Object.keys(content)).toEqual([
      '.$[[ inputs.job-name ]]',
      '$[[ inputs.job-name ]]',
      '$[[ inputs.job-name ]]-gate',
    ]);
  });
});

describe('the template', () => {
  test('gives the jobs of the component', () => {
    const { refused, jobs } = configured(includingTemplate());
    expect(refused).toEqual([]);
    const { jobs: same } = configured(includingComponent({}));
    expect(Object.keys(jobs)).toEqual(Object.keys(same));
    for (const name of ['multiarch-lint', 'multiarch-lint-gate'])
      expect(called(jobs[name])).toEqual(called(same[name]));
    expect(jobs['multiarch-lint-gate']).toMatchObject({
      stage: 'test',
      image: 'node:24',
      allow_failure: { exit_codes: [3] },
    });
  });

  test('is set by variables', () => {
    const { jobs } = configured(includingTemplate());
    const variables = {
      MULTIARCH_LINT_VERSION: '',
      MULTIARCH_LINT_DIRECTORY: 'services/order api',
      MULTIARCH_LINT_CONFIG: 'ci/policy file.yml',
      MULTIARCH_LINT_PRESET: 'strict',
      MULTIARCH_LINT_FAIL_ON: 'warning',
      MULTIARCH_LINT_BASELINE: 'known findings.json',
      MULTIARCH_LINT_OPTIONS: '--quiet --no-ignore',
    };
    const policy = ['--config=ci/policy file.yml', '--preset=strict'];
    const end = ['--quiet', '--no-ignore', '--', 'services/order api'];
    expect(called(jobs['multiarch-lint'], variables)).toEqual(['multiarch-lint', ...policy, ...shown, ...end]);
    expect(called(jobs['multiarch-lint-gate'], variables)).toEqual([
      ...['multiarch-lint', ...policy, '--baseline=known findings.json', '--fail-on', 'warning', '--strict'],
      ...end,
    ]);
    for (const name of Object.keys(variables)) {
      expect(template.split('\n\n')[0]).toContain(name.replace(/^MULTIARCH_LINT(?!_VERSION)/, ''));
    }
  });

  test('lets itself be set by writing its jobs once more', () => {
    const { refused, jobs } = configured(
      includingTemplate({ stages: ['lint'], '.multiarch-lint': { stage: 'lint', tags: ['linux'] } }),
    );
    expect(refused).toEqual([]);
    expect(jobs).toMatchObject({ 'multiarch-lint': { stage: 'lint', tags: ['linux'], needs: [] } });
  });

  test('leaves nothing undecided, whatever its variables are', () => {
    expect(found(includingTemplate())).toEqual([]);
  });
});
