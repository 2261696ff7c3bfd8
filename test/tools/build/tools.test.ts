import { describe, expect, test } from 'vitest';
import { showText } from '../../../src/value/index.ts';
import { shownDestinations, shownField, shownList, shownPlatforms, stepOf, stepsOf } from './steps.ts';

const kanikoImage = { image: 'gcr.io/kaniko-project/executor:v1.23.2-debug' };

describe('Kaniko', () => {
  test('a build is read whole', () => {
    const step = stepOf(
      '/kaniko/executor --context dir://$CI_PROJECT_DIR --dockerfile deploy/Dockerfile --destination $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-arm64 --custom-platform=linux/arm64 --build-arg VERSION=1 --build-arg TOKEN --target final --cache=true --cache-ttl 168h --cache-repo $CI_REGISTRY_IMAGE/cache',
      kanikoImage,
    );
    expect({
      tool: step.tool,
      version: step.version.is === 'exact' && step.version.version,
      platforms: shownPlatforms(step),
      destinations: shownDestinations(step),
      pushed: step.pushed.is,
      context: shownField(step.context),
      dockerfile: shownField(step.dockerfilePath),
      target: shownField(step.target),
      args: shownList(step.buildArgs, ({ name, value }) => `${name}:${shownField(value)}`),
      cache: [step.layerCache.enabled.is, shownField(step.layerCache.lifetime), shownField(step.layerCache.repository)],
      index: step.pushesIndex.truth.is,
    }).toEqual({
      tool: 'kaniko',
      version: '1.23.2',
      platforms: 'linux/arm64',
      destinations: '$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-arm64',
      pushed: 'yes',
      context: '$CI_PROJECT_DIR',
      dockerfile: 'deploy/Dockerfile',
      target: 'final',
      args: 'VERSION:1 TOKEN:unset',
      cache: ['yes', '168h', '$CI_REGISTRY_IMAGE/cache'],
      index: 'no',
    });
  });

  test.each([
    ['/kaniko/executor -d app', 'yes', 'app'],
    ['/kaniko/executor -d app --no-push', 'no', ''],
    ['/kaniko/executor -d app --no-push=false', 'yes', 'app'],
    ['/kaniko/executor -d app $FLAGS', 'unknown', 'app …'],
    ['/kaniko/executor', 'no', ''],
    ['KANIKO_NO_PUSH=1 /kaniko/executor -d app', 'no', ''],
    ['/kaniko/executor -d app --no-push --tar-path image.tar', 'unknown', '…'],
    [
      '/kaniko/executor -d app --no-push --tar-path image.tar\ncrane push ./image.tar registry.example.com/app:1',
      'yes',
      'registry.example.com/app:1 …',
    ],
  ])('%s: pushed %s to "%s"', (script, pushed, destinations) => {
    const step = stepOf(script);
    expect([step.pushed.is, shownDestinations(step)]).toEqual([pushed, destinations]);
  });

  test('`executor` is Kaniko only in its image, wherever that is mirrored', () => {
    expect(stepsOf('executor -d app').items).toHaveLength(0);
    expect(
      stepsOf('executor -d app', { image: 'registry.example.com/mirror/kaniko-project/executor:v1.9.0-debug' }).items,
    ).toHaveLength(1);
  });

  test('the old spelling of the platform is read, a platform that is none is kept apart', () => {
    expect(shownPlatforms(stepOf('/kaniko/executor --customPlatform=linux/arm64 -d app'))).toBe('linux/arm64');
    const step = stepOf('/kaniko/executor --custom-platform=linux/amr64 -d app');
    expect(step.unreadablePlatforms.map(({ written }) => written)).toEqual(['linux/amr64']);
    expect(step.platforms.is).toBe('unset');
  });

  test('the fork is told from the original', () => {
    const { version } = stepOf('/kaniko/executor -d app', { image: 'ghcr.io/osscontainertools/kaniko:v1.27.3-debug' });
    expect(version).toMatchObject({ is: 'exact', version: '1.27.3', variant: 'osscontainertools' });
  });
});

describe('buildctl', () => {
  const build = 'buildctl-daemonless.sh build --frontend dockerfile.v0 --local context=. --local dockerfile=docker';

  test('a build is read whole', () => {
    const step = stepOf(
      `${build} --opt platform=linux/amd64,linux/arm64 --opt filename=Dockerfile.app --opt build-arg:GO=1.25 --opt target=final --output type=image,name=$IMAGE:v1,push=true --export-cache type=registry,ref=$IMAGE:cache,mode=max --import-cache type=registry,ref=$IMAGE:cache`,
      { image: 'moby/buildkit:v0.25.0-rootless' },
    );
    expect({
      version: step.version.is === 'exact' && step.version.version,
      platforms: shownPlatforms(step),
      destinations: shownDestinations(step),
      pushed: step.pushed.is,
      dockerfile: shownField(step.dockerfilePath),
      context: shownField(step.context),
      target: shownField(step.target),
      args: shownList(step.buildArgs, ({ name, value }) => `${name}=${shownField(value)}`),
      cache: shownList(
        step.cacheExports,
        ({ name, type }) => `${type.is === 'set' ? type.value : ''} ${shownField(name)}`,
      ),
      emulators: step.hasEmulators.is,
      index: step.pushesIndex.truth.is,
    }).toEqual({
      version: '0.25.0',
      platforms: 'linux/amd64 linux/arm64',
      destinations: '$IMAGE:v1',
      pushed: 'yes',
      dockerfile: 'docker/Dockerfile.app',
      context: '.',
      target: 'final',
      args: 'GO=1.25',
      cache: 'registry $IMAGE:cache',
      emulators: 'yes',
      index: 'no',
    });
  });

  test.each([
    [build, 'no', ''],
    [`${build} --output type=image,name=app`, 'no', ''],
    [`${build} --output 'type=image,"name=app:1,app:2",push=true'`, 'yes', 'app:1 app:2'],
    [`${build} --output type=image,name=app,push=$PUSH`, 'unknown', 'app'],
    [`${build} --output type=oci,dest=image.tar`, 'unknown', '…'],
    [`${build} $OUTPUT`, 'unknown', '…'],
    [`${build} --opt attest:sbom= --output type=image,name=app,push=true`, 'yes', 'app'],
  ])('%s: pushed %s to "%s"', (script, pushed, destinations) => {
    const step = stepOf(script);
    expect([step.pushed.is, shownDestinations(step)]).toEqual([pushed, destinations]);
  });

  test('pushing by digest writes no tag', () => {
    const step = stepOf(`${build} --output type=image,name=app,push-by-digest=true,name-canonical=true,push=true`);
    expect(step.pushedByDigest.is).toBe('yes');
  });

  test('attestations come only when asked for', () => {
    expect(stepOf(`${build} --opt attest:provenance=mode=max`).pushesIndex.truth.is).toBe('yes');
    expect(stepOf(`${build} --opt attest:provenance=false`).pushesIndex.truth.is).toBe('no');
  });
});

describe('Buildah and Podman', () => {
  test.each([
    ['buildah bud -t app .\nbuildah push app docker://registry.example.com/app:1', 'yes', 'registry.example.com/app:1'],
    [
      'buildah build -t app .\nbuildah push localhost/app registry.example.com/app:1',
      'yes',
      'registry.example.com/app:1',
    ],
    [
      'podman build -t registry.example.com/app:1 .\npodman push registry.example.com/app:1',
      'yes',
      'registry.example.com/app:1',
    ],
    [
      'buildah build --manifest app .\nbuildah manifest push --all app docker://registry.example.com/app:1',
      'yes',
      'registry.example.com/app:1',
    ],
    ['buildah build -t app .\nbuildah push app oci-archive:app.tar', 'no', ''],
    ['buildah build -t app .\nbuildah push other', 'no', ''],
    ['buildah build -t app .', 'no', ''],
  ])('%s: pushed %s to "%s"', (script, pushed, destinations) => {
    const step = stepOf(script);
    expect([step.pushed.is, shownDestinations(step)]).toEqual([pushed, destinations]);
  });

  test('layers are off in Buildah and on in Podman', () => {
    expect(stepOf('buildah build -t app .').layerCache.enabled.is).toBe('no');
    expect(stepOf('buildah build --layers -t app .').layerCache.enabled.is).toBe('yes');
    expect(stepOf('BUILDAH_LAYERS=true buildah build -t app .').layerCache.enabled.is).toBe('yes');
    expect(stepOf('podman build -t app .').layerCache.enabled.is).toBe('yes');
    expect(stepOf('podman build --layers=false -t app .').layerCache.enabled.is).toBe('no');
  });

  test('platforms come from one flag or from three', () => {
    expect(shownPlatforms(stepOf('buildah build --arch arm --variant v7 .'))).toBe('linux/arm/v7');
    expect(shownPlatforms(stepOf('podman build --platform linux/amd64 --platform linux/arm64 .'))).toBe(
      'linux/amd64 linux/arm64',
    );
  });

  test('the cache is one of layers', () => {
    const step = stepOf('buildah build --layers --cache-to $REPO --cache-from $REPO --cache-ttl 24h -t app .');
    expect([shownField(step.layerCache.repository), shownField(step.layerCache.lifetime)]).toEqual(['$REPO', '24h']);
    expect(step.cacheExports.items).toEqual([]);
  });
});

test('wrappers and paths do not hide a build', () => {
  for (const line of [
    'sudo -E docker build .',
    'time /usr/bin/docker build .',
    'timeout -k 5 20m docker build .',
    'env A=1 docker build .',
  ]) {
    expect(stepOf(line).tool).toBe('docker build');
  }
});

test('commands that build nothing are no builds', () => {
  const script =
    'docker run app\ndocker manifest create app\nbuildctl du\necho docker build .\nkaniko\npodman login\ndocker buildx ls';
  expect(stepsOf(script)).toEqual({ items: [], openTo: [] });
});

test('a step points at its flags', () => {
  const step = stepOf('docker buildx build --push --tag app:1 --platform linux/amd64,linux/arm64 .');
  const { platforms, destinations } = step;
  const spans = [
    ...(platforms.is === 'set' ? platforms.value.items.map(({ span }) => span) : []),
    ...destinations.items.map(({ span }) => span),
  ];
  expect(spans.map(({ file, start, end }) => file.text.slice(start, end))).toEqual([
    'linux/amd64',
    'linux/arm64',
    'app:1',
  ]);
  expect(destinations.items.map(({ reference }) => showText(reference.name))).toEqual(['app']);
});

test('a script of thousands of builds is read in seconds, and says where it stopped looking', () => {
  const script = Array.from({ length: 3000 }, (_, index) => `docker build -t $IMAGE:${String(index)} .`).join('\n');
  const steps = stepsOf(`${script}\ndocker push $IMAGE:0`);
  expect(steps.items).toHaveLength(3000);
  expect(steps.items[0]?.pushed.is).toBe('unknown');
  expect(steps.items.at(-1)?.pushed.is).toBe('no');
}, 20_000);
