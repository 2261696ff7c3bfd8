import { expect, test } from 'vitest';
import { indirectionOf, likelihoodOf } from '../../../src/tools/indirection.ts';
import { commandOfLine } from '../commands.ts';
import { stepsOf } from './steps.ts';

test.each([
  'make image',
  './build.sh',
  'ci/publish.sh --all',
  'bash ci/publish.sh',
  'python release.py',
  'goreleaser release',
  'ko build ./cmd/server',
  './mvnw deploy',
  'sudo make push',
  'npm run publish-image',
  '$BUILD_TOOL build',
  'npx semantic-release',
  'npx @acme/images@2 push',
  'docker run --rm -v $PWD:/workspace gcr.io/kaniko-project/executor:v1.24.0 -d app',
])('%s may build out of sight', (line) => {
  expect(indirectionOf(commandOfLine(line))?.kind).toBe('indirection');
  expect(stepsOf(line).openTo).toHaveLength(1);
});

test.each([
  'docker compose build',
  'docker compose -f compose.ci.yml push',
  'docker-compose build',
  'docker buildx bake release',
  'docker buildx --builder b bake',
  'docker bake',
])('%s may build what its files would tell, which are not there', (line) => {
  expect(indirectionOf(commandOfLine(line))).toBeUndefined();
  expect(stepsOf(line).openTo.map(({ kind }) => kind)).toEqual(['indirection']);
});

test.each([
  'make --version',
  'go build ./...',
  'go test ./...',
  'npm ci',
  'curl -fsSL https://example.com/install.sh',
  'apk add --no-cache git',
  'docker login registry.example.com',
  'docker compose up -d database',
  'docker run --rm golang:1.25 go test ./...',
  'git push origin main',
  'python -m pip install requests',
  'sh -c "echo hello"',
  'bash --version',
  'echo make image',
  './manifest-tool push from-spec spec.yml',
  'buildctl-daemonless.sh build',
  'npx --yes multiarch-lint@1.2.3 --format gitlab=report.json',
  'npx --yes "multiarch-lint@${LINT_VERSION:-1.2.3}"',
  'npx @commitlint/cli@19 --from HEAD~1',
  'npx eslint .',
])('%s builds nothing', (line) => {
  expect(indirectionOf(commandOfLine(line))).toBeUndefined();
});

test('a cause says what is not followed', () => {
  expect(indirectionOf(commandOfLine('make image'))?.because).toBe(
    '`make image` is not followed, so what it builds is not known',
  );
});

test.each([
  ['make image', 'likely'],
  ['npm run build', 'possible'],
  ['make', 'likely'],
  ['make lint', 'possible'],
  ['make test-image', 'likely'],
  ['npm run docker:push', 'likely'],
  ['./release.sh', 'likely'],
  ['./ci/test.sh', 'possible'],
  ['bash ci/build-all.sh', 'likely'],
  ['goreleaser release', 'likely'],
])('%s builds images: it is %s', (line, likelihood) => {
  expect(likelihoodOf(commandOfLine(line))).toBe(likelihood);
});
