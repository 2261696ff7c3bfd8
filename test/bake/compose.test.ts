import { describe, expect, test } from 'vitest';
import { readCompose } from '../../src/bake/bake-file.ts';
import { readComposeBuild } from '../../src/bake/compose/compose-build.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { literal, showText } from '../../src/value/index.ts';
import { type Baking, bake, environmentOf, plainTargets, plainValue } from './baking.ts';

/** The attributes of the service `app`. */
const app = (service: string, baking: Baking = {}): Record<string, unknown> | undefined =>
  plainTargets(bake({ 'compose.yaml': `services:\n  app:\n${service.replaceAll(/^/gm, '    ')}\n` }, baking))['app'];

describe('a service as a target of bake', () => {
  test.each([
    ['build: .', { context: '.' }],
    ['image: acme/app:1\nbuild: ./app', { context: './app', tags: ['acme/app:1'] }],
    [
      'image: acme/app:1\nbuild:\n  context: .\n  dockerfile: docker/Dockerfile\n  target: prod\n  tags: [acme/app:2]',
      { context: '.', dockerfile: 'docker/Dockerfile', target: 'prod', tags: ['acme/app:2'] },
    ],
    ['build:\n  args:\n    A: 1\n    B: two', { args: { A: '1', B: 'two' } }],
    ['build:\n  args:\n    - A=1\n    - B=x=y\n    - C', { args: { A: '1', B: 'x=y' } }],
    ['build:\n  platforms: [linux/amd64, linux/arm64]', { platforms: ['linux/amd64', 'linux/arm64'] }],
    [
      'build:\n  cache_from: [type=gha]\n  cache_to: [type=gha]',
      { 'cache-from': ['type=gha'], 'cache-to': ['type=gha'] },
    ],
    ['build:\n  provenance: false\n  sbom: true', { attest: ['type=provenance,disabled=true', 'type=sbom'] }],
    ['build:\n  provenance: mode=max', { attest: ['type=provenance,mode=max'] }],
    [
      'image: acme/app:1\nbuild:\n  context: .\n  x-bake:\n    platforms: [linux/arm64]\n    tags: acme/app:2 acme/app:3\n    output: [type=registry]',
      { context: '.', platforms: ['linux/arm64'], tags: ['acme/app:2', 'acme/app:3'], output: ['type=registry'] },
    ],
  ])('%s', (service, attributes) => {
    expect(app(service)).toEqual(attributes);
  });

  test('a service without `build` is none', () => {
    expect(app('image: postgres:17')).toBeUndefined();
  });
});

describe('variables of a Compose file', () => {
  test.each([
    ['app:$TAG', 'app:v1'],
    ['app:${TAG}', 'app:v1'],
    ['app:${TAG:-dev}', 'app:v1'],
    ['app:${OTHER:-dev}', 'app:dev'],
    ['app:${OTHER-dev}', 'app:dev'],
    ['app:${OTHER:-${TAG}-x}', 'app:v1-x'],
    ['app:${EMPTY:-dev}', 'app:dev'],
    ['app:${EMPTY-dev}', 'app:'],
    ['app${TAG:+:}${TAG}', 'app:v1'],
    ['app:${TAG:?must be set}', 'app:v1'],
    ['app:${FROM_FILE}', 'app:file'],
    ['app:$$TAG', 'app:$TAG'],
    ['app:${HIDDEN:-dev}', 'app:${HIDDEN:-dev}'],
    ['app:$UNSET', 'app:$UNSET'],
    ['app:${', 'app:${'],
  ])('%s', (image, shown) => {
    const environment = { TAG: 'v1', EMPTY: '', HIDDEN: null };
    const dotenv = '# tags\nTAG=ignored\nexport FROM_FILE="file" # quoted\nQUOTED=\'$TAG\'\n';
    expect(app(`image: "${image}"\nbuild: .`, { environment, dotenv })?.['tags']).toEqual([shown]);
  });
});

const compose = (
  files: Readonly<Record<string, string>>,
  services: readonly string[] = [],
  profiles: readonly string[] = [],
) => {
  const at = new SourceFile('.gitlab-ci.yml', 'docker compose build').whole;
  return readComposeBuild({
    files: Object.entries(files).map(([path, text]) => readCompose(new SourceFile(path, text))),
    environment: environmentOf({}),
    dotenv: undefined,
    services: services.map((name) => literal(name, at)),
    profiles,
    at,
  });
};

describe('`docker compose build`', () => {
  const text = `services:
  api:
    image: acme/api
    build: .
    platform: linux/arm64
  tools:
    build: ./tools
    profiles: [dev]
  base: &base
    build: {context: ., tags: [acme/base:extra]}
    image: acme/base
  derived:
    extends: {service: base}
    image: acme/derived
`;
  const built = (services: readonly string[], profiles: readonly string[] = []): readonly string[] =>
    compose({ 'compose.yaml': text }, services, profiles).builds.map(({ target }) => target.name);

  test.each([
    [[], [], ['api', 'base', 'derived']],
    [[], ['dev'], ['api', 'tools', 'base', 'derived']],
    [['tools'], [], ['tools']],
  ])('of services %j with profiles %j builds %j', (services, profiles, names) => {
    expect(built(services, profiles)).toEqual(names);
  });

  test('takes the platform of the service, and the image beside the tags', () => {
    const [api, base, derived] = compose({ 'compose.yaml': text }).builds;
    expect(plainValue(api!.target.attributes.get('platforms')!)).toEqual(['linux/arm64']);
    expect(plainValue(base!.target.attributes.get('tags')!)).toEqual(['acme/base:extra', 'acme/base']);
    expect(showText(derived!.image!)).toBe('acme/derived');
  });

  test('lays files over each other', () => {
    const files = {
      'compose.yaml': 'services:\n  api:\n    build: .\n',
      'compose.ci.yaml': 'services:\n  api:\n    image: acme/ci\n',
    };
    expect(showText(compose(files).builds[0]!.image!)).toBe('acme/ci');
  });

  test.each([
    ['services:\n  api: {build: .}\n', ['web']],
    ['include: [other.yaml]\nservices: {}\n', []],
    ['services:\n  api:\n    build: .\n    extends: {service: base, file: base.yaml}\n', []],
    ['services: [\n', []],
  ])('%j with services %j leaves something open', (file, services) => {
    expect(compose({ 'compose.yaml': file }, services).openTo.length).toBeGreaterThan(0);
  });
});
