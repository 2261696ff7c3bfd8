import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../../src/dev/fuzz/run-command.ts';
import { sceneIn } from '../../../src/dev/fuzz/scene.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scene-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const sceneOf = () => sceneIn(folder, () => undefined);
const listed = (): readonly string[] => readdirSync(join(folder, 'project'), { recursive: true }).map(String).sort();

test('what is laid out holds nothing of what was there, not even a folder', () => {
  const scene = sceneOf();
  scene.layOut({ 'ci/images/build.yml': 'a', '.gitlab-ci.yml': 'b', 'app/Dockerfile': 'c' });
  scene.layOut({ ci: 'a file now', '.gitlab-ci.yml': 'b', 'app/src/Dockerfile': 'd' });
  expect(listed()).toEqual(['.gitlab-ci.yml', 'app', 'app/src', 'app/src/Dockerfile', 'ci']);
  expect(scene.filesAfter()).toEqual({ ci: 'a file now', '.gitlab-ci.yml': 'b', 'app/src/Dockerfile': 'd' });
});

test('what a run has written is gone when the next case is laid out', () => {
  const scene = sceneOf();
  scene.layOut({ Dockerfile: 'FROM alpine:3.22\n' });
  mkdirSync(join(scene.project, 'left'));
  writeFileSync(join(scene.project, 'Dockerfile'), 'FROM scratch\n');
  scene.filesAfter();
  scene.add('more/.gitlab-ci.yml', 'a: 1\n');
  scene.layOut({ Dockerfile: 'FROM alpine:3.22\n' });
  expect(listed()).toEqual(['Dockerfile']);
  expect(readFileSync(join(scene.project, 'Dockerfile'), 'utf8')).toBe('FROM alpine:3.22\n');
});

test('a run answers the report of a file, and what goes to the standard output of the process', async () => {
  const scene = sceneOf();
  scene.layOut({ Dockerfile: 'FROM --platform=linux/amd64 alpine:3.22\n', '.gitlab-ci.yml': 'a: { script: make }\n' });
  const run = await runCommand(scene, ['--format', 'json=../report', '--format', 'github']);
  expect(run).toMatchObject({ stdout: '', stderr: '' });
  expect(JSON.parse(run.report)).toHaveProperty('findings');
  expect(run.log).toMatch(/^multiarch-lint: .*\n$/m);
  expect((await runCommand(scene, ['--format', 'json'])).report).toBe('');
});
