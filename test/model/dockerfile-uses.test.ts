import { describe, expect, test } from 'vitest';
import {
  type DockerfileUse,
  dockerfilePlatforms,
  dockerfileUses,
  isBuiltInCi,
  type Project,
  stageChain,
} from '../../src/model/index.ts';
import { formatPlatform } from '../../src/oci/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { missingFeature, platformArgsIn } from '../../src/rule/index.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

const stages =
  'FROM alpine:3.22 AS base\nFROM base AS lint\nFROM base AS build\nFROM scratch\nCOPY --from=build /a /a\n';

const projectOf = (script: string, keywords = '', dockerfile = stages): Project =>
  readProject(
    memoryWorkspace({
      '.gitlab-ci.yml': `build:\n  ${keywords}\n  script:\n    - ${script}\n`,
      Dockerfile: dockerfile,
    }),
    defaultPolicy,
  );
const useOf = (project: Project): DockerfileUse => dockerfileUses(project, project.dockerfiles[0]!).items[0]!;
const madeBy = (script: string, keywords?: string): readonly number[] =>
  useOf(projectOf(script, keywords)).stages.map(({ index }) => index);

const kaniko = '/kaniko/executor --context . --destination shop/api:1';
const upstream = 'image: gcr.io/kaniko-project/executor:v1.24.0-debug';
const fork = (version: string): string => `image: ghcr.io/osscontainertools/kaniko:v${version}-debug`;

describe('the builds of a Dockerfile', () => {
  test.each([
    ['BuildKit skips stages that the image does not need', 'docker buildx build .', '', [0, 2, 3]],
    ['the classic builder runs all', 'DOCKER_BUILDKIT=0 docker build .', '', [0, 1, 2, 3]],
    ['a target leaves out what follows it', 'docker build --target lint .', '', [0, 1]],
    [
      'the classic builder runs all in front of the target',
      'DOCKER_BUILDKIT=0 docker build --target build .',
      '',
      [0, 1, 2],
    ],
    ['Kaniko runs all', kaniko, upstream, [0, 1, 2, 3]],
    ['Kaniko skips stages if asked', `${kaniko} --skip-unused-stages`, upstream, [0, 2, 3]],
    ['the fork of Kaniko skips stages', kaniko, fork('1.27.0'), [0, 2, 3]],
    ['a target that is not there makes nothing', 'docker build --target prod .', '', []],
    ['a target that is not known may be any stage', 'docker build --target $TARGET .', '', [0, 1, 2, 3]],
  ])('%s', (_, script, keywords, made) => {
    expect(madeBy(script, keywords)).toEqual(made);
  });

  test('name their platforms, or why they do not', () => {
    const named = projectOf('docker buildx build --platform linux/amd64,linux/arm64 .');
    expect(dockerfilePlatforms(named, named.dockerfiles[0]!).items.map(formatPlatform)).toEqual([
      'linux/amd64',
      'linux/arm64',
    ]);
    const silent = projectOf('docker build .');
    expect(dockerfilePlatforms(silent, silent.dockerfiles[0]!).openTo.map(({ because }) => because)).toEqual([
      'nothing says for which platform `build` builds',
    ]);
  });

  test('are open where a build lies out of sight', () => {
    const project = projectOf('make image');
    expect(isBuiltInCi(project, project.dockerfiles[0]!)).toBe(false);
    expect(dockerfileUses(project, project.dockerfiles[0]!).openTo.length).toBeGreaterThan(0);
  });

  test('follow a mount to the stage that it shows', () => {
    const text = 'FROM golang:1.25 AS tools\nFROM alpine:3.22\nRUN --mount=type=bind,from=tools,target=/t /t/run\n';
    expect(useOf(projectOf('docker build .', '', text)).stages.map(({ index }) => index)).toEqual([0, 1]);
  });

  test('know the stages whose layers an image has', () => {
    const project = projectOf('docker build --target lint .');
    const { target } = useOf(project);
    expect(target.is === 'set' && stageChain(target.value).map(({ index }) => index)).toEqual([1, 0]);
  });
});

describe('the reader of a Dockerfile', () => {
  test.each([
    ['docker buildx build .', '', 'default-wins'],
    ['DOCKER_BUILDKIT=0 docker build .', '', 'unset'],
    ['DOCKER_BUILDKIT=1 docker build .', 'image: docker:20.10', 'default-wins'],
    ['docker build .', 'image: docker:20.10', 'unset'],
    ['buildah build .', '', 'reader-wins'],
    [kaniko, upstream, 'unset'],
    [kaniko, fork('1.25.2'), 'unset'],
    [kaniko, fork('1.25.3'), 'default-wins'],
    [kaniko, 'image: ghcr.io/osscontainertools/kaniko:debug', 'default-wins'],
    [kaniko, 'image: registry.example.com/ci/builder:3', 'unknown'],
  ])('%s with %s', (script, keywords, handling) => {
    const field = platformArgsIn(useOf(projectOf(script, keywords)).build);
    expect(field.is === 'set' ? field.value : field.is).toBe(handling);
  });

  test.each([
    [upstream, 'RUN heredoc', 'set'],
    [fork('1.25.4'), 'RUN heredoc', 'unset'],
    [fork('1.28.3'), 'quoted RUN heredoc', 'set'],
    [fork('1.99.0'), 'quoted RUN heredoc', 'unknown'],
    [fork('1.26.6'), 'RUN --mount=type=secret', 'set'],
    [`${fork('1.26.6')}\n  variables: {FF_KANIKO_RUN_MOUNT_SECRET: "true"}`, 'RUN --mount=type=secret', 'unset'],
    ['image: gcr.io/kaniko-project/executor:v1.22.0-debug', 'COPY --chmod', 'set'],
    ['image: gcr.io/kaniko-project/executor:v1.23.0-debug', 'COPY --chmod', 'unset'],
  ] as const)('%s: %s is %s', (keywords, feature, missing) => {
    expect(missingFeature(useOf(projectOf(kaniko, keywords)).build, feature).is).toBe(missing);
  });

  test('ends the build at a mount that the first versions of Kaniko do not parse', () => {
    const { build } = useOf(projectOf(kaniko, 'image: gcr.io/kaniko-project/executor:v1.7.0-debug'));
    const missing = missingFeature(build, 'RUN --mount=type=cache');
    expect(missing.is === 'set' && missing.value.severity).toBe('error');
  });
});
