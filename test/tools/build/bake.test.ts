import { describe, expect, test } from 'vitest';
import type { BuildStep } from '../../../src/model/index.ts';
import { sourceText } from '../../../src/source/source-file.ts';
import { showText } from '../../../src/value/index.ts';
import { projectOf } from '../../project/repository.ts';
import { shownField, shownList, shownPlatforms } from './steps.ts';

const bakeFile = `variable "TAG" { default = "dev" }
target "default" {
  tags = ["acme/app:\${TAG}"]
}
target "release" {
  inherits = ["default"]
  context = "app"
  dockerfile = "docker/Dockerfile"
  target = "prod"
  args = { GO = "1.25" }
  platforms = ["linux/amd64", "linux/arm64"]
  cache-to = [{ type = "registry", ref = "acme/cache" }]
  attest = ["type=provenance,disabled=true"]
}
target "archive" { output = ["type=oci,dest=app.tar"] }
target "quiet" { attest = ["type=provenance,mode=max"] }
`;

const compose = `services:
  web:
    image: acme/web:\${TAG:-dev}
    build: {context: web, platforms: [linux/amd64, linux/arm64]}
  unnamed: {build: ./tools}
`;

const files = {
  'docker-bake.hcl': bakeFile,
  'deploy/compose.yaml': compose,
  'app/docker/Dockerfile': 'FROM alpine:3.22\n',
  'deploy/web/Dockerfile': 'FROM alpine:3.22\n',
};

/** The work of a job with this script in a repository with bake and Compose files. */
function workOf(script: string, more: Readonly<Record<string, string>> = {}) {
  const lines = script.split('\n').map((line) => `    - ${JSON.stringify(line)}\n`);
  const job = `build:\n  image: docker:29.1.3-cli\n  variables: {TAG: $CI_COMMIT_SHA}\n  script:\n${lines.join('')}`;
  const project = projectOf({ ...files, ...more, '.gitlab-ci.yml': job });
  return { project, ...[...project.work.values()][0]!.builds };
}

const shown = ({ tool, pushed, destinations, localTags }: BuildStep): string =>
  [
    tool,
    pushed.is,
    ...[...destinations.items, ...localTags.items].map(({ reference }) => showText(reference.text)),
  ].join(' ');

describe('a bake command', () => {
  test.each([
    ['docker buildx bake', ['docker buildx bake no acme/app:$CI_COMMIT_SHA']],
    ['docker buildx bake --push', ['docker buildx bake yes acme/app:$CI_COMMIT_SHA']],
    ['docker bake --push', ['docker buildx bake yes acme/app:$CI_COMMIT_SHA']],
    ['docker-buildx bake --push', ['docker buildx bake yes acme/app:$CI_COMMIT_SHA']],
    ['TAG=v1 docker buildx bake --push', ['docker buildx bake yes acme/app:v1']],
    ['docker buildx bake --push --var TAG=v2', ['docker buildx bake yes acme/app:v2']],
    ['docker buildx bake -f docker-bake.hcl --push', ['docker buildx bake yes acme/app:$CI_COMMIT_SHA']],
    ['BUILDX_BAKE_FILE=docker-bake.hcl docker buildx bake', ['docker buildx bake no acme/app:$CI_COMMIT_SHA']],
    ['docker buildx bake --set default.output=type=registry', ['docker buildx bake yes acme/app:$CI_COMMIT_SHA']],
    ['docker buildx bake --set "*.push=true"', ['docker buildx bake yes acme/app:$CI_COMMIT_SHA']],
    ['docker buildx bake --push --set default.tags=acme/x:$TAG', ['docker buildx bake yes acme/x:$CI_COMMIT_SHA']],
    ['docker buildx bake --push archive', ['docker buildx bake unknown']],
    ['docker buildx bake\ndocker push acme/app:$TAG', ['docker buildx bake yes acme/app:$CI_COMMIT_SHA']],
    ['docker buildx bake --print', []],
    ['docker buildx bake --check', []],
    ['docker buildx bake --list targets', []],
  ])('%s', (script, steps) => {
    const { items, openTo } = workOf(script);
    expect(items.map(shown)).toEqual(steps);
    expect(openTo).toEqual([]);
  });

  test('takes everything from its target, with the places of the file', () => {
    const [step] = workOf('docker buildx bake --push release').items;
    expect(shownPlatforms(step!)).toBe('linux/amd64 linux/arm64');
    expect([step!.context, step!.dockerfilePath, step!.target].map(shownField)).toEqual([
      'app',
      'app/docker/Dockerfile',
      'prod',
    ]);
    expect(step!.dockerfile.is).toBe('set');
    expect(shownList(step!.buildArgs, ({ name, value }) => `${name}=${shownField(value)}`)).toBe('GO=1.25');
    expect(shownList(step!.cacheExports, ({ name }) => shownField(name))).toBe('acme/cache');
    expect(step!.destinations.items.map(({ span }) => [span.file.path, sourceText(span)])).toEqual([
      ['docker-bake.hcl', 'acme/app:${TAG}'],
    ]);
    expect(step!.span.file.path).toBe('.gitlab-ci.yml');
  });

  test.each([
    ['docker buildx bake --push', 'yes', []],
    ['docker buildx bake --push --provenance=false', 'no', ['--provenance=false']],
    ['docker buildx bake --push release', 'no', ['type=provenance,disabled=true']],
    ['docker buildx bake --push --provenance=mode=max release', 'yes', []],
    ['docker buildx bake --push --provenance=false quiet', 'no', ['--provenance=false']],
    ['docker buildx bake --push quiet', 'yes', []],
    ['BUILDX_NO_DEFAULT_ATTESTATIONS=1 docker buildx bake --push', 'no', ['BUILDX_NO_DEFAULT_ATTESTATIONS=1']],
    ['docker buildx bake --push --set "*.attest=type=sbom"', 'yes', []],
  ])('%s: an index is pushed: %s', (script, truth, optOuts) => {
    const [step] = workOf(`docker buildx create --use\n${script}`).items;
    expect([step!.pushesIndex.truth.is, step!.pushesIndex.optOuts.map(({ written }) => written)]).toEqual([
      truth,
      optOuts,
    ]);
  });

  test.each([
    ['docker buildx bake -f missing.hcl', 'indirection'],
    ['docker buildx bake -f - < docker-bake.hcl', 'indirection'],
    ['docker buildx bake -f $BAKE_FILE', 'variable'],
    ['docker buildx bake missing', 'indirection'],
    ['docker buildx bake "$TARGETS"', 'variable'],
    ['docker buildx bake https://github.com/acme/app.git', 'indirection'],
    ['sed -i s/app/web/ docker-bake.hcl\ndocker buildx bake', 'indirection'],
    ['cd elsewhere\ndocker buildx bake', 'indirection'],
    ['docker compose build', 'indirection'],
  ])('%s may build what is not seen', (script, kind) => {
    const { items, openTo } = workOf(script);
    expect(items).toEqual([]);
    expect(openTo.map((cause) => cause.kind)).toEqual([kind]);
  });

  test('a name with a hole means every target that fits, each in doubt', () => {
    const { items, openTo } = workOf('docker buildx bake "${KIND}e"');
    expect(items.map(({ runs }) => runs.is)).toEqual(['unknown', 'unknown']);
    expect(openTo).toEqual([]);
  });

  test('a broken file is a file that cannot be read', () => {
    const { project, openTo } = workOf('docker buildx bake', { 'docker-bake.hcl': 'target "default" {\n  tags = [\n' });
    expect(project.unreadable.map(({ at }) => at.file.path)).toEqual(['docker-bake.hcl']);
    expect(openTo.map(({ kind }) => kind)).toEqual(['syntax']);
  });
});

describe('Compose', () => {
  test.each([
    [
      'docker compose -f deploy/compose.yaml build',
      ['docker compose build no acme/web:$CI_COMMIT_SHA', 'docker compose build no'],
    ],
    ['docker compose -f deploy/compose.yaml build --push web', ['docker compose build yes acme/web:$CI_COMMIT_SHA']],
    ['docker-compose -f deploy/compose.yaml build --push web', ['docker compose build yes acme/web:$CI_COMMIT_SHA']],
    ['cd deploy\ndocker compose build web\ndocker compose push', ['docker compose build yes acme/web:$CI_COMMIT_SHA']],
    ['docker buildx bake -f deploy/compose.yaml --push web', ['docker buildx bake yes acme/web:$CI_COMMIT_SHA']],
    ['docker compose -f deploy/compose.yaml up -d', []],
  ])('%s', (script, steps) => {
    const { items, openTo } = workOf(script);
    expect(items.map(shown)).toEqual(steps);
    expect(openTo).toEqual([]);
  });

  test('sees paths from the folder of its file, bake from the working directory', () => {
    const contexts = [
      'docker compose -f deploy/compose.yaml build web',
      'docker buildx bake -f deploy/compose.yaml web',
    ].map((script) => shownField(workOf(script).items[0]!.context));
    expect(contexts).toEqual(['deploy/web', 'web']);
  });
});
