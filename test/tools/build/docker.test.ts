import { describe, expect, test } from 'vitest';
import { showText } from '../../../src/value/index.ts';
import { shownDestinations, shownField, shownPlatforms, stepOf, stepsOf } from './steps.ts';

const dind = (tag: string) => ({ image: 'docker:28', services: [`docker:${tag}`] });

describe('where an image goes', () => {
  test.each([
    ['docker build -t app .', 'no', ''],
    ['docker build -t app .\ndocker push app', 'yes', 'app'],
    [
      'docker build -t app .\ndocker tag app registry.example.com/app:1\ndocker push registry.example.com/app:1',
      'yes',
      'registry.example.com/app:1',
    ],
    ['docker build -t $IMAGE:a -t $IMAGE:b .\ndocker push --all-tags $IMAGE', 'yes', '$IMAGE:a $IMAGE:b'],
    ['docker build -t $IMAGE:a .\ndocker push $IMAGE:a', 'yes', '$IMAGE:a'],
    ['docker build -t $IMAGE:a .\ndocker push $IMAGE:b', 'no', ''],
    ['docker build -t $IMAGE:a .\ndocker push $OTHER', 'unknown', '…'],
    ['docker build -t app:amd64 .\ndocker push app:amd64\ndocker build -t app:arm64 .', 'yes', 'app:amd64'],
    ['docker build -t app .\ndocker build -t app other\ndocker push app', 'no', ''],
    ['docker build -t app .\nif: docker push app', 'unknown', 'app'],
    ['docker build -t app .\nmake publish', 'unknown', '…'],
    ['make prepare\ndocker build -t app .', 'no', ''],
    ['docker build --push -t app .', 'yes', 'app'],
    ['docker buildx build --push -t app:1 -t app:2 .', 'yes', 'app:1 app:2'],
    ['docker buildx build --push=$PUSH -t app .', 'unknown', 'app'],
    ['docker buildx build -o type=image,name=app,push-by-digest=true,push=true .', 'yes', 'app'],
    ['docker buildx build -o type=registry -t app .', 'yes', 'app'],
    ['docker buildx build -o type=$KIND -t app .', 'unknown', 'app'],
    ['docker buildx build -o type=$KIND,push=true -t app .', 'yes', 'app'],
    ['docker buildx build -o dist .', 'no', ''],
  ])('%s: pushed %s to "%s"', (script, pushed, destinations) => {
    const step = stepOf(script);
    expect([step.pushed.is, shownDestinations(step)]).toEqual([pushed, destinations]);
  });

  test('a tag that is pushed later is no local tag any more', () => {
    const step = stepOf('docker build -t app:1 -t app:2 .\ndocker push app:1');
    expect(step.localTags.items.map(({ reference }) => showText(reference.text))).toEqual(['app:2']);
  });
});

describe('what is built', () => {
  test('the Dockerfile lies in the context unless a flag says otherwise', () => {
    expect(shownField(stepOf('docker build services/api').dockerfilePath)).toBe('services/api/Dockerfile');
    expect(shownField(stepOf('docker build .').dockerfilePath)).toBe('Dockerfile');
    expect(shownField(stepOf('docker build -f ci/Dockerfile services/api').dockerfilePath)).toBe('ci/Dockerfile');
    expect(stepOf('docker build https://example.com/app.git').dockerfile.is).toBe('unknown');
    expect(stepOf('docker build -f - .').dockerfile.is).toBe('unknown');
  });

  test.each([
    ['docker build .', 'unset'],
    ['docker build --platform linux/arm64 .', 'linux/arm64'],
    ['docker buildx build --platform=linux/amd64,linux/arm64/v8 .', 'linux/amd64 linux/arm64'],
    ['docker buildx build --platform linux/$ARCH .', 'unknown'],
    ['docker buildx build --platform linux/amd64,$OTHER .', 'linux/amd64 …'],
    ['DOCKER_DEFAULT_PLATFORM=linux/arm64 docker build .', 'linux/arm64'],
    ['docker build $FLAGS .', 'unknown'],
  ])('%s asks for %s', (line, platforms) => {
    expect(shownPlatforms(stepOf(line))).toBe(platforms);
  });

  test('a bare cache reference is one of a registry', () => {
    const [target] = stepOf('docker buildx build --cache-to $IMAGE:cache .').cacheExports.items;
    expect([target?.type, target && shownField(target.name)]).toEqual([
      { is: 'set', value: 'registry' },
      '$IMAGE:cache',
    ]);
  });
});

describe('builders', () => {
  test.each([
    ['docker build .', 'no', 'no'],
    ['docker buildx build .', 'no', 'unknown'],
    ['docker buildx create --use\ndocker buildx build .', 'yes', 'no'],
    ['docker buildx create --use\ndocker build .', 'no', 'no'],
    ['docker buildx create --use\ndocker buildx install\ndocker build .', 'yes', 'no'],
    ['docker buildx create --name b\ndocker buildx build .', 'no', 'unknown'],
    ['docker buildx build --builder default .', 'no', 'no'],
    ['docker buildx create --name b\ndocker buildx use b\ndocker buildx build .', 'yes', 'no'],
    ['docker buildx create --name b\ndocker buildx build --builder b .', 'yes', 'no'],
    [
      'docker buildx create --name b --use\ndocker buildx create --name b --append ssh://arm\ndocker buildx build .',
      'yes',
      'yes',
    ],
    ['docker buildx create --driver docker --use\ndocker buildx build .', 'no', 'no'],
    ['docker buildx create --driver cloud acme/default --use\ndocker buildx build .', 'yes', 'yes'],
    ['docker buildx build --builder elsewhere .', 'unknown', 'unknown'],
    ['if: docker buildx create --use\ndocker buildx build .', 'unknown', 'unknown'],
    ['if: docker buildx create --use\nif: docker buildx build .', 'yes', 'no'],
    ['if: docker buildx create --name b --use\ndocker buildx build .', 'yes', 'no'],
    ['./setup.sh\ndocker buildx build .', 'unknown', 'unknown'],
    [
      'docker buildx create --use --driver-opt image=registry.example.com/buildkit\ndocker buildx build .',
      'unknown',
      'no',
    ],
  ])('%s: emulators %s, spread %s', (script, emulators, spread) => {
    const step = stepOf(script);
    expect([step.hasEmulators.is, step.isSpread.is]).toEqual([emulators, spread]);
  });

  test.each([
    ['docker:28.5.1-cli', 'no'],
    ['docker.io/library/docker:28', 'no'],
    ['$CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX/docker:28', 'no'],
    ['registry.example.com/ci/docker:28', 'unknown'],
    ['$MIRROR/docker:28', 'unknown'],
    ['acme/docker-arm:28', 'unknown'],
  ])('the builder in use before any is chosen, in %s, is spread over machines: %s', (image, spread) => {
    expect(stepOf('docker buildx build .', { image }).isSpread.is).toBe(spread);
  });
});

describe('attestations', () => {
  test.each([
    ['docker build .', '28-dind', 'no'],
    ['docker build .', '29-dind', 'yes'],
    ['docker build .', 'dind', 'yes'],
    ['docker build .', '$VERSION-dind', 'unknown'],
    ['docker buildx create --use\ndocker buildx build --push .', '28-dind', 'yes'],
    ['docker buildx create --use\ndocker buildx build --push --provenance=false .', '28-dind', 'no'],
    ['docker buildx create --use\ndocker buildx build --push --provenance false .', '28-dind', 'no'],
    [
      'docker buildx create --use\ndocker buildx build --push --attest type=provenance,disabled=true .',
      '28-dind',
      'no',
    ],
    ['docker buildx create --use\ndocker buildx build --push --provenance=false --sbom=true .', '28-dind', 'yes'],
    ['docker buildx create --use\ndocker buildx build --push --provenance=$PROVENANCE .', '28-dind', 'unknown'],
    ['docker buildx create --use\ndocker buildx build --push $FLAGS .', '28-dind', 'unknown'],
    ['docker buildx create --use\ndocker buildx build --load -t app .\ndocker push app', '28-dind', 'no'],
    ['docker buildx build --load -t app .\ndocker push app', '29-dind', 'yes'],
    ['docker buildx build --push --provenance=true --provenance=false .', '29-dind', 'no'],
    ['docker build $FLAGS .', '28-dind', 'unknown'],
    ['DOCKER_BUILDKIT=0 docker build .', '29-dind', 'no'],
    ['BUILDX_NO_DEFAULT_ATTESTATIONS=1 docker build .', '29-dind', 'no'],
    ['BUILDX_NO_DEFAULT_ATTESTATIONS=yes docker build .', '29-dind', 'yes'],
    ['BUILDX_VERSION=0.10.3 BUILDX_NO_DEFAULT_ATTESTATIONS=1 docker build .', '29-dind', 'yes'],
    ['BUILDX_VERSION=v0.9.1 docker build .', '29-dind', 'no'],
  ])('%s with %s: an index is %s', (script, tag, truth) => {
    expect(stepOf(script, dind(tag)).pushesIndex.truth.is).toBe(truth);
  });

  test('without a service the Engine is not known', () => {
    expect(stepOf('docker build .').pushesIndex.truth.is).toBe('unknown');
  });

  test('an old client builds without BuildKit', () => {
    expect(stepOf('docker build .', { image: 'docker:20.10', services: ['docker:dind'] }).pushesIndex.truth.is).toBe(
      'no',
    );
  });

  test('a variable of after_script is too late', () => {
    const { optOuts } = stepOf('docker build .', {
      ...dind('dind'),
      afterScript: 'BUILDX_NO_DEFAULT_ATTESTATIONS=1',
    }).pushesIndex;
    expect(optOuts.map(({ because }) => because)).toEqual(['it is set in another process than the build']);
  });

  const only = (script: string) => stepsOf(script, dind('29-dind')).items.at(-1)!.pushesIndex.optOuts;

  test.each([
    ['docker build --provenance=false .', '--provenance=false', 'yes', ''],
    [
      'DOCKER_BUILDKIT=0 docker build --provenance=false .',
      '--provenance=false',
      'no',
      'the classic builder does not have the flag',
    ],
    ['export BUILDX_NO_DEFAULT_ATTESTATIONS=1\ndocker build .', 'BUILDX_NO_DEFAULT_ATTESTATIONS=1', 'yes', ''],
    [
      'BUILDX_NO_DEFAULT_ATTESTATIONS=1\ndocker build .',
      'BUILDX_NO_DEFAULT_ATTESTATIONS=1',
      'no',
      'it is not exported, so the build does not see it',
    ],
    [
      'BUILDX_NO_DEFAULT_ATTESTATIONS=1 docker version\ndocker build .',
      'BUILDX_NO_DEFAULT_ATTESTATIONS=1',
      'no',
      'it holds for another command only',
    ],
    [
      'BUILDX_NO_DEFAULT_ATTESTATIONS=0 docker build .',
      'BUILDX_NO_DEFAULT_ATTESTATIONS=0',
      'no',
      '`0` means that the default attestations stay',
    ],
    [
      'BUILDX_NO_DEFAULT_ATTESTATIONS=1 docker build --sbom=true .',
      'BUILDX_NO_DEFAULT_ATTESTATIONS=1',
      'no',
      'it only removes the default attestations, and a flag of the build asks for some',
    ],
  ])('%s: %s is in force: %s', (script, written, effective, because) => {
    expect(only(script).map((optOut) => [optOut.written, optOut.effective.is, optOut.because])).toEqual([
      [written, effective, because],
    ]);
  });
});
