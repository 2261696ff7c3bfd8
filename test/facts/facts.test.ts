import { describe, expect, test } from 'vitest';
import { parseGoDuration } from '../../src/facts/go-duration.ts';
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
    ['"$IMAGE"', 'unknown'],
  ])('%s', (reference, expected) => {
    expect(facts(reference)).toEqual(expected);
  });

  test('the debug image of Kaniko is not there for ppc64le', () => {
    const image = toolImageOf(commandOfLine('run gcr.io/kaniko-project/executor:debug').args.items[0]!);
    const platforms = image.is === 'set' && image.value.platforms.is === 'set' ? image.value.platforms.value : [];
    expect(platforms.map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64', 'linux/s390x']);
  });
});
