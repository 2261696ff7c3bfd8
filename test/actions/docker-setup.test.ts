import { describe, expect, test } from 'vitest';
import { isBinfmtInstall } from '../../src/model/index.ts';
import { showText } from '../../src/value/index.ts';
import { buildOf, commandsOf, valueOf, workOf } from './steps-of.ts';

const uses = (action: string, inputs = ''): string =>
  `- id: it\n  uses: ${action}\n${inputs === '' ? '' : `  with:\n${inputs.trim().replaceAll(/^/gm, '    ')}`}`;

const build =
  '- uses: docker/build-push-action@v6\n  with: { push: true, tags: acme/server:1, platforms: linux/arm64 }';

describe('docker/setup-buildx-action', () => {
  test('makes a builder of its own and uses it', () => {
    expect(commandsOf(uses('docker/setup-buildx-action@v3'))).toEqual([
      'docker buildx create --name builder-<builder> --driver docker-container --use',
    ]);
    const { hasEmulators, isSpread } = buildOf(`${uses('docker/setup-buildx-action@v3')}\n${build}`);
    expect([hasEmulators.is, isSpread.is]).toEqual(['yes', 'no']);
  });

  test('takes driver, options, platforms and endpoint from its inputs', () => {
    const inputs = `driver: kubernetes\ndriver-opts: |\n  namespace=buildkit\n  nodeselector="kubernetes.io/arch=arm64,kubernetes.io/os=linux"\nplatforms: linux/arm64\nuse: false\nendpoint: tcp://farm:1234`;
    expect(commandsOf(uses('docker/setup-buildx-action@v3', inputs))).toEqual([
      'docker buildx create --name builder-<builder> --driver kubernetes --driver-opt namespace=buildkit --driver-opt nodeselector="kubernetes.io/arch=arm64,kubernetes.io/os=linux" --platform linux/arm64 tcp://farm:1234',
    ]);
  });

  test('makes none for the Engine', () => {
    const steps = uses('docker/setup-buildx-action@v3', 'driver: docker');
    expect(commandsOf(steps)).toEqual([]);
    expect(showText(valueOf('steps.it.outputs.name', steps))).toBe('default');
  });

  test('adds a node for each entry of `append`, so that machines share the builds', () => {
    const inputs = `append: |\n  - endpoint: ssh://builder@arm.acme.example\n    platforms: linux/arm64\n  - name: "power"\n    endpoint: ssh://builder@power.acme.example`;
    const steps = uses('docker/setup-buildx-action@v3', inputs);
    expect(commandsOf(steps).slice(1)).toEqual([
      'docker buildx create --name builder-<builder> --append --platform linux/arm64 ssh://builder@arm.acme.example',
      'docker buildx create --name builder-<builder> --append --node power ssh://builder@power.acme.example',
    ]);
    expect(buildOf(`${steps}\n${build}`).isSpread.is).toBe('yes');
  });

  test('names its builder for steps that ask for it', () => {
    const steps = `${uses('docker/setup-buildx-action@v3', 'use: false')}\n${build.replace('{ ', '{ builder: "${{ steps.it.outputs.name }}", ')}`;
    expect(buildOf(steps).hasEmulators.is).toBe('yes');
  });

  test.each([
    ['version: v0.9.1', 'exact', 'no'],
    ['version: latest', 'newest', 'yes'],
    ['', 'unknown', 'yes'],
  ])('with `%s` decides the release of buildx', (input, is, isIndex) => {
    const { version, pushesIndex } = buildOf(`${uses('docker/setup-buildx-action@v3', input)}\n${build}`);
    expect([version.is, pushesIndex.truth.is]).toEqual([is, isIndex]);
  });

  test('makes it the builder of plain `docker build` if it is told to', () => {
    const steps = `${uses('docker/setup-buildx-action@v3', 'install: true')}\n- run: docker build --platform linux/arm64 --push -t acme/server:1 .`;
    expect(buildOf(steps).hasEmulators.is).toBe('yes');
  });
});

describe('docker/setup-qemu-action', () => {
  test.each([
    ['', 'docker.io/tonistiigi/binfmt:latest --install all'],
    ['platforms: arm64, riscv64', 'docker.io/tonistiigi/binfmt:latest --install arm64,riscv64'],
    ['image: tonistiigi/binfmt:qemu-v9.2.2', 'tonistiigi/binfmt:qemu-v9.2.2 --install all'],
  ])('with `%s` registers emulators', (input, words) => {
    const { commands } = workOf(uses('docker/setup-qemu-action@v3', input));
    const [command] = commands.items;
    expect(commandsOf(uses('docker/setup-qemu-action@v3', input))).toEqual([`docker run --rm --privileged ${words}`]);
    expect(command && isBinfmtInstall(command)).toBe(true);
  });
});

describe('docker/login-action', () => {
  const hostsOf = (inputs: string): readonly string[] =>
    workOf(uses('docker/login-action@v3', inputs)).toolUse.logins.flatMap(({ hosts }) =>
      hosts.is === 'set' ? hosts.value.map(showText) : ['?'],
    );

  test('logs in to the registry of its input, to Docker Hub without one', () => {
    expect(hostsOf('registry: ghcr.io\nusername: acme\npassword: ${{ secrets.TOKEN }}')).toEqual(['ghcr.io']);
    expect(hostsOf('username: acme\npassword: ${{ secrets.TOKEN }}')).toEqual(['docker.io']);
  });

  test('logs in to each entry of `registry-auth`', () => {
    const inputs = `registry-auth: |\n  - registry: ghcr.io\n    username: acme\n    password: \${{ secrets.TOKEN }}\n  - username: acme\n    password: \${{ secrets.HUB_TOKEN }}`;
    expect(hostsOf(inputs)).toEqual(['ghcr.io', 'docker.io']);
  });

  test('shows the password to nobody', () => {
    const { toolUse } = workOf(uses('docker/login-action@v3', 'username: acme\npassword: ${{ secrets.TOKEN }}'));
    expect(toolUse.secrets).toEqual([]);
  });
});

describe('docker/setup-docker-action', () => {
  test('builds nothing and leaves nothing open', () => {
    const { commands, builds } = workOf(uses('docker/setup-docker-action@v4', 'version: v28.5.1'));
    expect([commands.items, commands.openTo, builds.openTo]).toEqual([[], [], []]);
  });
});

describe('actions like those of Docker', () => {
  test("build what docker/build-push-action's inputs say, on machines of Blacksmith", () => {
    const steps = uses('useblacksmith/build-push-action@v1', 'push: true\ntags: acme/server:1\ncontext: .');
    expect(commandsOf(steps)[1]).toContain('--tag acme/server:1 --push');
    expect(buildOf(steps).isSpread.is).toBe('yes');
  });

  test('set up emulators and a builder in one', () => {
    const steps = uses('crazy-max/ghaction-docker-buildx@v3');
    expect(commandsOf(steps)[0]).toBe('docker run --rm --privileged multiarch/qemu-user-static:latest --reset -p yes');
    expect(buildOf(`${steps}\n${build}`).hasEmulators.is).toBe('yes');
  });
});
