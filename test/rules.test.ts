import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import type { Safety } from '../src/rule/index.ts';
import { fixFolder } from './fix-folder.ts';
import { lintFolder } from './lint-folder.ts';

/** `bad-*` is reported for certain, `unknown-*` only as undecided, `good-*` by no rule at all. */
const caseName = /^(bad|good|unknown)(-[a-z0-9-]+)?$/;

/** Rules about what cannot be read, or about facts that are always certain, have nothing that could be unknown. */
const alwaysCertain: ReadonlySet<string> = new Set([
  'attestation-optout-unneeded',
  'dotenv-tag-unreachable',
  'duplicate-job-key',
  'empty-matrix',
  'equal-matrix-cells',
  'github-rejects-workflow',
  'gitlab-cache-expansion',
  'gitlab-rejects-pipeline',
  'go-cache-ineffective',
  'gomodcache-split-per-arch',
  'inherited-script-shadowed',
  'kaniko-cache-repo-shared',
  'matrix-variable-out-of-scope',
  'merge-key-overrides-key',
  'no-privileged-runner',
  'not-analysed',
  'runner-executable-arch',
  'secret-in-argv',
  'unknown-arch',
  'unquoted-negation',
  'unreadable-file',
]);

/** What fixes make of a case stands beside it: `bad.fixed`. */
const fixedName = /\.fixed$/;

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []))
    : [];

const filesBelow = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
        entry.isFile() ? relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/') : [],
      )
    : [];

test('every fixture folder belongs to a rule, and every case is named after what it shows', () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect(foldersIn('fixtures/rules').filter((id) => !ids.has(id))).toEqual([]);
  const cases = [...ids].flatMap((id) => foldersIn(`fixtures/rules/${id}`).map((name) => ({ id, name })));
  const named = cases.filter(({ name }) => !fixedName.test(name));
  expect(named.filter(({ name }) => !caseName.test(name))).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const folder = `fixtures/rules/${id}`;
  const cases = foldersIn(folder).filter((name) => !fixedName.test(name));
  const carried = new Set<Safety>();

  test('every report has its case', () => {
    const reports = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
    expect(reports.filter((name) => !cases.includes(name.slice(0, -'.txt'.length)))).toEqual([]);
  });

  test('has a case that is bad, one that is good and one that cannot be told', () => {
    const wanted = alwaysCertain.has(id) ? ['bad', 'good'] : ['bad', 'good', 'unknown'];
    expect(wanted.filter((kind) => !cases.some((name) => name.startsWith(kind)))).toEqual([]);
  });

  test.each(cases.filter((name) => name.startsWith('good')))('%s: no rule has a word to say', (name) => {
    const { findings, text } = lintFolder(`${folder}/${name}`);
    expect(findings.filter(({ ruleId }) => ruleId !== 'not-analysed').length, text).toBe(0);
  });

  test.each(cases.filter((name) => !name.startsWith('good')))('%s: reads as its report', async (name) => {
    const { findings, text } = lintFolder(`${folder}/${name}`, [rule]);
    const certain = findings.filter(({ certainty }) => certainty === 'violation');
    expect(findings.length).toBeGreaterThan(0);
    expect(certain.length > 0).toBe(name.startsWith('bad'));
    await expect(text).toMatchFileSnapshot(`../${folder}/${name}.txt`);
  });

  test.each(cases.filter((name) => name.startsWith('bad')))('%s: is fixed as its folder shows', async (name) => {
    const { findings } = lintFolder(`${folder}/${name}`, [rule]);
    for (const { fix } of findings) if (fix !== undefined) carried.add(fix.safety);

    const { texts, refused, again } = fixFolder(`${folder}/${name}`, rule);
    expect(refused.map(({ fix, because }) => `${fix.title}: ${because}`)).toEqual([]);
    for (const [path, text] of texts) await expect(text).toMatchFileSnapshot(`../${folder}/${name}.fixed/${path}`);
    expect(filesBelow(`${folder}/${name}.fixed`).filter((path) => !texts.has(path))).toEqual([]);
    expect(again.files, 'fixing twice changes nothing more').toEqual([]);
  });

  test('carries the kinds of fixes that it declares', () => {
    expect([...carried].toSorted()).toEqual([...(rule.fixes ?? [])].toSorted());
  });
});
