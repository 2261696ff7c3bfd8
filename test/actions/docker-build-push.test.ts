import { describe, expect, test } from 'vitest';
import { formatPlatform } from '../../src/oci/index.ts';
import { sourceText } from '../../src/source/source-file.ts';
import { knownString, showText } from '../../src/value/index.ts';
import { buildOf, commandsOf, workOf } from './steps-of.ts';

const checkout = '- uses: actions/checkout@v4';

const step = (inputs: string, ref = 'v6'): string =>
  `- uses: docker/build-push-action@${ref}\n  with:\n${inputs.trim().replaceAll(/^/gm, '    ')}`;

describe('docker/build-push-action as a command', () => {
  test('has a flag for each input, in the words of buildx', () => {
    const [command] = commandsOf(
      step(`
context: server
file: server/Containerfile
target: runtime
platforms: linux/amd64,linux/arm64
push: true
no-cache: true
builder: farm
network: host
allow: network.host
build-args: |
  VERSION=1.4.0
  GREETING=hello, world
cache-from: type=gha
cache-to: type=gha,mode=max
tags: |
  ghcr.io/acme/server:1.4.0
  acme/server:1.4.0
sbom: true`),
    );
    expect(command).toMatch(/^docker buildx build --allow network\.host --build-arg VERSION=1\.4\.0 /);
    for (const words of [
      '--build-arg GREETING=hello, world',
      '--cache-from type=gha --cache-to type=gha,mode=max',
      '--file server/Containerfile',
      '--platform linux/amd64 --platform linux/arm64',
      '--tag ghcr.io/acme/server:1.4.0 --tag acme/server:1.4.0',
      '--target runtime',
      '--attest type=sbom',
      '--builder farm --network host --no-cache --push',
    ]) {
      expect(command).toContain(words);
    }
    expect(command).toMatch(/ server$/);
  });

  test.each([
    ['push: false', '--push', false],
    ['push: "true"', '--push', true],
    ['load: true', '--load', true],
    ['pull: TRUE', '--pull', true],
    ['pull: yes', '--pull', false],
  ])('reads `%s` as the toolkit does', (input, flag, isThere) => {
    expect(commandsOf(step(input))[0]?.split(' ').includes(flag)).toBe(isThere);
  });

  test('keeps the commas of an output together and takes its quotes for a part of it', () => {
    const [command] = commandsOf(step('outputs: type=image,"name=acme/server,acme/web",push=true'));
    expect(command).toContain('--output type=image,"name=acme/server,acme/web",push=true');
  });

  test('knows each tag and platform at its own place', () => {
    const build = buildOf(
      step('platforms: linux/amd64, linux/arm64\npush: true\ntags: |\n  acme/server:1\n  acme/server:latest'),
    );
    expect(build.destinations.items.map(({ span }) => sourceText(span))).toEqual([
      'acme/server:1',
      'acme/server:latest',
    ]);
    const platforms = build.platforms.is === 'set' ? build.platforms.value.items : [];
    expect(platforms.map(({ platform, span }) => [formatPlatform(platform), sourceText(span)])).toEqual([
      ['linux/amd64', 'linux/amd64'],
      ['linux/arm64', 'linux/arm64'],
    ]);
  });

  test('is not known to push where an expression of the run decides it', () => {
    const build = buildOf(step('push: ${{ inputs.publish }}\ntags: acme/server:1'), {
      on: '{ workflow_dispatch: { inputs: { publish: { type: boolean } } } }',
    });
    expect(build.pushed.is).toBe('unknown');
  });

  test('hands on a digest that is the same wherever it is asked for', () => {
    const steps = `- id: build\n  uses: docker/build-push-action@v6\n- run: echo "\${{ steps.build.outputs.digest }}"\n- run: echo "\${{ steps.build.outputs.digest }}"`;
    const [, one, other] = workOf(steps).commands.items;
    expect(one?.args.items[0]?.parts[0]).toBe('sha256:');
    expect(one?.args.items[0]?.parts[1]).toEqual(other?.args.items[0]?.parts[1]);
  });
});

describe('the build context of docker/build-push-action', () => {
  test('is the commit of the run where none is written, in which the Dockerfile is found', () => {
    const build = buildOf(step('push: true\ntags: acme/server:1'));
    expect(build.dockerfile.is).toBe('set');
    expect(build.context.is === 'set' && knownString(build.context.value)).toBe('.');
  });

  test('may be a folder of that commit, against which `file` is read', () => {
    const files = { 'api/docker/Dockerfile': 'FROM golang:1.25\n' };
    const build = buildOf(step('context: "{{defaultContext}}:api"\nfile: docker/Dockerfile'), { files });
    expect(build.dockerfile.is === 'set' && build.dockerfile.value.file.path).toBe('api/docker/Dockerfile');
    expect(build.context.is === 'set' && showText(build.context.value)).toBe('api');
  });

  test('may be that commit in the words of its author', () => {
    const context = '${{ github.server_url }}/${{ github.repository }}.git#${{ github.sha }}';
    expect(buildOf(step(`context: ${context}`)).dockerfile.is).toBe('set');
  });

  test.each(['https://github.com/acme/other.git#main', '${{ github.server_url }}/${{ github.repository }}.git#v1'])(
    'is out of sight where it is another: %s',
    (context) => {
      expect(buildOf(step(`context: ${context}`)).dockerfile.is).toBe('unknown');
    },
  );

  test('is the checkout where a path is written', () => {
    expect(buildOf(`${checkout}\n${step('context: .')}`).dockerfile.is).toBe('set');
  });
});

describe('attestations of docker/build-push-action', () => {
  const builder = '- uses: docker/setup-buildx-action@v3';
  const pushed = 'push: true\ntags: acme/server:1-amd64';
  const indexOf = (inputs: string, ref = 'v6', env = '') =>
    buildOf(`${builder}\n${step(`${pushed}\n${inputs}`, ref)}${env}`).pushesIndex;

  test('are added by default, and the action is named for it', () => {
    const { truth, because, asked } = indexOf('');
    expect(truth.is).toBe('yes');
    expect(because).toBe('`docker/build-push-action` adds provenance by default since v4.0.0');
    expect(asked).toBeUndefined();
  });

  test.each(['v3', 'v3.3.1'])('are turned off by %s where nobody asks', (ref) => {
    expect(indexOf('', ref).truth.is).toBe('no');
  });

  test.each(['v2', 'v3.2.0', 'v5'])('are added with %s', (ref) => {
    expect(indexOf('', ref).truth.is).toBe('yes');
  });

  test('are off with `provenance: false`, which is shown as it is written', () => {
    const { truth, optOuts } = indexOf('provenance: false');
    expect(truth.is).toBe('no');
    expect(optOuts.map(({ written, effective }) => [written, effective.is])).toEqual([['provenance: false', 'yes']]);
  });

  test('are on again with `sbom: true`', () => {
    const { truth, because } = indexOf('provenance: false\nsbom: true');
    expect(truth.is).toBe('yes');
    expect(because).toBe('`sbom: true` asks for attestations');
  });

  test('of `attests` give way to the input of their kind', () => {
    const [, command] = commandsOf(`${builder}\n${step('provenance: mode=max\nattests: type=provenance,mode=min')}`);
    expect(command).toContain('--attest type=provenance,mode=max');
    expect(command).not.toContain('mode=min');
  });

  test.each([
    ['v6', 'no', 'yes'],
    ['v6.15.0', 'yes', 'no'],
    ['v5', 'yes', 'no'],
    ['263435318d21b8e681c14492fe198d362a7d2c83 # v6.18.0', 'no', 'yes'],
  ])('of %s read the variable that turns them off, or do not', (ref, isIndex, isEffective) => {
    const { truth, optOuts } = indexOf('', ref, '\n  env:\n    BUILDX_NO_DEFAULT_ATTESTATIONS: "1"');
    expect([truth.is, optOuts[0]?.effective.is]).toEqual([isIndex, isEffective]);
  });
});

describe('docker/build-push-action@v1', () => {
  test('logs in, builds with the Engine and pushes every tag', () => {
    const commands = commandsOf(
      step(
        'registry: ghcr.io\nrepository: acme/server\nusername: acme\npassword: ${{ secrets.TOKEN }}\ntags: 1.4.0,latest\npath: server\nbuild_args: VERSION=1.4.0',
        'v1',
      ),
    );
    expect(commands).toEqual([
      'docker login --username acme --password-stdin ghcr.io',
      'docker build --progress plain -t ghcr.io/acme/server:1.4.0 -t ghcr.io/acme/server:latest --build-arg VERSION=1.4.0 server',
      'docker push ghcr.io/acme/server:1.4.0',
      'docker push ghcr.io/acme/server:latest',
    ]);
  });

  test('has the tag `latest` where none is written, and pushes nothing if told so', () => {
    expect(commandsOf(step('repository: acme/server\npush: false', 'v1'))).toEqual([
      'docker build --progress plain -t acme/server:latest .',
    ]);
  });
});
