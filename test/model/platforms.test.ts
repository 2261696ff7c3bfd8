import { describe, expect, test } from 'vitest';
import {
  type BuildStep,
  builtPlatform,
  declaredPlatforms,
  intendedPlatform,
  type Job,
  jobsOf,
  machinePlatform,
  mayShareMachine,
  meantPlatform,
  type PlatformEvidence,
  type Project,
  runsTargetPrograms,
} from '../../src/model/index.ts';
import { formatPlatform } from '../../src/oci/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import type { Field } from '../../src/value/index.ts';

const projectOf = (ci: string, dockerfile = 'FROM alpine:3.22\nRUN apk add git\n'): Project =>
  readProject(memoryWorkspace({ '.gitlab-ci.yml': ci, Dockerfile: dockerfile }), defaultPolicy);
const buildOf = (project: Project, job?: string): BuildStep =>
  project.builds.items.find((build) => job === undefined || build.job.name === job)!;
const jobOf = (project: Project, name: string): Job => jobsOf(project).find((job) => job.name === name)!;
const shown = (field: Field<PlatformEvidence>): string =>
  field.is === 'set' ? formatPlatform(field.value.platform) : field.is;

/** A job `image` with some keywords that builds with Kaniko. */
const kaniko = (keywords = '', destination = 'shop/api:1.2', flags = ''): string =>
  `image:build:\n  ${keywords}\n  script:\n    - /kaniko/executor --context . ${flags} --destination ${destination}\n`;

describe('the machine of a job', () => {
  test.each([
    ['tags: [arm64]', 'linux/arm64'],
    ['tags: [docker, saas-linux-medium-arm64]', 'linux/arm64'],
    ['tags: ["arch:amd64"]', 'linux/amd64'],
    ['tags: [architecture-aarch64]', 'linux/arm64'],
    ['tags: [amd]', 'linux/amd64'],
    ['tags: [arm]', 'linux/arm64'],
    ['tags: [arm64, armhf]', 'linux/arm64'],
    ['tags: ["$POOL_ARM64"]', 'linux/arm64'],
    ['tags: ["$POOL"]', 'unknown'],
    ['tags: [multi-arch]', 'unset'],
    ['tags: [x86_64-or-arm64]', 'unset'],
    ['tags: [amd64, arm64]', 'unset'],
    ['tags: [farm64, charm]', 'unset'],
    ['variables: { KUBERNETES_NODE_SELECTOR_ARCH: kubernetes.io/arch=arm64 }', 'linux/arm64'],
    ['variables: { KUBERNETES_NODE_SELECTOR_A: "beta.kubernetes.io/arch=amd64" }', 'linux/amd64'],
    ['variables: { KUBERNETES_NODE_SELECTOR_POOL: cloud.google.com/machine-family=t2a }', 'linux/arm64'],
    ['variables: { KUBERNETES_NODE_SELECTOR_POOL: pool=builders }', 'unset'],
    ['variables: { KUBERNETES_NODE_SELECTOR_ARCH: kubernetes.io/arch=$NODE }', 'unknown'],
  ])('%s: %s', (keywords, platform) => {
    const project = projectOf(kaniko(keywords));
    expect(shown(machinePlatform(jobOf(project, 'image:build'), defaultPolicy.expectations))).toBe(platform);
  });
});

describe('the platform for which a build is meant', () => {
  test.each([
    ['', 'shop/api:1.2', '--custom-platform linux/arm64', 'linux/arm64'],
    ['', 'shop/api:1.2', '--build-arg TARGETARCH=arm64', 'linux/arm64'],
    ['', 'shop/api:1.2', '--build-arg TARGET=arm64', 'unset'],
    ['variables: { ARCH: arm64 }', 'shop/api:1.2', '', 'linux/arm64'],
    ['variables: { DOCKER_ARCH: arm/v7 }', 'shop/api:1.2', '', 'linux/arm/v7'],
    ['variables: { PLATFORM: linux/arm/v7 }', 'shop/api:1.2', '', 'linux/arm/v7'],
    ['variables: { ARCH: arm }', 'shop/api:1.2', '', 'linux/arm/v7'],
    ['variables: { BOARD: arm64 }', 'shop/api:1.2', '', 'unset'],
    ['variables: { HOST_ARCH: amd64, TARGET_ARCH: arm64 }', 'shop/api:1.2', '', 'unset'],
    ['', 'shop/api:1.2-arm64', '', 'linux/arm64'],
    ['', 'shop/arm64/api:1.2', '', 'linux/arm64'],
    ['', 'shop/api:arm64-on-amd64', '', 'unset'],
    ['tags: [arm64]', 'shop/api:1.2', '', 'unset'],
  ])('%s, pushed as %s %s: %s', (keywords, destination, flags, platform) => {
    expect(shown(intendedPlatform(buildOf(projectOf(kaniko(keywords, destination, flags)))))).toBe(platform);
  });

  test.each([
    ['ARCH: [arm64]', 'linux/arm64'],
    ['TARGET: [wasm]', 'unset'],
    ['VARIANT: [arm]', 'unset'],
    ['ARCH: [arm]', 'linux/arm/v7'],
    ['PHP: ["8.4"]', 'unset'],
    ['HOST: [amd64]\n        TARGET: [arm64]', 'unset'],
  ])('in a matrix of %s: %s', (matrix, platform) => {
    const project = projectOf(kaniko(`parallel:\n    matrix:\n      - ${matrix}`));
    expect(shown(intendedPlatform(buildOf(project)))).toBe(platform);
  });

  test('is that of its machine where nothing else is said', () => {
    const build = buildOf(projectOf(kaniko('tags: [arm64]')));
    expect(shown(builtPlatform(build, defaultPolicy.expectations))).toBe('linux/arm64');
  });
});

describe('an architecture that only a name carries', () => {
  const pair = (keywords: string, contexts: readonly [string, string]): string =>
    ['arm64', 's390x']
      .map(
        (arch, index) =>
          `gcc-${arch}:\n  ${keywords}\n  script:\n    - docker build -t shop/gcc:${arch} ${contexts[index]!}\n    - docker push shop/gcc:${arch}\n`,
      )
      .join('');

  test.each([
    ['is the target of a tool in the image where each has a Dockerfile of its own', 'tags: [docker]', 'unset'],
    ['is that of the image where a sibling runs on such a machine', 'tags: [arm64]', 'linux/s390x'],
  ])('%s', (_, keywords, platform) => {
    const project = projectOf(pair(keywords, ['gcc/arm64', 'gcc/s390x']));
    expect(shown(meantPlatform(project, buildOf(project, 'gcc-s390x')))).toBe(platform);
  });

  test('is that of the image where one Dockerfile makes them all, or a merge joins them', () => {
    const one = projectOf(pair('tags: [docker]', ['.', '.']));
    expect(shown(meantPlatform(one, buildOf(one, 'gcc-arm64')))).toBe('linux/arm64');
    const merge =
      'index:\n  stage: deploy\n  script:\n    - docker manifest create shop/gcc:1 shop/gcc:arm64 shop/gcc:s390x\n';
    const merged = projectOf(pair('tags: [docker]', ['gcc/arm64', 'gcc/s390x']) + merge);
    expect(shown(meantPlatform(merged, buildOf(merged, 'gcc-arm64')))).toBe('linux/arm64');
  });
});

test('the platforms of an image are those of its builds and its merges', () => {
  const project = projectOf(
    `${kaniko('variables: { ARCH: amd64 }', 'shop/api:1.2-amd64')}index:\n  stage: deploy\n  script:\n    - docker manifest create shop/api:1.2 shop/api:1.2-amd64 shop/api:1.2-arm64\n`,
  );
  expect(declaredPlatforms(project, buildOf(project)).map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64']);
});

describe('whether machines that run one job may be given another', () => {
  const selector = 'variables: { KUBERNETES_NODE_SELECTOR_ARCH: kubernetes.io/arch=arm64 }';
  const tolerant =
    'variables: { KUBERNETES_NODE_SELECTOR_ARCH: kubernetes.io/arch=arm64, KUBERNETES_NODE_TOLERATIONS_A: "arch=arm64:NoSchedule" }';
  test.each([
    ['', '', 'yes'],
    ['tags: [docker]', 'tags: [docker]', 'yes'],
    ['tags: [docker]', 'tags: [docker, arm64]', 'yes'],
    ['tags: [docker, amd64]', 'tags: [docker]', 'unknown'],
    ['', 'tags: [arm64]', 'unknown'],
    ['', selector, 'yes'],
    [selector, '', 'unknown'],
    ['', tolerant, 'unknown'],
  ])('%j, %j: %s', (one, other, expected) => {
    const job = (name: string, keywords: string): string => `${name}:\n  ${keywords}\n  script: [make]\n`;
    const project = projectOf(job('one', one) + job('other', other));
    expect(mayShareMachine(jobOf(project, 'one'), jobOf(project, 'other')).is).toBe(expected);
  });
});

describe('whether a build for a foreign platform runs its programs', () => {
  test.each([
    ['FROM alpine:3.22\nRUN apk add git\n', 'yes'],
    ['FROM alpine:3.22\nCOPY . /\n', 'no'],
    ['FROM --platform=$BUILDPLATFORM golang:1.26\nRUN go build\n', 'no'],
    ['FROM --platform=$BUILDPLATFORM golang:1.26 AS a\nFROM a AS b\nRUN go build\n', 'no'],
    ['FROM --platform=linux/amd64 golang:1.26 AS a\nRUN go build\nFROM scratch\nCOPY --from=a /x /x\n', 'no'],
    ['FROM --platform=linux/arm64 alpine:3.22\nRUN apk add git\n', 'yes'],
    ['FROM --platform=$TARGETPLATFORM alpine:3.22\nRUN apk add git\n', 'yes'],
    ['FROM alpine:3.22 AS unused\nRUN apk add git\nFROM scratch\nCOPY . /\n', 'no'],
  ])('%j: %s', (dockerfile, expected) => {
    const project = projectOf(kaniko('', 'shop/api:1.2', '--custom-platform linux/arm64'), dockerfile);
    expect(runsTargetPrograms(buildOf(project)).is).toBe(expected);
  });
});
