import { describe, expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { commandsOf, workOf } from './steps-of.ts';

const build = (inputs: string): readonly string[] =>
  commandsOf(`- uses: redhat-actions/buildah-build@v2\n  with: {${inputs}}`);

describe('redhat-actions/buildah-build', () => {
  test('builds one image with the tag latest and the format of Docker', () => {
    expect(build('image: App, containerfiles: ./Containerfile')).toEqual([
      'buildah bud --file ./Containerfile --format docker --tag app:latest .',
    ]);
  });

  test('gives further tags to the one that it has built', () => {
    expect(
      build('image: app, tags: v1 v2, dockerfiles: Dockerfile, oci: true, layers: true, extra-args: --squash'),
    ).toEqual([
      'buildah bud --file Dockerfile --format oci --layers=true --squash --tag app:v1 .',
      'buildah tag app:v1 app:v2',
    ]);
  });

  test('puts the images of several architectures into a list of the name', () => {
    expect(build('image: app, tags: v1, containerfiles: Containerfile, archs: "amd64, arm64"')).toEqual([
      'buildah bud --arch amd64 --file Containerfile --format docker --tag app:v1-amd64 .',
      'buildah bud --arch arm64 --file Containerfile --format docker --tag app:v1-arm64 .',
      'buildah manifest create app:v1',
      'buildah manifest add app:v1 app:v1-amd64',
      'buildah manifest add app:v1 app:v1-arm64',
    ]);
  });

  test('asks for platforms by their own flag', () => {
    expect(build('image: app, containerfiles: Containerfile, platforms: linux/arm64')[0]).toContain(
      'bud --platform linux/arm64',
    );
  });

  test('is open to what it puts together without a Containerfile', () => {
    const work = workOf('- uses: redhat-actions/buildah-build@v2\n  with: {image: app, base-image: alpine}');
    expect(work.builds.openTo.map(({ because }) => because)).toEqual([
      '`redhat-actions/buildah-build` puts the image together without a Containerfile',
    ]);
  });
});

describe('redhat-actions/push-to-registry', () => {
  const steps = (archs: string): string =>
    [
      '- uses: redhat-actions/buildah-build@v2',
      `  with: {image: app, tags: v1, containerfiles: Containerfile, archs: "${archs}"}`,
      '- uses: redhat-actions/push-to-registry@v2',
      '  with: {image: app, tags: v1, registry: quay.io/shop/, username: robot, password: x}',
    ].join('\n');

  test('logs in and pushes what has been built', () => {
    const work = workOf(steps('arm64'));
    expect(commandsOf(steps('arm64')).slice(1)).toEqual([
      'podman login --username robot --password-stdin quay.io/shop/',
      'podman push --quiet app:v1 quay.io/shop/app:v1',
    ]);
    expect(
      work.builds.items.flatMap(({ destinations }) => destinations.items.map((one) => showText(one.reference.text))),
    ).toEqual(['quay.io/shop/app:v1']);
  });

  test('takes what the build hands on', () => {
    const handedOn = steps('amd64, arm64')
      .replace('image: app, tags: v1, containerfiles', 'image: App, tags: v1 V2, containerfiles')
      .replace('buildah-build@v2', 'buildah-build@v2\n  id: built')
      .replace(
        'image: app, tags: v1, registry',
        'image: "${{ steps.built.outputs.image }}", tags: "${{ steps.built.outputs.tags }}", registry',
      );
    expect(
      workOf(handedOn).merges.items.map(({ targets, pushed }) => [
        targets.items.map((one) => showText(one.reference.text)),
        pushed.is,
      ]),
    ).toEqual([
      [['quay.io/shop/app:v1'], 'yes'],
      [['quay.io/shop/app:v2'], 'yes'],
    ]);
  });

  test('pushes the list where there is one', () => {
    const [merge] = workOf(steps('amd64, arm64')).merges.items;
    expect(merge?.targets.items.map((one) => showText(one.reference.text))).toEqual(['quay.io/shop/app:v1']);
    expect(merge?.entries.items.map(({ source }) => showText(source.text))).toEqual(['app:v1-amd64', 'app:v1-arm64']);
    expect(merge?.pushed.is).toBe('yes');
  });
});

test('redhat-actions/podman-login logs in without a password in the line', () => {
  const step = '- uses: redhat-actions/podman-login@v1\n  with: {registry: quay.io, username: robot, password: x}';
  expect(commandsOf(step)).toEqual(['podman login --username robot --password-stdin quay.io']);
});
