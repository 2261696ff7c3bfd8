import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { lint } from '../src/engine/lint.ts';
import { defaultPolicy } from '../src/policy/policy.ts';
import { readProject } from '../src/project/read-project.ts';
import { memoryWorkspace } from '../src/source/workspace.ts';

const about: ReadonlySet<string> = new Set([
  'arch-build-missing',
  'arch-build-unmerged',
  'build-job-without-arch-runner',
  'emulated-build',
  'kaniko-cross-build',
  'merge-key-overrides-key',
  'merge-source-not-built',
  'runner-arch-mismatch',
]);

/** What the rules about platforms say of a pipeline: the rule of each finding. */
function saidOf(ci: string): readonly string[] {
  const project = readProject(
    memoryWorkspace({ '.gitlab-ci.yml': ci, Dockerfile: 'FROM alpine\nRUN id\n' }),
    defaultPolicy,
  );
  const selected = rules.filter(({ id }) => about.has(id));
  return lint(project, selected, defaultPolicy, { today: '2026-11-21' }).findings.map(({ ruleId }) => ruleId);
}

const kaniko = (tags: string, suffix: string, flags = ''): string => `
image:build:
  tags: [${tags}]
  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }
  script:
    - /kaniko/executor --context . ${flags} --destination shop/api:1.2-${suffix}
`;
const merge = (first: string, second: string): string => `
index:
  stage: deploy
  script:
    - docker manifest create shop/api:1.2 shop/api:1.2-${first} shop/api:1.2-${second}
    - docker manifest push shop/api:1.2
`;

test.each([
  ['a source under another spelling', kaniko('$ARCH', '$ARCH') + merge('amd64', 'aarch64'), 'merge-source-not-built'],
  [
    'a source that nobody builds',
    kaniko('$ARCH', '$ARCH') + merge('amd64', 'arm64 shop/api:1.2-s390x'),
    'arch-build-missing',
  ],
  [
    'runners of both architectures',
    kaniko('docker', '$ARCH') + merge('amd64', 'arm64'),
    'build-job-without-arch-runner',
  ],
  ['a runner of one of them', kaniko('amd64', '$ARCH') + merge('amd64', 'arm64'), 'runner-arch-mismatch'],
  [
    'a platform of Kaniko beside its machine',
    kaniko('amd64', '$ARCH', '--custom-platform linux/$ARCH') + merge('amd64', 'arm64'),
    'kaniko-cross-build',
  ],
])('%s is reported once, by %s', (_, ci, expected) => {
  expect(saidOf(ci)).toEqual([expected]);
});

test('a pipeline in order is not reported', () => {
  expect(saidOf(kaniko('$ARCH', '$ARCH') + merge('amd64', 'arm64'))).toEqual([]);
});

test('tags that a merge key overwrites are told once, not again as a wrong machine', () => {
  const job = (arch: string, tags: string) => `
build-${arch}:
  variables: { ARCH: ${arch} }
${tags}  <<: *kaniko
`;
  const ci = `
.kaniko: &kaniko
  tags: [amd64]
  script: ['/kaniko/executor --context . --destination shop/api:1.2-$ARCH']
${job('amd64', '')}${job('arm64', '  tags: [arm64]\n')}${merge('amd64', 'arm64')}`;
  expect(saidOf(ci)).toEqual(['merge-key-overrides-key']);
});

test('an image that an index leaves out because its digest is empty there is one problem', () => {
  const build = (arch: string): string => `
  ${arch}:
    runs-on: ${arch === 'arm64' ? 'ubuntu-24.04-arm' : 'ubuntu-24.04'}
    outputs: { digest: "\${{ steps.build.outputs.digest }}" }
    steps:
      - id: build
        uses: docker/build-push-action@v6
        with: { platforms: linux/${arch}, outputs: "type=image,name=shop/api,push-by-digest=true,push=true" }`;
  const workflow = `
on: { push: { branches: [main] } }
jobs:${build('amd64')}${build('arm64')}
  index:
    needs: [amd64]
    runs-on: ubuntu-24.04
    steps:
      - run: docker buildx imagetools create -t shop/api:1.2 shop/api@\${{ needs.amd64.outputs.digest }} shop/api@\${{ needs.arm64.outputs.digest }}
`;
  const project = readProject(
    memoryWorkspace({ '.github/workflows/image.yml': workflow, Dockerfile: 'FROM alpine\n' }),
    defaultPolicy,
  );
  const selected = rules.filter(({ id }) => about.has(id) || id === 'dotenv-tag-unreachable');
  const { findings } = lint(project, selected, defaultPolicy, { today: '2026-11-21' });
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['dotenv-tag-unreachable']);
});
