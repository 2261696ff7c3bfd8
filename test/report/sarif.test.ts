import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { suppressionRules } from '../../src/engine/suppression-rules.ts';
import type { Report } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { defineRule } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingAt, jobNamed, placeIn, projectOf, reportOf } from './sample.ts';

const ci = new SourceFile(
  'ci/build images%.yml',
  'build-arm64:\r\n  script: |\r\n    echo "构建 🚀" && docker push app\r\n    docker logout\r\n',
);
const rule = defineRule({
  id: 'merge-needs-incomplete',
  group: 'merge',
  severity: 'error',
  summary: 'A merge job waits for *every* build of its `sources`',
  why: 'The merge job starts early, and [`manifest-tool`](https://example.org/manifest-tool) fails.',
  exceptions: 'Optional needs are left alone.',
  references: ['https://docs.gitlab.com/ci/yaml/#needs'],
  check: () => [],
});
const view = { color: false, width: 80, quiet: false };
const cause = { kind: 'include', because: '`ci/merge.yml` lives elsewhere', at: placeIn(ci, 'script') } as const;

const run = (...reports: readonly Report[]) => (JSON.parse(sarif(reports, view)) as Log).runs[0]!;

/** A report with one of everything. */
const full = reportOf(
  [
    findingAt(placeIn(ci, 'docker push app\r\n    docker'), {
      jobs: [jobNamed('build: [arm64]', placeIn(ci, 'build-arm64'))],
      related: [{ at: placeIn(ci, 'build-arm64'), message: 'in this job' }],
      help: 'add `build-arm64` to its `needs`',
    }),
    findingAt(placeIn(ci, 'docker logout'), { severity: 'info', certainty: 'undecided', causes: [cause] }),
  ],
  {
    rules: [rule, ...suppressionRules],
    suppressed: [{ finding: findingAt(ci.span(0, 0), { severity: 'warning' }), reason: 'the pilot ends in May' }],
    project: projectOf([ci], { notAnalysed: [cause] }),
  },
);

/** Whether a document is a SARIF log; the schema is compiled once. */
const validate = (() => {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
  const schema = JSON.parse(
    readFileSync(path.replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as Record<string, unknown>;
  // The schema is of draft 4, of which it uses nothing that later drafts changed but these two keys.
  const { $schema: _draft, id: _id, ...rest } = schema;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(rest);
})();

test.each([
  ['one of everything', [full]],
  ['nothing', []],
  ['a clean project', [reportOf([], { project: projectOf([ci]) })]],
  ['two roots', [full, { ...full, root: 'web/' }]],
])('a report of %s is valid by the SARIF 2.1.0 schema', (_, reports) => {
  validate(JSON.parse(sarif(reports, view)));
  expect(validate.errors).toBeNull();
});

test('a result lies on the first line of its place, in UTF-16 units, under an encoded relative URI', () => {
  expect(run(full).results![0]!.locations![0]!.physicalLocation).toEqual({
    artifactLocation: { uri: 'ci/build%20images%25.yml', index: 0 },
    region: { startLine: 3, startColumn: 21, endLine: 3, endColumn: 36, snippet: { text: 'docker push app' } },
  });
  expect(run(full).columnKind).toBe('utf16CodeUnits');
});

test('a result names its rule, its jobs, its other places and how to solve it', () => {
  const [result] = run(full).results!;
  expect(result).toMatchObject({ ruleId: rule.id, ruleIndex: 0, kind: 'fail', level: 'error' });
  expect(result!.message.text).toMatch(
    / without waiting for `build-arm64`\. To solve it, add `build-arm64` to its `needs`\.$/,
  );
  expect(result!.locations![0]!.logicalLocations).toEqual([{ name: 'build: [arm64]', kind: 'job' }]);
  expect(result!.relatedLocations).toMatchObject([{ id: 1, message: { text: 'in this job' } }]);
});

test('an undecided finding is open, has no level and points at what hides the answer', () => {
  const result = run(full).results![1]!;
  expect(result).toMatchObject({ kind: 'open', level: 'none' });
  expect(result.message.text).toContain('cannot rule out that');
  expect(result.relatedLocations).toMatchObject([{ message: { text: `cannot tell, because ${cause.because}` } }]);
});

test('a silenced finding carries its reason, and then every result tells whether it is silenced', () => {
  expect(run(full).results!.map(({ suppressions }) => suppressions)).toEqual([
    [],
    [],
    [{ kind: 'inSource', status: 'accepted', justification: 'the pilot ends in May' }],
  ]);
  const plain = run(reportOf([findingAt(placeIn(ci, 'script'))])).results!;
  expect(plain[0]).not.toHaveProperty('suppressions');
});

test('the rules carry what code scanning shows of them', () => {
  expect(run(full).tool.driver.rules![0]).toEqual({
    id: 'merge-needs-incomplete',
    name: 'MergeNeedsIncomplete',
    shortDescription: { text: 'A merge job waits for *every* build of its sources.' },
    fullDescription: { text: 'The merge job starts early, and manifest-tool fails.' },
    help: {
      text: expect.stringContaining('Optional needs are left alone.') as string,
      markdown: expect.stringContaining('[`manifest-tool`](https://example.org/manifest-tool)') as string,
    },
    helpUri: 'https://docs.gitlab.com/ci/yaml/#needs',
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['multi-arch', 'merge'], group: 'merge', precision: 'very-high', 'problem.severity': 'error' },
  });
});

test('what was not analysed is a notification', () => {
  expect(run(full).invocations![0]!.toolExecutionNotifications).toMatchObject([
    { level: 'note', message: { text: `not analysed: ${cause.because}` } },
  ]);
});

test('a run tells how the command ends, where one runs', () => {
  const ending = (exitCode?: number) =>
    (JSON.parse(sarif([full], exitCode === undefined ? view : { ...view, exitCode })) as Log).runs[0]!.invocations![0]!;
  expect(ending(1)).toMatchObject({ executionSuccessful: true, exitCode: 1 });
  expect(ending()).not.toHaveProperty('exitCode');
});

test('runs over different projects are told apart, so that one does not replace the results of another', () => {
  expect(run(full).automationDetails).toEqual({ id: 'multiarch-lint/' });
  expect(run({ ...full, root: 'api/' }).automationDetails).toEqual({ id: 'multiarch-lint/api/' });
});

test('what a baseline knows is unchanged and silenced, all else is new', () => {
  const known = findingAt(placeIn(ci, 'docker'), { fingerprint: 'f'.repeat(32) });
  const report = reportOf([findingAt(placeIn(ci, 'script'))], { baseline: { known: [known], gone: 0 } });
  expect(run(report).results).toMatchObject([
    { baselineState: 'new', suppressions: [] },
    { baselineState: 'unchanged', suppressions: [{ kind: 'external', status: 'accepted' }] },
  ]);
  expect(run(full).results![0]).not.toHaveProperty('baselineState');
});

test('a message holds no link that text from the repository could have made', () => {
  const { message } = run(
    reportOf([findingAt(placeIn(ci, 'script'), { message: '`[docs](https://evil.example)` is built' })]),
  ).results![0]!;
  expect(message.text).toBe('`[docs] (https://evil.example)` is built.');
});

test('the code of a place is left out where it is long', () => {
  const minified = new SourceFile('.gitlab-ci.yml', `{build: ${'x'.repeat(5000)}}`);
  const { region } = run(reportOf([findingAt(minified.whole)])).results![0]!.locations![0]!.physicalLocation!;
  expect(region).toEqual({ startLine: 1, startColumn: 1, endLine: 1, endColumn: 5010 });
});

test('a rule without references points at the page of the tool', () => {
  expect(run(full).tool.driver.rules!.at(-1)!.helpUri).toBe('https://www.npmjs.com/package/multiarch-lint');
});

test('the same finding in two roots has two fingerprints', () => {
  const report = reportOf([findingAt(placeIn(ci, 'script'))]);
  const { results } = run({ ...report, root: 'api/' }, { ...report, root: 'web/' });
  expect(new Set(results!.map(({ partialFingerprints }) => partialFingerprints!['multiarchLint/v1'])).size).toBe(2);
});

test('texts and results stay within what GitLab takes, the most severe results first', () => {
  const warnings = Array.from({ length: 5000 }, () =>
    findingAt(placeIn(ci, 'script'), { severity: 'warning', message: `x${'🚀'.repeat(2000)}` }),
  );
  const log = sarif([reportOf([...warnings, findingAt(placeIn(ci, 'docker'))])], view);
  expect(Buffer.byteLength(log)).toBeLessThanOrEqual(10_000_000);
  const { results, invocations } = (JSON.parse(log) as Log).runs[0]!;
  expect(results!.length).toBeGreaterThan(3000);
  expect(results!.length).toBeLessThan(5000);
  expect(results!.some(({ level }) => level === 'error')).toBe(true);
  expect(results!.every(({ message }) => message.text!.length <= 1024)).toBe(true);
  expect(results!.some(({ message }) => /\p{Surrogate}/u.test(message.text!))).toBe(false);
  expect(invocations![0]!.toolExecutionNotifications).toMatchObject([
    { message: { text: `${String(5001 - results!.length)} results are left out.` } },
  ]);
});
