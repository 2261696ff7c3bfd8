import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** A hook as pre-commit reads it. Source: pre-commit.com, "Creating new hooks". */
interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly Hook[];
const { bin, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
};

test('the hook starts the command, which npm builds from a checkout', () => {
  expect(hooks.map(({ id, language, pass_filenames }) => ({ id, language, pass_filenames }))).toEqual([
    { id: 'multiarch-lint', language: 'node', pass_filenames: false },
  ]);
  expect(existsSync(bin[hooks[0]?.entry ?? ''] ?? '')).toBe(true);
  expect(scripts).toHaveProperty('prepare');
});

const pattern = new RegExp(hooks[0]?.files ?? '');

test.each([
  '.gitlab-ci.yml',
  'ci/build.yaml',
  '.github/workflows/image.yml',
  '.github/actions/build/action.yml',
  'Dockerfile',
  'services/api/Dockerfile.arm64',
  'server.dockerfile',
  'Makefile',
  'ci/images.mk',
  'scripts/push.sh',
  'docker-bake.hcl',
  'docker-bake.override.json',
  'compose.yaml',
  'runner/config.toml',
])('a change of %s can change what is found', (path) => {
  expect(path).toMatch(pattern);
});

test.each(['README.md', 'src/server.ts', 'package.json', 'docs/makefiles.md'])(
  'a change of %s starts nothing',
  (path) => {
    expect(path).not.toMatch(pattern);
  },
);
