import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { UsageError } from '../../src/policy/usage-error.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const load = (text: string) => loadPolicy(new SourceFile('.multiarch-lint.yml', text));
const platform = (architecture: string, variant = '') => ({ os: 'linux', architecture, variant });

describe('a policy file', () => {
  test('says everything that a repository cannot', () => {
    const policy = load(`
preset: strict
platforms: [linux/amd64, linux/arm64]
optionalPlatforms: [linux/riscv64]
images:
  - name: $CI_REGISTRY_IMAGE/toolbox
    platforms: [linux/amd64]
    merge: none
  - name: $CI_REGISTRY_IMAGE/server
environment:
  variables: { DOCKER_HUB_USER: bot, BUILD_NUMBER: 007, SIGN: no }
  runners:
    graviton-pool: { platform: linux/arm64 }
    docker: { executor: docker, privileged: false }
  includes:
    "project:group/ci-templates": vendor/ci-templates
builders: { kaniko: allow, buildx: forbid }
emulation: forbid
undecided: error
rules:
  kaniko-cache-ttl: { severity: error }
  emulated-build: off
ignore: ["examples/**"]
`);
    expect(policy).toEqual({
      preset: 'strict',
      expectations: {
        platforms: [platform('amd64'), platform('arm64')],
        optionalPlatforms: [platform('riscv64')],
        images: [
          { name: '$CI_REGISTRY_IMAGE/toolbox', platforms: [platform('amd64')], needsNoMerge: true },
          { name: '$CI_REGISTRY_IMAGE/server', needsNoMerge: false },
        ],
        emulation: 'forbid',
        builders: new Map([
          ['kaniko', 'allow'],
          ['buildx', 'forbid'],
        ]),
        runnerLabels: new Map([
          ['graviton-pool', { platform: platform('arm64') }],
          ['docker', { executor: 'docker', privileged: false }],
        ]),
      },
      environment: {
        variables: new Map([
          ['DOCKER_HUB_USER', 'bot'],
          ['BUILD_NUMBER', '007'],
          ['SIGN', 'no'],
        ]),
        includes: new Map([['project:group/ci-templates', 'vendor/ci-templates']]),
      },
      rules: new Map([
        ['kaniko-cache-ttl', { severity: 'error', options: {} }],
        ['emulated-build', { severity: 'off', options: {} }],
      ]),
      undecided: 'error',
      ignore: ['examples/**'],
    });
  });

  test.each(['', '# nothing yet\n', '---\n', '\uFEFF{}'])('that says nothing leaves the default policy: %j', (text) => {
    expect(load(text)).toEqual(defaultPolicy);
  });

  test('may set a key by an alias', () => {
    const { expectations } = load('platforms: &all [linux/s390x]\noptionalPlatforms: *all\n');
    expect(expectations.optionalPlatforms).toEqual([platform('s390x')]);
  });
});

describe('a mistake in a policy file is one line with its place', () => {
  test.each([
    ['platform: [linux/amd64]', '1:1: unknown key `platform`; did you mean `platforms`?'],
    ['emulation: warn\nplatfroms: []', '2:1: unknown key `platfroms`; did you mean `platforms`?'],
    ['environment:\n  secrets: {}', '2:3: unknown key `secrets`; allowed: variables, runners, includes'],
    [
      'preset: recomended',
      '1:9: `preset` is `recomended`; allowed: recommended, strict, all; did you mean `recommended`?',
    ],
    ['undecided: off', '1:12: `undecided` is `off`; allowed: ignore, info, error'],
    ['rules:\n  no-dind-servce: off', '2:3: there is no rule `no-dind-servce`; did you mean `no-dind-service`?'],
    [
      'rules:\n  no-dind-service: warn',
      '2:20: `rules.no-dind-service` is `warn`; allowed: error, warning, info, off; did you mean `warning`?',
    ],
    ['rules:\n  no-dind-service: { level: off }', '2:22: unknown key `level`; allowed: severity'],
    ['platforms: linux/amd64', '1:12: `platforms` is `linux/amd64`; it must be a list'],
    [
      'platforms:\n  - linux/amr64',
      '2:5: `amr64` is no architecture; write os/architecture[/variant], such as linux/arm64; did you mean `arm64`?',
    ],
    [
      'environment: { runners: { pool: { platform: linux/vax } } }',
      '1:45: `vax` is no architecture; write os/architecture[/variant], such as linux/arm64',
    ],
    ['platforms:', '1:1: `platforms` is empty; it must be a list'],
    ['images:\n  - merge: none', '2:5: `images.0` lacks the key `name`'],
    ['- linux/amd64', '1:1: the file is a list; it must be a mapping'],
    ['images:\n  - nam: api', '2:5: unknown key `nam`; did you mean `name`?'],
    [
      'environment:\n  includes: { "projct:team/ci": ci }',
      '2:15: `projct:team/ci` names no include; write project:GROUP/NAME, remote:URL, template:NAME or component:ADDRESS',
    ],
    [
      'rules: { kaniko-cache-ttl: warn }',
      '1:28: `rules.kaniko-cache-ttl` is `warn`; allowed: error, warning, info, off; did you mean `warning`?',
    ],
    [
      'rules: { kaniko-cache-ttl: { max: 7d } }',
      '1:35: `rules.kaniko-cache-ttl.max` is `7d`; wanted: The longest lifetime that is not pointed out, as a Go duration, such as `336h`',
    ],
    ['emulation: warn\nemulation: forbid', '2:1: the key `emulation` is written twice'],
  ])('%j', (text, message) => {
    expect(() => load(text)).toThrow(new UsageError(`.multiarch-lint.yml:${message}`));
  });

  test('also where the text is no YAML', () => {
    expect(() => load('platforms: [linux/amd64\nemulation: warn\n')).toThrow(/^\.multiarch-lint\.yml:\d+:\d+: [^\n]+$/);
  });

  test('also where aliases multiply', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
    expect(() => load(['l0: &l0 [a]', ...lines].join('\n'))).toThrow(UsageError);
  });
});
