import { describe, expect, test } from 'vitest';
import { containerCommand, hasOption, isBinfmtInstall, optionValues } from '../../src/model/index.ts';
import { showText } from '../../src/value/index.ts';
import { commandOfLine } from '../tools/commands.ts';

/** A command line read as one that starts a container, or `undefined`. */
function read(line: string) {
  const container = containerCommand(commandOfLine(line));
  if (container === undefined) return undefined;
  const { image, inner, options } = container;
  return {
    image: image.is === 'set' ? showText(image.value) : image.is,
    inner: inner.map(showText).join(' '),
    options: options.map(({ name, value }) => (value === undefined ? name : `${name}=${showText(value)}`)).join(' '),
  };
}

describe('a command that starts a container', () => {
  test.each([
    ['docker run alpine:3.22 date -u', 'alpine:3.22', 'date -u', ''],
    ['docker run --rm -it -v /a:/b alpine sh', 'alpine', 'sh', '--rm -i -t -v=/a:/b'],
    ['docker run -v/a:/b -e=A=1 alpine', 'alpine', '', '-v=/a:/b -e=A=1'],
    ['docker run -itv /a:/b alpine', 'alpine', '', '-i -t -v=/a:/b'],
    ['docker run -v "$PWD:/work" alpine', 'alpine', '', '-v=$PWD:/work'],
    ['docker run --volume=$PWD:/work alpine', 'alpine', '', '--volume=$PWD:/work'],
    ['docker container run --name x alpine', 'alpine', '', '--name=x'],
    ['docker -H tcp://docker:2375 --debug run alpine', 'alpine', '', ''],
    ['podman create --privileged -- alpine --privileged', 'alpine', '--privileged', '--privileged'],
    ['/usr/bin/nerdctl run --cap-add=ALL alpine', 'alpine', '', '--cap-add=ALL'],
    ['docker run "$REGISTRY/alpine" id', '$REGISTRY/alpine', 'id', ''],
    ['docker run --rm', 'unset', '', '--rm'],
  ])('%s', (line, image, inner, options) => {
    expect(read(line)).toEqual({ image, inner, options });
  });

  test.each([
    'docker build .',
    'docker compose run web',
    'docker ps',
    'kubectl run web',
    'docker',
    '$ENGINE run alpine',
  ])('%s is none', (line) => {
    expect(read(line)).toBeUndefined();
  });

  test('has an unknown image where a variable may hold further options', () => {
    expect(read('docker run $OPTIONS alpine')?.image).toBe('unknown');
  });
});

test.each([
  ['--privileged', true],
  ['--privileged=true', true],
  ['--privileged=1', true],
  ['--privileged=false', false],
  ['--name --privileged', false],
])('%s makes a container privileged: %s', (options, expected) => {
  const container = containerCommand(commandOfLine(`docker run ${options} alpine`))!;
  expect(hasOption(container, '--privileged') !== undefined).toBe(expected);
});

test('the values of an option come under any of its names, in order', () => {
  const container = containerCommand(
    commandOfLine('docker run -v /a:/a --volume=/b:/b --mount type=tmpfs alpine -v /c'),
  )!;
  expect(optionValues(container, '-v', '--volume').map(showText)).toEqual(['/a:/a', '/b:/b']);
});

describe('emulators are registered', () => {
  test.each([
    'docker run --privileged --rm tonistiigi/binfmt --install all',
    'docker run --privileged tonistiigi/binfmt:qemu-v9.2.2@sha256:00 --install=arm64',
    'docker run --privileged "$PROXY/tonistiigi/binfmt" --install arm64',
    'docker run $OPTIONS tonistiigi/binfmt --install all',
    'podman run --privileged docker.io/multiarch/qemu-user-static --reset -p yes',
    'docker run --privileged linuxkit/binfmt:v1.0.0',
    'update-binfmts --enable',
    '/usr/sbin/update-binfmts --import qemu-aarch64',
    './qemu-binfmt-conf.sh --persistent yes',
  ])('by %s', (line) => {
    expect(isBinfmtInstall(commandOfLine(line))).toBe(true);
  });

  test.each([
    'docker run --privileged tonistiigi/binfmt',
    'docker run --privileged tonistiigi/binfmt --uninstall qemu-arm',
    'docker run alpine echo tonistiigi/binfmt --install all',
    'docker pull tonistiigi/binfmt',
    'update-binfmts --display',
    'apt-get install -y qemu-user-static binfmt-support',
  ])('not by %s', (line) => {
    expect(isBinfmtInstall(commandOfLine(line))).toBe(false);
  });
});
