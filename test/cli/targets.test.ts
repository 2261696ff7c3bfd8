import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTargets } from '../../src/cli/projects/targets.ts';
import { temporaryFolder } from './run-command.ts';

const folder = temporaryFolder();
const find = (written: readonly string[], { from = '', isRecursive = false } = {}) =>
  findTargets(written, { isRecursive, workingFolder: join(folder.path(), from) }).map(({ shown, prefix }) => [
    shown,
    prefix,
  ]);

test('paths in reports start at the working folder', () => {
  for (const name of ['api', 'web']) mkdirSync(join(folder.path(), name));
  expect(find(['.'])).toEqual([['.', '']]);
  expect(find(['api', 'web/', './api'])).toEqual([
    ['api', 'api/'],
    ['web', 'web/'],
  ]);
});

test('paths of projects elsewhere start at the folder that holds them all', () => {
  for (const name of ['group/api', 'group/web', 'here']) mkdirSync(join(folder.path(), name), { recursive: true });
  expect(find(['../group/api'], { from: 'here' })).toEqual([['../group/api', '']]);
  expect(find(['../group/api', '../group/web'], { from: 'here' })).toEqual([
    ['../group/api', 'api/'],
    ['../group/web', 'web/'],
  ]);
});

test('a recursive call takes the project roots below each folder, once', () => {
  folder.put({ 'group/api/.gitlab-ci.yml': '', 'group/web/.gitlab-ci.yml': '', 'docs/Dockerfile': '' });
  expect(find(['.', 'group'], { isRecursive: true })).toEqual([
    ['group/api', 'group/api/'],
    ['group/web', 'group/web/'],
  ]);
});
