import { describe, expect, test } from 'vitest';
import { sourceText } from '../../src/source/source-file.ts';
import { showText } from '../../src/value/index.ts';
import { jobOf, onPush } from './workflows-of.ts';

const imageWith = (container: string) => {
  const { image } = jobOf('build', onPush(`build:\n  runs-on: ubuntu-24.04\n  container: ${container}\n`));
  return image.is === 'set' ? image.value : undefined;
};

describe('the options of a container', () => {
  test.each([
    ['golang:1.25.4', []],
    ["{image: golang:1.25.4, options: '--cpus 2 --privileged'}", ['--cpus=2', '--privileged']],
    ['{image: golang:1.25.4, options: --device=/dev/fuse -v /srv:/srv}', ['--device=/dev/fuse', '-v=/srv:/srv']],
    [`{image: golang:1.25.4, options: '--security-opt "seccomp=unconfined"'}`, ['--security-opt=seccomp=unconfined']],
    ['{image: golang:1.25.4, options: "${{ \'--init --privileged\' }}"}', ['--init', '--privileged']],
    [
      '{image: golang:1.25.4, volumes: ["/run/docker.sock:/run/docker.sock", "cache:/cache"]}',
      ['--volume=/run/docker.sock:/run/docker.sock', '--volume=cache:/cache'],
    ],
    ['{image: golang:1.25.4, options: "-e MODE=${{ vars.MODE }} --init"}', ['-e=MODE=${{ vars.MODE }}', '--init']],
  ])('%s', (container, expected) => {
    const options = imageWith(container)?.options;
    expect(
      options?.items.map(({ name, value }) => (value === undefined ? name : `${name}=${showText(value)}`)),
    ).toEqual(expected);
    expect(options?.openTo).toEqual([]);
  });

  test('stand where they are written', () => {
    const [, privileged] = imageWith("{image: golang:1.25.4, options: '--cpus 2 --privileged'}")?.options?.items ?? [];
    expect(sourceText(privileged!.word.span)).toBe('--privileged');
  });

  test.each([
    '{image: golang:1.25.4, options: "--init ${{ vars.OPTIONS }} --cpus 2"}',
    '{image: golang:1.25.4, volumes: ["${{ vars.VOLUME }}"]}',
    '${{ fromJSON(vars.CONTAINER) }}',
  ])('are open where some are not known: %s', (container) => {
    const image = imageWith(container);
    expect(image?.options?.openTo).toHaveLength(1);
  });

  test('are known of services, too', () => {
    const { services } = jobOf(
      'build',
      onPush('build:\n  services: {docker: {image: docker:29.1.3-dind, options: --privileged}}\n'),
    );
    expect(services.items.map(({ options }) => options?.items.map(({ name }) => name))).toEqual([['--privileged']]);
  });
});
