import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
// What the command loads when it is called is loaded before, so that no test waits for it.
import '../../../src/cli/commands/init-command.ts';
import '../../../src/cli/commands/lint-command.ts';
import '../../../src/cli/commands/propose-policy.ts';
import '../../../src/cli/projects/repair-project.ts';
import { checkCase } from '../../../src/dev/fuzz/check-case.ts';
import { sameYamlMutations } from '../../../src/dev/fuzz/mutations/same-yaml.ts';
import { wrongBaseline } from '../../../src/dev/fuzz/properties/baseline.ts';
import type { SeenFinding } from '../../../src/dev/fuzz/properties/findings.ts';
import { wrongInit } from '../../../src/dev/fuzz/properties/init.ts';
import { lostMeaning } from '../../../src/dev/fuzz/properties/meaning.ts';
import { type ReportFormat, wrongReport } from '../../../src/dev/fuzz/properties/reports.ts';
import { type Scene, sceneIn } from '../../../src/dev/fuzz/scene.ts';

const annotation = '::error title=multiarch-lint%3A unknown-arch,file=a.yml,line=1,endLine=1,col=3::`x` is none';
const end = 'multiarch-lint: 1 problem (1 error, 0 warnings, 0 notes), 2 undecided\n';

test.each<readonly [what: string, format: ReportFormat, text: string, wrong: string]>([
  ['a command that is no annotation', 'github', `${annotation}\n::set-env name=A::b\n${end}`, 'is no annotation'],
  ['a place that ends its list', 'github', `${annotation.replace('a.yml', 'a,b:c')}\n${end}`, 'is no annotation'],
  ['annotations that nobody counts', 'github', `${annotation}\n`, 'does not end in a count'],
  ['a command in the log', 'terminal', 'a\n::error::b\n', 'a workflow command'],
  ['a sign that moves the cursor', 'markdown', 'a\u001b[2J', 'a control character'],
  ['two issues that look like one', 'gitlab', JSON.stringify([issue('x'), issue('x')]), 'one fingerprint'],
  ['a report of another shape', 'json', '{}', 'required'],
])('%s is wrong', (_, format, text, wrong) => {
  expect(wrongReport(format, text)?.detail).toContain(wrong);
});

test('annotations and their number are right', () => {
  expect(wrongReport('github', `${annotation}\n${end}`)).toBeUndefined();
  expect(wrongReport('github', 'multiarch-lint: no problems, 1 undecided\n')).toBeUndefined();
  expect(wrongReport('github', 'multiarch-lint: nothing was linted\n')).toBeUndefined();
});

function issue(fingerprint: string): object {
  return { description: 'a', check_name: 'b', severity: 'major', fingerprint };
}

const found = (...rules: readonly string[]): readonly SeenFinding[] =>
  rules.map((rule) => ({
    rule,
    certainty: 'violation',
    severity: 'error',
    message: rule,
    fix: null,
    location: { path: '.gitlab-ci.yml' },
  }));

test('a change that means nothing loses no finding and brings none', () => {
  expect(lostMeaning(found('a'), found('a', 'a'), [])?.kind).toBe('lost: a violation error');
  expect(lostMeaning(found('a', 'b'), found('a'), [])?.kind).toBe('new: b violation error');
  expect(lostMeaning(found('b', 'a'), found('a', 'b'), [])).toBeUndefined();
});

test('one that writes a part several times may repeat findings, and no more', () => {
  const steps = sameYamlMutations.flatMap((mutation) =>
    mutation.repeats === true ? [{ mutation, path: '.gitlab-ci.yml', seed: 1 }] : [],
  );
  expect(steps.map(({ mutation }) => mutation.name)).toEqual(['aliases written out', 'merge keys written out']);
  expect(lostMeaning(found('a', 'a'), found('a'), steps)).toBeUndefined();
  expect(lostMeaning(found('a', 'b'), found('a'), steps)?.kind).toBe('new: b violation error');
});

let folder = '';
let scene: Scene;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'properties-'));
  scene = sceneIn(folder, () => undefined);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const files = {
  '.gitlab-ci.yml': [
    'build:',
    '  image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }',
    '  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }',
    '  tags: ["${ARCH}"]',
    '  script: [/kaniko/executor --context . --destination "$CI_REGISTRY_IMAGE:latest-$ARCH"]',
    '',
  ].join('\n'),
  Dockerfile: 'FROM alpine:3.22\n',
};

test('a baseline and a proposed policy of a repository with findings are right', async () => {
  scene.layOut(files);
  expect(await wrongBaseline(scene, [])).toBeUndefined();
  expect(await wrongInit(scene, files)).toBeUndefined();
});

test('a policy that is there already is refused, and nothing to lint is told', async () => {
  expect(await wrongInit(scene, { ...files, '.multiarch-lint.yml': 'version: 1\n' })).toBeUndefined();
  expect(await wrongInit(scene, { 'README.md': 'An image.\n' })).toBeUndefined();
});

// The least number for which every property is tried.
const all = 7 * 10 * 11 * 23 * 29 * 31 * 41;

test('a case of our own repositories breaks no property', async () => {
  const fixture = { name: 'kaniko', files };
  const one = { index: all, fixture, files, steps: [], isSame: true, options: [] };
  expect(await checkCase(one, { scene, fixtures: [fixture], known: new Map() })).toBeUndefined();
});
