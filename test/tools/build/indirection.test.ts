import { expect, test } from 'vitest';
import { indirectionsOf } from '../../../src/tools/indirection.ts';
import { commandsOf } from '../commands.ts';
import { stepsOf } from './steps.ts';

test.each([
  'make image',
  './build.sh',
  'ci/publish.sh --all',
  'bash ci/publish.sh',
  'python release.py',
  'docker compose build',
  'docker compose -f compose.ci.yml push',
  'docker buildx bake release',
  'docker buildx --builder b bake',
  'goreleaser release',
  'ko build ./cmd/server',
  './mvnw deploy',
  'sudo make push',
  'npm run publish-image',
  '$BUILD_TOOL build',
])('%s may build out of sight', (line) => {
  const causes = indirectionsOf(commandsOf(line));
  expect(causes.map(({ kind }) => kind)).toEqual(['indirection']);
  expect(stepsOf(line).openTo).toHaveLength(1);
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
  'git push origin main',
  'python -m pip install requests',
  'sh -c "echo hello"',
  'bash --version',
  'echo make image',
  './manifest-tool push from-spec spec.yml',
  'buildctl-daemonless.sh build',
])('%s builds nothing', (line) => {
  expect(indirectionsOf(commandsOf(line))).toEqual([]);
});

test('a cause says what is not followed', () => {
  expect(indirectionsOf(commandsOf('make image'))[0]?.because).toBe(
    '`make image` is not followed, so what it builds is not known',
  );
});
