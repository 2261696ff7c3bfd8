import { describe, expect, test } from 'vitest';
import { knownInputs, unknownInput } from '../../src/facts/action-inputs.ts';

describe('an input that an action does not know', () => {
  test.each([
    ['docker/build-push-action', 'platform', '6.18.0', {}],
    ['docker/build-push-action', 'dockerfile', '6.18.0', { goneSince: '2', instead: 'file' }],
    ['docker/build-push-action', 'architectures', '6', { instead: 'platforms' }],
    ['docker/build-push-action', 'tag_with_ref', '2', { goneSince: '2' }],
    ['Docker/Build-Push-Action', 'image', '6', { instead: 'tags' }],
    ['docker/bake-action', 'workdir', '7.0.0', { goneSince: '7', instead: 'source' }],
    ['docker/setup-buildx-action', 'config', '4', { goneSince: '4', instead: 'buildkitd-config' }],
    ['docker/login-action', 'token', undefined, { instead: 'password' }],
  ])('%s, %s at %s', (action, input, version, expected) => {
    expect(unknownInput(action, input, version)).toEqual(expected);
  });
});

describe('no word is said of', () => {
  test.each([
    ['an input of the release', 'docker/build-push-action', 'platforms', '6.18.0'],
    ['one that the release still has', 'docker/bake-action', 'workdir', '6.10.0'],
    ['one that is gone, where the release is not told', 'docker/build-push-action', 'dockerfile', undefined],
    ['one of a release before it was taken away', 'docker/build-push-action', 'repository', '1.1.0'],
    ['an action whose inputs are not listed', 'acme/build-push-action', 'dockerfile', '1'],
  ])('%s', (_, action, input, version) => {
    expect(unknownInput(action, input, version)).toBeUndefined();
  });
});

test('names that every object has are inputs of no action', () => {
  expect(unknownInput('docker/login-action', 'constructor', '3')).toEqual({});
});

test('the inputs of an action are found whatever its case, and there are none of one that is not listed', () => {
  expect(knownInputs('Docker/Setup-QEMU-Action')).toEqual(new Set(['cache-image', 'image', 'platforms', 'reset']));
  expect(knownInputs('acme/setup-qemu-action').size).toBe(0);
});
