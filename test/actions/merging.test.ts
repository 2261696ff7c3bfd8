import { expect, test } from 'vitest';
import { commandsOf, workOf } from './steps-of.ts';

test('int128/docker-manifest-create-action joins its sources under each tag', () => {
  const step = [
    '- uses: int128/docker-manifest-create-action@v2',
    '  with:',
    '    tags: |\n      app:v1\n      app:latest',
    '    sources: |\n      app@sha256:1\n      app@sha256:2',
  ].join('\n');
  expect(commandsOf(step)).toEqual([
    'docker buildx imagetools create -t app:v1 app@sha256:1 app@sha256:2',
    'docker buildx imagetools create -t app:latest app@sha256:1 app@sha256:2',
  ]);
});

test('int128/docker-manifest-create-action@v1 has its sources in suffixes', () => {
  const step = [
    '- uses: int128/docker-manifest-create-action@v1',
    '  with:',
    '    tags: app:v1',
    '    suffixes: |\n      -linux-amd64\n      -linux-arm64',
  ].join('\n');
  expect(commandsOf(step)).toEqual(['docker buildx imagetools create -t app:v1 app:v1-linux-amd64 app:v1-linux-arm64']);
});

test('Noelware/docker-manifest-action creates a list and pushes it if asked to', () => {
  const step = (push: string): string =>
    `- uses: Noelware/docker-manifest-action@v1\n  with: {inputs: app:v1, images: "app:v1-amd64,app:v1-arm64"${push}}`;
  expect(commandsOf(step(''))).toEqual(['docker manifest create app:v1 app:v1-amd64 app:v1-arm64']);
  expect(commandsOf(step(', push: true')).at(-1)).toBe('docker manifest push app:v1');
});

test('actions/cache, its restore and its save say who reads and who writes', () => {
  const { job } = workOf(
    ['cache', 'cache/restore', 'cache/save']
      .map((action) => `- uses: actions/${action}@v4\n  with: {key: go, path: ~/.cache/go-build, restore-keys: g}`)
      .join('\n'),
  ).actions[0] ?? { job: undefined };
  expect(job?.caches.items.map(({ policy }) => policy)).toEqual(
    ['pull-push', 'pull', 'push'].map((value) => ({ is: 'set', value })),
  );
});
