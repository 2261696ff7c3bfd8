import { describe, expect, test } from 'vitest';
import { secondsOf } from '../../src/gitlab/checks/duration.ts';
import { sourceText } from '../../src/source/source-file.ts';
import { messages, pipelineOf } from './pipeline-of.ts';

/** A job `server` with these keywords. */
const job = (keywords: string): string => `server:\n  script: make\n  ${keywords}`;
const at = (rest: string): string => `jobs:server${rest}`;
const environmentName =
  "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'";

describe('GitLab refuses a keyword with', () => {
  test.each([
    ['artifacts: {name: [a]}', at(':artifacts name should be a string')],
    ['artifacts: {expire_in: soon}', at(':artifacts expire in should be a duration')],
    ['artifacts: {expire_in: 7}', at(':artifacts expire in should be a duration')],
    ['artifacts: {when: later}', at(':artifacts when should be one of: on_success, on_failure, always')],
    ['artifacts: {reports: {sbom: a.json}}', at(':artifacts:reports config contains unknown keys: sbom')],
    ['artifacts: {reports: {junit: 1}}', at(':artifacts:reports junit should be an array of strings or a string')],
    ['cache: {key: ".."}', at(':cache:key config cannot be "." or ".."')],
    ['cache: {when: 1}', at(':cache when should be a string')],
    ['coverage: total', at(':coverage config must be a regular expression')],
    ['environment: 1', at(':environment config should be a hash or a string')],
    ['environment: {url: https://a.example}', at(":environment name can't be blank")],
    ['environment: /staging', at(`:environment name ${environmentName}`)],
    [
      'environment: {name: a, action: pause}',
      at(':environment action should be start, stop, prepare, verify, or access'),
    ],
    ['except: main', at(':except has to be either an array of conditions or a hash')],
    ['only: ["/release(/"]', at(':only config should be an array of strings or regular expressions using re2 syntax')],
    ['only: {variables: ["== 1"]}', at(':only variables invalid expression syntax')],
    ['only: {changes: go.mod}', at(':only changes should be an array of strings')],
    ['hooks: {before: ls}', at(':hooks config contains unknown keys: before')],
    ['id_tokens: {SIGN: {}}', at(':id_tokens:sign config missing required keys: aud')],
    ['image: {name: golang, docker: {arch: arm64}}', at(':image executor opts does not match the schema')],
    ['needs: [{job: lint, kind: x}]', at(':needs:need config contains unknown keys: kind')],
    ['needs: [{job: lint, parallel: 2}]', at(':needs config cannot use "parallel: <number>".')],
    ['needs: [{pipeline: group/x}]', at(':needs config uses invalid types: bridge')],
    ['needs: [1]', at(':needs:need has an unsupported type')],
    ['parallel: {count: 2}', at(':parallel config contains unknown keys: count')],
    ['publish: site', at(' publish can only be used within a `pages` job')],
    ['release: {description: x}', at(":release tag name can't be blank")],
    ['retry: 3', 'retry config must be less than or equal to 2'],
    ['retry: {when: bad_luck}', 'retry when is not included in the list'],
    ['retry: always', 'retry config has to be either an integer or a hash'],
    ['rules: [{when: delayed}]', at(":rules:rule start in can't be blank")],
    ['rules: [{changes: {paths: [a], compare_to: 1}}]', at(':rules:rule:changes compare to should be a string')],
    ['rules: [{needs: [{project: a/b}]}]', at(':rules:rule:needs config uses invalid types: cross_dependency')],
    ['secrets: {KEY: {file: true}}', /^jobs:server:secrets:key config must use exactly one of these keys: vault,/],
    [
      'secrets: {KEY: {aws_secrets_manager: {region: eu}}}',
      at(':secrets:key:aws_secrets_manager secret should be a string'),
    ],
    [
      'secrets: {KEY: {aws_secrets_manager: [a]}}',
      at(':secrets:key:aws_secrets_manager config should be a hash or a string'),
    ],
    ['pages: [site]', at(':pages config should be a hash or a boolean value')],
    ['pages: {folder: site}', at(':pages config contains unknown keys: folder')],
    ['when: delayed', at(' start in should be a duration')],
    ['when: delayed\n  start_in: 2 weeks', at(' start in should not exceed the limit')],
    ['start_in: 1 day', at(' start in must be blank')],
    ['timeout: 5 weeks', at(':timeout config should not exceed the limit')],
    ['variables: {GO: {value: a, expand: maybe}}', at(':variables:go config expand should be a boolean value')],
  ])('%s', (keywords, message) => {
    const [first] = messages(job(keywords));
    if (typeof message === 'string') expect(first).toBe(message);
    else expect(first).toMatch(message);
  });

  test.each([
    ['server:\n  run: [{script: make}]', at(' run does not match the schema')],
    ['server:\n  run: [{name: a, step: x, func: y}]', at(' run does not match the schema')],
    ['server: {trigger: {include: [{artifact: a.yml}]}}', /must specify the job where to fetch the artifact from$/],
    ['server: {trigger: {include: [{project: g/p}]}}', /must specify the file where to fetch the config from$/],
    ['server: {trigger: {project: ""}}', at(":trigger project can't be blank")],
    ['server: {trigger: {include: a.yml, project: g/p}}', at(':trigger config contains unknown keys: project')],
    [
      'workflow: {auto_cancel: {on_job_failure: some}}\nserver: {script: x}',
      /on job failure must be one of: none, all$/,
    ],
    ['variables: {A: {value: c, options: [a, b]}}\nserver: {script: x}', /config value must be present in options$/],
    ['default: {retry: 9}\nserver: {script: x}', 'retry config must be less than or equal to 2'],
  ])('%s', (config, message) => {
    const [first] = messages(config);
    if (typeof message === 'string') expect(first).toBe(message);
    else expect(first).toMatch(message);
  });

  test('exactly the value that it refuses', () => {
    const [rejection] = pipelineOf(job('artifacts: {paths: [bin], expire_in: soon}')).rejections;
    expect(rejection && sourceText(rejection.at)).toBe('soon');
  });

  test('what concerns the whole job before its keywords, and rules before unknown keys', () => {
    expect(messages('server: {script: x, rule: [], rules: {if: a}, cache: 1}')).toEqual([
      'jobs:server rules should be an array containing hashes and arrays of hashes',
      'jobs:server config contains unknown keys: rule',
    ]);
  });
});

describe('GitLab takes', () => {
  test.each([
    'artifacts: {expire_in: never, access: all, expose_as: binaries, paths: [bin/]}',
    'environment: {name: review/$CI_COMMIT_REF_SLUG, auto_stop_in: 2 days}',
    'only: [/^release\\/.*$/i, main, "tags"]',
    'needs: [~, []]',
    'services: [~, "docker:28-dind"]',
    'retry: {max: 2, when: [runner_system_failure, unknown_failure], exit_codes: 137}',
    'timeout: 2h 30m',
    'rules: [{if: $A, when: delayed, start_in: 30 minutes}]',
    'id_tokens: {SIGN: {aud: [https://a.example]}}',
    'image: {name: golang, docker: {platform: linux/arm64, user: root}}',
    'release: {tag_name: v1, description: first}',
    'secrets: {KEY: {vault: {engine: {name: kv, path: a}, path: b, field: c}}}',
  ])('%s', (keywords) => {
    expect(messages(job(keywords))).toEqual([]);
  });

  test('a job of which a part may stand in a file that was not read', () => {
    const config = `
include: {remote: https://ci.example/templates.yml}
server:
  extends: .release
  environment: {url: https://a.example}
  release: {name: first}
`;
    expect(messages(config)).toEqual([]);
  });
});

describe('across jobs', () => {
  const stop = (more: string): string => `
deploy: {script: x, environment: {name: staging, on_stop: remove}}
remove: {script: x${more}}
`;

  test.each([
    ['', 'does not have environment defined'],
    [', environment: production', 'have different environment name'],
    [', environment: staging', 'needs to have action stop defined'],
  ])('the job that stops an environment: %s', (more, problem) => {
    expect(messages(stop(more))).toEqual([`deploy job: on_stop job remove ${problem}`]);
  });

  test('a job that stops the environment is fine, one that is not there is not', () => {
    expect(messages(stop(', environment: {name: staging, action: stop}'))).toEqual([]);
    expect(messages('deploy: {script: x, environment: {name: a, on_stop: gone}}')).toEqual([
      'deploy job: on_stop job gone is not defined',
    ]);
  });

  test('a trigger takes artifacts of jobs that are there and not later', () => {
    const config = (name: string): string => `
start: {stage: build, trigger: {include: [{artifact: child.yml, job: ${name}}]}}
generate: {stage: test, script: x}
`;
    expect(messages(config('gone'))).toEqual(['start job: undefined dependency: gone']);
    expect(messages(config('generate'))).toEqual([
      'start job: dependency generate is not defined in current or prior stages',
    ]);
  });

  test('needs that rules may replace are checked all the same', () => {
    expect(messages('lint: {script: x}\nbuild: {script: x, needs: [gone], rules: [{needs: [lint]}]}')).toEqual([
      'build job: undefined need: gone',
    ]);
  });
});

describe('durations', () => {
  test.each([
    ['3 mins 4 sec', 184],
    ['2h20min', 8400],
    ['1 day and 2 hours', 93_600],
    ['two weeks', 1_209_600],
    ['90', 90],
    ['1:30:00', 5400],
    ['1.5 hours', 5400],
    ['soon', undefined],
    ['', undefined],
    ['$TIMEOUT', undefined],
    [`${'1 '.repeat(500)}h`, undefined],
  ])('%s', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });
});
