import { describe, expect, test } from 'vitest';
import { parseGoDuration } from '../../src/facts/go-duration.ts';
import { isMovingOfficialImage } from '../../src/facts/official-images.ts';
import { toolImageOf } from '../../src/facts/tool-images.ts';
import { isAtLeast } from '../../src/facts/version.ts';
import { formatPlatform } from '../../src/oci/index.ts';
import { commandOfLine } from '../tools/commands.ts';

describe('Go durations', () => {
  test.each([
    ['168h', 168],
    ['1h30m', 1.5],
    ['0', 0],
    ['-1.5h', -1.5],
    ['.5h', 0.5],
  ])('%s is %d hours', (written, hours) => {
    expect(parseGoDuration(written)).toEqual({ is: 'duration', hours });
  });

  test.each([
    ['7d', 'time: unknown unit "d" in duration "7d"'],
    ['1w', 'time: unknown unit "w" in duration "1w"'],
    ['24', 'time: missing unit in duration "24"'],
    ['', 'time: invalid duration ""'],
    ['h', 'time: invalid duration "h"'],
    ['1h 30m', 'time: unknown unit "h " in duration "1h 30m"'],
  ])('%s is refused with the words of Go', (written, because) => {
    expect(parseGoDuration(written)).toEqual({ is: 'invalid', because });
  });
});

test.each([
  ['1.24.0', '1.9.1', true],
  ['v0.10.3', '0.10.4', false],
  ['28', '28.5.1', true],
  ['28', '29', false],
  ['29.0.0-rc.1', '29.0', true],
])('%s is at least %s: %s', (version, minimum, truth) => {
  expect(isAtLeast(version, minimum)).toBe(truth);
});

describe('images of tools', () => {
  const facts = (reference: string) => {
    const image = toolImageOf(commandOfLine(`run ${reference}`).args.items[0]!);
    if (image.is !== 'set') return image.is;
    const { tool, variant, hasShell, version } = image.value;
    return [tool, variant, hasShell.is, version.is === 'exact' ? version.version : version.is];
  };

  test.each([
    ['gcr.io/kaniko-project/executor:v1.24.0', ['kaniko', '', 'no', '1.24.0']],
    ['gcr.io/kaniko-project/executor:debug', ['kaniko', '', 'yes', 'newest']],
    ['registry.example.com/mirror/kaniko-project/executor:v1.9.0-debug', ['kaniko', '', 'yes', '1.9.0']],
    ['gcr.io/kaniko-project/executor:$VERSION-debug', ['kaniko', '', 'yes', 'unknown']],
    ['gcr.io/kaniko-project/executor:$VERSION', ['kaniko', '', 'unknown', 'unknown']],
    ['gcr.io/kaniko-project/executor', ['kaniko', '', 'no', 'newest']],
    ['ghcr.io/osscontainertools/kaniko:alpine', ['kaniko', 'osscontainertools', 'yes', 'newest']],
    ['${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/docker:28-dind', ['docker', '', 'yes', '28']],
    ['docker:stable-dind', ['docker', '', 'yes', '19.03']],
    ['docker:latest', ['docker', '', 'yes', 'newest']],
    ['moby/buildkit:rootless', ['buildkit', '', 'yes', 'newest']],
    ['mplatform/manifest-tool:v2.2.1', ['manifest-tool', '', 'no', '2.2.1']],
    ['mplatform/manifest-tool:alpine-v2.0.8', ['manifest-tool', '', 'yes', '2.0.8']],
    ['gcr.io/go-containerregistry/crane/debug', ['crane', '', 'yes', 'newest']],
    ['quay.io/buildah/stable:v1.41.0', ['buildah', '', 'yes', '1.41.0']],
    ['golang:1.25', 'unset'],
    ['notdocker:28', 'unset'],
    ['$CI_REGISTRY_IMAGE/docker:28', 'unset'],
    ['$CI_REGISTRY/group/kaniko-project/executor:v1.24.0-debug', ['kaniko', '', 'yes', '1.24.0']],
    ['registry.example.com/tools/docker:v3.0.2', ['docker', '', 'yes', 'unknown']],
    ['"$IMAGE"', 'unknown'],
  ])('%s', (reference, expected) => {
    expect(facts(reference)).toEqual(expected);
  });

  test('the debug image of Kaniko is not there for ppc64le', () => {
    const image = toolImageOf(commandOfLine('run gcr.io/kaniko-project/executor:debug').args.items[0]!);
    const platforms = image.is === 'set' && image.value.platforms.is === 'set' ? image.value.platforms.value : [];
    expect(platforms.map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64', 'linux/s390x']);
  });

  const read = (reference: string) => {
    const image = toolImageOf(commandOfLine(`run ${reference}`).args.items[0]!);
    return image.is === 'set' ? image.value : undefined;
  };

  test.each([
    ['gcr.io/kaniko-project/executor:debug', ':v1.24.0-debug'],
    ['moby/buildkit', ':v0.33.0'],
    ['moby/buildkit:buildx-stable-1-rootless', ':v0.33.0-rootless'],
    ['moby/buildkit:master', ''],
    ['moby/buildkit:v0.26.2', ''],
    ['docker:dind', ':29.7.2-dind'],
    ['mplatform/manifest-tool:alpine', ':alpine-v2.2.1'],
    ['gcr.io/go-containerregistry/crane:debug', '/debug:v0.22.1'],
    ['chainguard/kaniko', ''],
    ['quay.io/buildah/stable:$TAG', ''],
  ])('%s is pinned by `%s`', (reference, end) => {
    expect(read(reference)?.pinnedEnd).toBe(end);
  });

  test.each([
    ['gcr.io/kaniko-project/executor:v1.9.0', ':v1.9.0-debug'],
    ['mplatform/manifest-tool:v2.2.0', ':alpine-v2.2.0'],
    ['gcr.io/go-containerregistry/crane:v0.20.6', '/debug:v0.20.6'],
    ['ghcr.io/regclient/regctl', ':v0.11.6-alpine'],
  ])('%s has a shell as `%s`', (reference, end) => {
    expect(read(reference)?.endWithShell).toBe(end);
  });

  test.each([
    ['gcr.io/kaniko-project/executor:v1.6.0-debug', 'unset'],
    ['gcr.io/kaniko-project/executor:v1.9.0', 'set'],
    ['gcr.io/kaniko-project/executor:$TAG', 'unknown'],
    ['moby/buildkit:$TAG', 'set'],
    ['quay.io/buildah/stable@sha256:0d5a', 'set'],
    ['gcr.io/go-containerregistry/crane:v0.20.6', 'unset'],
  ])('what is known of the platforms of %s: %s', (reference, is) => {
    expect(read(reference)?.platforms.is).toBe(is);
  });
});

test.each([
  ['alpine', true],
  ['alpine:latest', true],
  ['docker.io/library/debian:sid', true],
  ['alpine:3.22', false],
  ['alpine@sha256:0d5a', false],
  ['acme/alpine', false],
  ['alpine:$TAG', false],
  ['$IMAGE', false],
])('%s is an official image that moves: %s', (reference, moves) => {
  expect(isMovingOfficialImage(commandOfLine(`run ${reference}`).args.items[0]!)).toBe(moves);
});
