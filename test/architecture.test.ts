import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Which folders each folder may import, besides itself. What is not listed is forbidden. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/source': [],
  'src/value': ['src/source'],
  'src/oci': ['src/source', 'src/value'],
  'src/syntax': ['src/source'],
  'src/model': ['src/source', 'src/value', 'src/oci', 'src/facts'],
  'src/facts': ['src/source', 'src/value', 'src/oci'],
  'src/rule': ['src/source', 'src/value', 'src/oci', 'src/model', 'src/facts'],
  rules: ['src/rule'],
  'src/policy': ['src/source', 'src/value', 'src/oci', 'src/model', 'src/rule', 'src/syntax'],
  'src/gitlab': ['src/source', 'src/value', 'src/oci', 'src/syntax', 'src/model'],
  'src/github': ['src/source', 'src/value', 'src/oci', 'src/syntax', 'src/model'],
  'src/actions': ['src/source', 'src/value', 'src/oci', 'src/model', 'src/facts'],
  'src/steps': [
    'src/source',
    'src/value',
    'src/oci',
    'src/syntax',
    'src/model',
    'src/script',
    'src/github',
    'src/actions',
  ],
  'src/script': ['src/source', 'src/value', 'src/oci', 'src/syntax', 'src/model'],
  'src/runner': ['src/source', 'src/value', 'src/oci', 'src/syntax', 'src/model'],
  'src/dockerfile': ['src/source', 'src/value', 'src/oci', 'src/syntax', 'src/model', 'src/script'],
  'src/bake': ['src/source', 'src/value', 'src/oci', 'src/syntax', 'src/model', 'src/facts', 'src/script'],
  'src/tools': ['src/source', 'src/value', 'src/oci', 'src/syntax', 'src/model', 'src/facts', 'src/bake'],
  'src/make': ['src/source', 'src/value', 'src/syntax', 'src/script'],
  'src/project': [
    'src/source',
    'src/value',
    'src/oci',
    'src/syntax',
    'src/model',
    'src/facts',
    'src/gitlab',
    'src/github',
    'src/steps',
    'src/script',
    'src/make',
    'src/runner',
    'src/dockerfile',
    'src/bake',
    'src/tools',
    'src/policy',
  ],
  'src/engine': ['src/source', 'src/value', 'src/model', 'src/rule', 'src/policy'],
  'src/baseline': ['src/source', 'src/policy', 'src/engine'],
  'src/fix': ['src/source', 'src/value', 'src/syntax', 'src/rule', 'src/engine'],
  'src/plan': ['src/source', 'src/value', 'src/oci', 'src/model'],
  'src/report': ['src/source', 'src/value', 'src/model', 'src/rule', 'src/engine', 'src/fix', 'src/plan'],
  'src/init': ['src/source', 'src/value', 'src/oci', 'src/rule', 'src/engine'],
  'src/host': ['src/source'],
  'src/registry': ['src/oci', 'src/model'],
  'src/cli': [
    'src/source',
    'src/value',
    'src/model',
    'src/rule',
    'src/policy',
    'src/project',
    'src/engine',
    'src/baseline',
    'src/fix',
    'src/plan',
    'src/report',
    'src/init',
    'src/host',
    'src/registry',
    'rules',
  ],
};

/** Packages that only one folder may know, so that each can be replaced in one place. */
const ownedBy: Readonly<Record<string, string>> = {
  'node:fs': 'src/host',
  'node:child_process': 'src/host',
  yaml: 'src/syntax',
  unbash: 'src/syntax',
  'toml-eslint-parser': 'src/syntax',
  ajv: 'src/dev',
  chalk: 'src/report',
  '@actions/core': 'src/host',
  '@actions/expressions': 'src/syntax',
  picomatch: 'src/policy',
};

/** `src/dev` is the workshop: it ships with nobody and may use everything. */
const isWorkshop = (path: string): boolean => path.startsWith('src/dev/');

const files = ['src', 'rules'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(root, path))
    .filter((path) => path.endsWith('.ts') && !isWorkshop(path)),
);

const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

const folderOf = (path: string): string =>
  path.startsWith('rules/') ? 'rules' : path.split('/').slice(0, 2).join('/');

const imports = files.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => ({
    path,
    target: match[1] ?? '',
  })),
);

describe('architecture', () => {
  test('every source folder has its contract', () => {
    const folders = new Set(files.map(folderOf));
    expect([...folders].filter((folder) => !(folder in mayImport) && folder !== 'src/index.ts')).toEqual([]);
  });

  test('folders import only what they may', () => {
    const broken = imports
      .filter(({ target, path }) => target.startsWith('.') && path !== 'src/index.ts')
      .filter(({ path, target }) => {
        const from = folderOf(path);
        return ![from, ...(mayImport[from] ?? [])].includes(folderOf(join(dirname(path), target)));
      });
    expect(broken).toEqual([]);
  });

  test('every package enters one folder only', () => {
    const broken = imports.filter(({ path, target }) => {
      const owner = ownedBy[packageOf(target)];
      return owner !== undefined && folderOf(path) !== owner;
    });
    expect(broken).toEqual([]);
  });

  test('the pure layers read no environment, clock or process, and do not print', () => {
    const pure = /^(?:src\/(?!host\/|cli\/|index\.ts)|rules)\//;
    const forbidden = /\bprocess\.[a-z]|\bconsole\.|\bDate\.now\(|\bnew Date\(\)|\basync\b/;
    const broken = files.filter((path) => pure.test(path) && forbidden.test(readFileSync(path, 'utf8')));
    expect(broken).toEqual([]);
  });

  test('the paths that the documents name are there', () => {
    const named = ['ARCHITECTURE.md', 'CONTRIBUTING.md'].flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/`((?:src|test|bin|fixtures)\/[\w./-]+)`/g)].map(
        ([, path = '']) => path,
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
