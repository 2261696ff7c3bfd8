import { describe, expect, test } from 'vitest';
import { sourceText } from '../../src/source/source-file.ts';
import { showText } from '../../src/value/index.ts';
import { buildOf, commandsOf, workOf } from './steps-of.ts';

const step = (inputs: string, ref = 'v6'): string =>
  `- uses: docker/setup-buildx-action@v3\n- uses: docker/bake-action@${ref}\n  with:\n${inputs.trim().replaceAll(/^/gm, '    ')}`;

const definition = `
group "default" { targets = ["server"] }
target "server" {
  context = "."
  platforms = ["linux/amd64", "linux/arm64"]
  tags = ["acme/server:1.4.0"]
}
target "web" {
  context = "web"
  tags = ["acme/web:1.4.0"]
}
`;
const files = { 'docker-bake.hcl': definition, 'web/Dockerfile': 'FROM alpine:3.22\n' };

describe('docker/bake-action', () => {
  test('calls bake with its inputs', () => {
    const [, command] = commandsOf(
      step(`
source: .
files: docker-bake.hcl
targets: server, web
set: |
  *.platform=linux/arm64
  server.tags=acme/server:1,acme/server:2
vars: VERSION=1.4.0
push: true
no-cache: true
builder: farm`),
      { files },
    );
    expect(command).toBe(
      'docker buildx bake --file docker-bake.hcl --set *.platform=linux/arm64 --set server.tags=acme/server:1,acme/server:2 --var VERSION=1.4.0 --metadata-file $RUNNER_TEMP/docker-actions-toolkit/build-metadata.json --builder farm --no-cache --push server web',
    );
  });

  test.each(['', 'source: .', 'source: "{{defaultContext}}"'])(
    'builds the targets of the repository with `%s`',
    (source) => {
      const build = buildOf(step(`push: true\n${source}`), { files });
      expect(build.destinations.items.map(({ reference }) => showText(reference.text))).toEqual(['acme/server:1.4.0']);
      expect(build.pushed.is).toBe('yes');
      expect(build.dockerfile.is).toBe('set');
      expect(build.platforms.is === 'set' && build.platforms.value.items.length).toBe(2);
    },
  );

  test('runs in the folder that `source` names', () => {
    const build = buildOf(step('source: ./deploy\ntargets: server'), {
      files: { 'deploy/docker-bake.hcl': definition, 'deploy/Dockerfile': 'FROM scratch\n' },
    });
    expect(build.dockerfile.is === 'set' && build.dockerfile.value.file.path).toBe('deploy/Dockerfile');
  });

  test('runs in `workdir` before v6', () => {
    expect(buildOf(step('workdir: deploy', 'v5'), { files: { 'deploy/docker-bake.hcl': definition } }).tool).toBe(
      'docker buildx bake',
    );
  });

  test.each(['https://github.com/acme/other.git', '"{{defaultContext}}:deploy"'])(
    'says that it does not see %s',
    (source) => {
      const { builds } = workOf(step(`source: ${source}`), { files });
      expect(builds.items).toEqual([]);
      expect(builds.openTo.length).toBeGreaterThan(0);
    },
  );

  test('adds provenance by itself since v3, and leaves it with `provenance: false`', () => {
    const indexOf = (inputs: string, ref = 'v6') =>
      buildOf(step(`push: true\ntargets: web\n${inputs}`, ref), { files }).pushesIndex;
    expect(indexOf('').truth.is).toBe('yes');
    expect(indexOf('').because).toBe('`docker/bake-action` adds provenance by default since v3.0.0');
    expect(indexOf('provenance: false').truth.is).toBe('no');
    expect(indexOf('', 'v2').truth.is).toBe('no');
  });

  test('knows an override at its own place', () => {
    const build = buildOf(step('set: |\n  server.tags=acme/server:next\npush: true'), { files });
    expect(build.destinations.items.map(({ span }) => sourceText(span))).toEqual(['acme/server:next']);
  });
});
