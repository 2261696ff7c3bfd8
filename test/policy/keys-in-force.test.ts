import { describe, expect, test } from 'vitest';
import { allRules } from '../../src/cli/projects/all-rules.ts';
import { lint } from '../../src/engine/lint.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

const kaniko = 'image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }';
const index = `
index:
  stage: deploy
  image: { name: "mplatform/manifest-tool:alpine-v2.2.1", entrypoint: [""] }
  tags: [amd64]
  before_script: ['mkdir -p ~/.docker', 'cp "$REGISTRY_AUTH" ~/.docker/config.json']
  script:
    - manifest-tool push from-args --platforms linux/amd64,linux/arm64 --template $CI_REGISTRY_IMAGE/api:$CI_COMMIT_SHA-ARCH --target $CI_REGISTRY_IMAGE/api:$CI_COMMIT_SHA
`;
const build = (more: string, flags = ''): string => `
build:
  ${kaniko}
  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }
  ${more}
  script: ["/kaniko/executor --context . --build-arg TARGETARCH=$ARCH --destination $CI_REGISTRY_IMAGE/api:$CI_COMMIT_SHA-$ARCH${flags}"]
`;
const perArch = build('tags: [$ARCH]') + index;
/** The build for arm64 may be in the file that is not there. */
const hidden = `include: { project: platform/ci, file: kaniko.yml }\n${perArch.replace('[amd64, arm64] }]', '[amd64] }]')}`;
const dockerfile = 'FROM alpine:3.22\nRUN apk add --no-cache curl\n';

/** Ids of what is found under a policy; the undecided with a question mark. */
function found(policyText: string, ci: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const policy = loadPolicy(new SourceFile('.multiarch-lint.yml', policyText));
  const workspace = memoryWorkspace({ '.gitlab-ci.yml': ci, Dockerfile: dockerfile, ...files });
  const { findings } = lint(readProject(workspace, policy), allRules, policy, { today: '2026-11-22' });
  return findings.map(({ ruleId, severity, certainty }) =>
    certainty === 'undecided' ? `${severity} ${ruleId}?` : `${severity} ${ruleId}`,
  );
}

const buildx = `
publish:
  image: moby/buildkit:v0.26.2-rootless
  variables: { BUILDKITD_FLAGS: --oci-worker-no-process-sandbox }
  tags: [amd64]
  before_script: ['mkdir -p ~/.docker', 'cp "$REGISTRY_AUTH" ~/.docker/config.json']
  script: ["buildctl-daemonless.sh build --frontend dockerfile.v0 --local context=. --local dockerfile=. --opt platform=linux/amd64,linux/arm64 --output type=image,name=$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA,push=true"]
`;

describe('every key of a policy has an effect', () => {
  test.each([
    ['platforms', 'platforms: [linux/amd64, linux/arm64, linux/riscv64]', perArch, 'error arch-build-missing'],
    ['emulation: forbid', 'emulation: forbid', buildx, 'error emulated-build'],
    ['builders: forbid', 'builders: { kaniko: forbid }', perArch, 'error forbidden-builder'],
    ['builders: warn', 'builders: { kaniko: warn }', perArch, 'warning forbidden-builder'],
    [
      'a severity',
      'rules: { forbidden-builder: info }\nbuilders: { kaniko: forbid }',
      perArch,
      'info forbidden-builder',
    ],
    [
      'an option',
      'rules: { kaniko-cache-ttl: { max: 24h } }',
      build('tags: [$ARCH]', ' --cache --cache-ttl=48h'),
      'info kaniko-cache-ttl',
    ],
    [
      'an option beside a severity',
      'rules: { kaniko-cache-ttl: { severity: error, max: 24h } }',
      build('tags: [$ARCH]', ' --cache --cache-ttl=48h'),
      'error kaniko-cache-ttl',
    ],
    ['preset: strict', 'preset: strict', buildx, 'error emulated-build'],
    [
      'preset: all',
      'preset: all',
      perArch.replace('$CI_COMMIT_SHA-$ARCH', 'latest-$ARCH').replace('$CI_COMMIT_SHA-ARCH', 'latest-ARCH'),
      'info mutable-arch-tag',
    ],
    [
      'a rule to opt in',
      'rules: { mutable-arch-tag: warning }',
      perArch.replace('$CI_COMMIT_SHA-$ARCH', 'latest-$ARCH').replace('$CI_COMMIT_SHA-ARCH', 'latest-ARCH'),
      'warning mutable-arch-tag',
    ],
    ['undecided: error', 'undecided: error', hidden, 'error arch-build-missing?'],
    [
      'runners: platform',
      'environment: { runners: { pool: { platform: linux/amd64 } } }',
      build('tags: [pool]'),
      'error runner-arch-mismatch',
    ],
    [
      'runners: privileged',
      'environment: { runners: { amd64: { privileged: true } } }',
      perArch,
      'error no-privileged-runner',
    ],
    ['variables', 'environment: { variables: { POOL: amd64 } }', build('tags: [$POOL]'), 'error runner-arch-mismatch'],
  ])('%s', (_, policy, ci, expected) => {
    expect(found(policy, ci)).toContain(expected);
    expect(found('', ci)).not.toContain(expected);
  });

  test.each([
    ['emulation: allow', 'emulation: allow', buildx, 'warning emulated-build'],
    ['undecided: ignore', 'undecided: ignore', hidden, 'info arch-build-missing?'],
    [
      'images: merge',
      'images: [{ name: $CI_REGISTRY_IMAGE/api, merge: none }]',
      build('tags: [$ARCH]'),
      'error merge-job-missing',
    ],
    ['a rule that is off', 'rules: { merge-job-missing: off }', build('tags: [$ARCH]'), 'error merge-job-missing'],
    ['ignore', 'ignore: ["*.yml"]', build('tags: [$ARCH]'), 'error merge-job-missing'],
    [
      'optionalPlatforms',
      'optionalPlatforms: [linux/arm64, linux/amd64]',
      build('tags: [$ARCH]\n  allow_failure: true') + index,
      'warning merge-needs-unreliable',
    ],
  ])('%s silences', (_, policy, ci, expected) => {
    expect(found('', ci)).toContain(expected);
    expect(found(policy, ci)).not.toContain(expected);
  });

  test('images: platforms take the place of those of all images', () => {
    const policy = 'platforms: [linux/amd64, linux/arm64, linux/riscv64]\n';
    const exception = 'images: [{ name: $CI_REGISTRY_IMAGE/api, platforms: [linux/amd64, linux/arm64] }]\n';
    expect(found(policy, perArch)).toContain('error arch-build-missing');
    expect(found(policy + exception, perArch)).toEqual([]);
  });

  test('includes: a copy is read in place of the include', () => {
    const ci = `include: { project: platform/ci, file: kaniko.yml }\n`;
    const policy = 'environment: { includes: { "project:platform/ci": vendor/ci } }\n';
    const copy = { 'vendor/ci/kaniko.yml': build('tags: [$ARCH]') };
    expect(found('', ci, copy)).toEqual(['info not-analysed']);
    expect(found(policy, ci, copy)).toContain('error merge-job-missing');
  });
});
