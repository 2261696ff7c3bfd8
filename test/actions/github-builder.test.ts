import { describe, expect, test } from 'vitest';
import type { JobWork } from '../../src/model/index.ts';
import { showText } from '../../src/value/index.ts';
import { projectOf } from '../project/repository.ts';

function called(workflow: string, inputs: readonly string[]): JobWork {
  const uses = `docker/github-builder/.github/workflows/${workflow}.yml@v1`;
  const lines = [
    'on: push',
    'jobs:',
    '  image:',
    `    uses: ${uses}`,
    '    with:',
    ...inputs.map((line) => `      ${line}`),
    '',
  ];
  const bake =
    'group "default" { targets = ["image"] }\ntarget "image" { platforms = ["linux/amd64", "linux/arm64"] }\n';
  const project = projectOf({
    Dockerfile: 'FROM alpine:3.22\n',
    'docker-bake.hcl': bake,
    '.github/workflows/image.yml': lines.join('\n'),
  });
  const [work] = project.work.values();
  if (work === undefined) throw new Error('the workflow has no job');
  return work;
}

const image = ['output: image', 'push: true', 'meta-images: ghcr.io/shop/app', 'meta-tags: type=raw,value=edge'];

describe('docker/github-builder', () => {
  test('builds all platforms on machines of their own and pushes one index', () => {
    const [build] = called('build', [...image, 'platforms: linux/amd64,linux/arm64']).builds.items;
    expect(build?.destinations.items.map(({ reference }) => showText(reference.text))).toEqual([
      'ghcr.io/shop/app:edge',
    ]);
    expect(build?.platforms.is === 'set' && build.platforms.value.items.length).toBe(2);
    expect([build?.isSpread.is, build?.pushed.is]).toEqual(['yes', 'yes']);
  });

  test('takes the platforms of a bake target', () => {
    const [build] = called('bake', [...image, 'target: image']).builds.items;
    expect(build?.destinations.items.map(({ reference }) => showText(reference.text))).toEqual([
      'ghcr.io/shop/app:edge',
    ]);
    expect(build?.platforms.is === 'set' && build.platforms.value.items.length).toBe(2);
  });

  test('is no build of an image where files are its output, or nothing is pushed', () => {
    expect(called('build', ['output: local']).builds).toEqual({ items: [], openTo: [] });
    expect(called('build', ['output: image', 'meta-images: app']).builds).toEqual({ items: [], openTo: [] });
  });
});
