import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './run-command.ts';

const { put, run, shell, path } = temporaryFolder();

const merge = (platforms: string) => `stages: [build, merge]

build:
  stage: build
  image:
    name: ghcr.io/osscontainertools/kaniko:v1.28.3-debug
    entrypoint: [""]
  parallel:
    matrix:
      - ARCH: [amd64, arm64] # 原生
  tags: ["\${ARCH}"]
  script:
    - /kaniko/executor --context "$CI_PROJECT_DIR" --destination "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-$ARCH"

merge:
  stage: merge
  image:
    name: mplatform/manifest-tool:alpine-v2.2.1
    entrypoint: [""]
  tags: [amd64]
  before_script: ['mkdir -p ~/.docker', 'cp "$REGISTRY_AUTH" ~/.docker/config.json']
  script:
    - manifest-tool push from-args --platforms ${platforms} --template "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-ARCH" --target "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA"
`;

/** One architecture is not merged. */
const incomplete = { '.gitlab-ci.yml': merge('linux/amd64') };
const whole = merge('linux/amd64,linux/arm64');
const selected = ['--only', 'arch-build-unmerged'];

const text = (): string => readFileSync(join(path(), '.gitlab-ci.yml'), 'utf8');

describe('--fix', () => {
  test('writes the safe fixes, and tells what remains', () => {
    put(incomplete);
    chmodSync(join(path(), '.gitlab-ci.yml'), 0o640);
    expect(run([...selected, '--format', 'concise'])).toMatchObject({ code: 1 });
    expect(run([...selected, '--fix', '--format', 'concise'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'multiarch-lint: fixed 1 problem in 1 file\n',
    });
    expect(text()).toBe(whole);
    expect(statSync(join(path(), '.gitlab-ci.yml')).mode & 0o777).toBe(0o640);
  });

  test('twice changes nothing', () => {
    put({ '.gitlab-ci.yml': whole });
    expect(run([...selected, '--fix-unsafe', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(text()).toBe(whole);
  });

  test('leaves a file alone that is reached through a link, and says so', () => {
    put({ 'ci/pipeline.yml': incomplete['.gitlab-ci.yml'] });
    symlinkSync('ci/pipeline.yml', join(path(), '.gitlab-ci.yml'));
    const { code, stderr } = run([...selected, '--fix', '--format', 'concise']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'multiarch-lint: .gitlab-ci.yml:23: arch-build-unmerged is not fixed, because it is reached through a link\nmultiarch-lint: nothing to fix\n',
    );
    expect(text()).toBe(incomplete['.gitlab-ci.yml']);
  });
});

describe('--diff', () => {
  test('prints a patch that git applies, and writes nothing', () => {
    put(incomplete);
    const { code, stdout } = run([...selected, '--diff']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^--- a\/\.gitlab-ci\.yml\n\+\+\+ b\/\.gitlab-ci\.yml\n@@ /);
    expect(text()).toBe(incomplete['.gitlab-ci.yml']);
    shell('"$NODE" "$COMMAND" --only arch-build-unmerged --diff | git apply -');
    expect(text()).toBe(whole);
  });

  test('names the files from the working folder, also for a project below it', () => {
    put({ 'api/.gitlab-ci.yml': incomplete['.gitlab-ci.yml'] });
    expect(run([...selected, '--diff', 'api']).stdout).toMatch(/^--- a\/api\/\.gitlab-ci\.yml\n/);
  });
});

describe('reports carry the edits', () => {
  const fix = { title: 'Merge linux/arm64, too', safety: 'safe' };

  test('in JSON', () => {
    put(incomplete);
    const report: unknown = JSON.parse(run([...selected, '--format', 'json']).stdout);
    expect(report).toMatchObject({ findings: [{ fix: { ...fix, edits: [{ text: ',linux/arm64' }] } }] });
  });

  test('in SARIF', () => {
    put(incomplete);
    const report: unknown = JSON.parse(run([...selected, '--format', 'sarif']).stdout);
    const replacements = [{ deletedRegion: { startLine: 23 }, insertedContent: { text: ',linux/arm64' } }];
    expect(report).toMatchObject({
      runs: [{ results: [{ fixes: [{ artifactChanges: [{ replacements }], properties: { safety: 'safe' } }] }] }],
    });
  });
});
