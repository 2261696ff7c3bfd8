import { expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { buildOf } from './steps-of.ts';

test('depot/build-push-action builds each platform on a machine of its own', () => {
  const build = buildOf(
    '- uses: depot/build-push-action@v1\n  with: {platforms: "linux/amd64,linux/arm64", tags: "ghcr.io/shop/app:v1", push: true}',
  );
  expect(build.destinations.items.map(({ reference }) => showText(reference.text))).toEqual(['ghcr.io/shop/app:v1']);
  expect([build.isSpread.is, build.hasEmulators.is, build.pushed.is]).toEqual(['yes', 'yes', 'yes']);
});
