import { expect, test } from 'vitest';
import { outdatedAction } from '../../src/facts/outdated-actions.ts';

test.each([
  ['actions/upload-artifact', '3', true],
  ['actions/upload-artifact', '3.2.1', true],
  ['actions/upload-artifact', '4', undefined],
  ['Actions/Download-Artifact', '2', true],
  ['actions/cache', '2', true],
  ['actions/cache', '3', undefined],
  ['actions/cache', '3.3.2', true],
  ['actions/cache', '3.4.0', undefined],
  ['actions/cache', '4', undefined],
  ['actions/cache', '4.1.2', true],
  ['actions/cache', '4.2.0', undefined],
  ['docker/build-push-action', '1', true],
  ['docker/build-push-action', '2', false],
  ['docker/build-push-action', '4.2.1', false],
  ['docker/build-push-action', '5', undefined],
  ['docker/metadata-action', '4', false],
  ['docker/setup-qemu-action', '3', undefined],
  ['acme/build-push-action', '1', undefined],
])('%s at %s', (action, version, isBroken) => {
  expect(outdatedAction(action, version)?.isBroken).toBe(isBroken);
});
