import { describe, expect, test } from 'vitest';
import {
  archWordsIn,
  formatPlatform,
  parsePlatform,
  parseReference,
  runsNatively,
  sameReference,
  soleArchIn,
} from '../../src/oci/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { showText, type Text } from '../../src/value/index.ts';

const place = new SourceFile('.gitlab-ci.yml', '').whole;

/** `$NAME` becomes a hole. */
const text = (written: string): Text => ({
  parts: written
    .split(/(\$\w+)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('$')
        ? {
            symbol: part.slice(1),
            shown: part,
            cause: { kind: 'variable', because: `${part} is set elsewhere`, at: place } as const,
          }
        : part,
    ),
  span: place,
});

const platform = (written: string) => {
  const parsed = parsePlatform(written);
  if (parsed.is === 'invalid') throw new Error(parsed.because);
  return parsed.platform;
};

describe('parsePlatform', () => {
  test.each([
    ['linux/amd64', 'linux/amd64'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['aarch64', 'linux/arm64'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/6', 'linux/arm/v6'],
    ['armhf', 'linux/arm/v7'],
    ['macos/arm64', 'darwin/arm64'],
    ['linux/amd64/v2', 'linux/amd64/v2'],
  ])('reads %s as %s', (written, normal) => {
    expect(formatPlatform(platform(written))).toBe(normal);
  });

  test.each([
    'linux/amr64',
    'linux/x64',
    'arm64/linux',
    '',
    'linux/arm/v7/8',
    'linux/armv7',
    'linux/arm64*',
    'linux/arm/v7*',
  ])('refuses %s', (written) => {
    expect(parsePlatform(written).is).toBe('invalid');
  });
});

test('a machine runs its own programs and those of its 32-bit mode', () => {
  expect(runsNatively(platform('linux/arm64'), platform('linux/arm/v7'))).toBe(true);
  expect(runsNatively(platform('linux/amd64'), platform('linux/arm64'))).toBe(false);
  expect(runsNatively(platform('linux/386'), platform('linux/amd64'))).toBe(false);
});

describe('architecture words', () => {
  test.each([
    ['build-arm64', ['linux/arm64']],
    ['app_x86_64', ['linux/amd64']],
    ['saas-linux-small-amd64', ['linux/amd64']],
    ['arm64v8/alpine', ['linux/arm64']],
    ['arch:arm64', ['linux/arm64']],
    ['charm', []],
    ['farm64', []],
    ['build [amd64, arm64]', ['linux/amd64', 'linux/arm64']],
  ])('finds in %s: %j', (written, found) => {
    expect(archWordsIn(written).map((word) => formatPlatform(word.platform))).toEqual(found);
  });

  test('two different words name no one platform', () => {
    expect(soleArchIn('amd64-to-arm64')).toBeUndefined();
  });
});

describe('parseReference', () => {
  test.each([
    ['registry.example.com:5000/app', 'registry.example.com:5000/app', 'unset'],
    ['app:1.2', 'app', 'set'],
    ['$CI_REGISTRY_IMAGE', '$CI_REGISTRY_IMAGE', 'unset'],
    ['$CI_REGISTRY_IMAGE/server:$CI_COMMIT_SHA-arm64', '$CI_REGISTRY_IMAGE/server', 'set'],
    ['$IMAGE', '$IMAGE', 'unknown'],
    ['$IMAGE-arm64', '$IMAGE-arm64', 'unknown'],
    ['$REGISTRY/app', '$REGISTRY/app', 'unset'],
  ])('takes %s apart', (written, name, tag) => {
    const reference = parseReference(text(written));
    expect([showText(reference.name), reference.tag.is]).toEqual([name, tag]);
  });
});

describe('sameReference', () => {
  test.each([
    ['app', 'docker.io/library/app:latest', 'yes'],
    ['index.docker.io/group/app:1', 'group/app:1', 'yes'],
    ['$CI_REGISTRY_IMAGE:1-arm64', '$CI_REGISTRY_IMAGE:1-amd64', 'no'],
    ['$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA', '$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA', 'unknown'],
    ['$IMAGE', '$IMAGE', 'yes'],
    ['$IMAGE', '$IMAGE:latest', 'unknown'],
    ['registry.example.com/app:1', 'app:1', 'no'],
    ['library/alpine', 'docker.io/library/alpine', 'yes'],
    ['registry$DOMAIN/app:1', 'registry.example.com/app:1', 'unknown'],
    ['$IMAGE-arm64', 'app:1-arm64', 'unknown'],
    ['$IMAGE-arm64', 'app:1-amd64', 'no'],
    ['app@sha256:1f', 'app:1', 'unknown'],
    ['app@sha256:1f', 'api:1', 'no'],
    ['app@sha256:1f', 'app@sha256:2e', 'no'],
  ])('tells of %s and %s: %s', (left, right, answer) => {
    expect(sameReference(parseReference(text(left)), parseReference(text(right))).is).toBe(answer);
  });
});
