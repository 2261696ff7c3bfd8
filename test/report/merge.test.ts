import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { json } from '../../src/report/json.ts';
import { type Merge, mergeReports } from '../../src/report/merge/merge-reports.ts';
import type { Report } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { defineRule } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingAt, placeIn, reportOf } from './sample.ts';

const view = { color: false, width: 80, quiet: false };

function joined(...texts: readonly string[]): Extract<Merge, { is: 'joined' }> {
  const merge = mergeReports(texts.map((text, index) => ({ name: `part-${String(index + 1)}`, text })));
  if (merge.is === 'failed') throw new Error(merge.because);
  return merge;
}

const ruleOf = (id: string) =>
  defineRule<unknown>({
    id,
    group: 'merge',
    severity: 'error',
    summary: 'A merge waits for every build',
    why: 'It starts early.',
    references: [],
    check: () => [],
  });

/** A report over a project of one file, with one finding of a rule. */
function reportIn(root: string, rule: string, parts: Partial<Report> = {}): Report {
  const file = new SourceFile('.gitlab-ci.yml', 'merge:\n  needs: []\n');
  const finding = findingAt(placeIn(file, 'needs'), {
    ruleId: rule,
    related: [{ at: file.span(0, 5), message: 'here' }],
  });
  return reportOf([finding], { root, rules: [ruleOf(rule)], ...parts });
}

const api = reportIn('api/', 'merge-needs-incomplete');
const web = reportIn('web/', 'merge-before-build');

describe('SARIF logs are joined to one run', () => {
  const log = (...reports: readonly Report[]): Log =>
    JSON.parse(joined(...reports.map((report) => sarif([report], view))).text) as Log;

  test('whose indices are those of its own rules and files', () => {
    const { runs } = log(web, api, web);
    expect(runs).toHaveLength(1);
    const [run] = runs;
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(['merge-before-build', 'merge-needs-incomplete']);
    expect(run?.artifacts?.map(({ location }) => location?.uri)).toEqual(['web/.gitlab-ci.yml', 'api/.gitlab-ci.yml']);
    expect(
      run?.results?.map(({ ruleId, ruleIndex, locations, relatedLocations }) => [
        ruleId,
        ruleIndex,
        ...[...(locations ?? []), ...(relatedLocations ?? [])].map((each) => each.physicalLocation?.artifactLocation),
      ]),
    ).toEqual([
      ['merge-before-build', 0, { uri: 'web/.gitlab-ci.yml', index: 0 }, { uri: 'web/.gitlab-ci.yml', index: 0 }],
      ['merge-needs-incomplete', 1, { uri: 'api/.gitlab-ci.yml', index: 1 }, { uri: 'api/.gitlab-ci.yml', index: 1 }],
    ]);
    expect(run?.invocations).toHaveLength(3);
    expect(run?.automationDetails).toEqual({ id: 'multiarch-lint/' });
  });

  test('in which all results tell of suppressions, or none', () => {
    const silenced = {
      ...web,
      findings: [],
      suppressed: web.findings.map((finding) => ({ finding, reason: 'a pilot' })),
    };
    expect(log(api, silenced).runs[0]?.results?.map(({ suppressions }) => suppressions?.length)).toEqual([0, 1]);
    expect(log(api, web).runs[0]?.results?.map(({ suppressions }) => suppressions)).toEqual([undefined, undefined]);
  });

  test('which equals the log of one run, but for how often it was called', () => {
    const { runs } = JSON.parse(sarif([api, web], view)) as Log;
    const [run] = log(api, web).runs;
    expect({ ...run, invocations: [] }).toEqual({ ...runs[0], invocations: [] });
  });
});

describe('what a joined report comes to', () => {
  const withFindings = (parts: Partial<Report['findings'][number]>): Report => ({
    ...api,
    findings: api.findings.map((finding) => ({ ...finding, ...parts })),
  });
  const quality = (severity: string, description = 'merge-before-build: `merge` starts early') =>
    JSON.stringify([{ check_name: 'merge-before-build', description, severity, fingerprint: 'a' }]);

  test.each([
    ['an error', json([api], view), 'error', true],
    ['a warning', json([withFindings({ severity: 'warning' })], view), 'error', false],
    ['a warning', json([withFindings({ severity: 'warning' })], view), 'warning', true],
    ['something undecided', json([withFindings({ certainty: 'undecided', severity: 'info' })], view), 'info', false],
    ['an error', sarif([api], view), 'error', true],
    ['an error', sarif([api], view), 'never', false],
    ['a note', sarif([withFindings({ severity: 'info' })], view), 'info', true],
    ['something undecided', sarif([withFindings({ certainty: 'undecided', severity: 'info' })], view), 'info', false],
    [
      'what a baseline knows',
      sarif([{ ...api, findings: [], baseline: { known: api.findings, gone: 0 } }], view),
      'info',
      false,
    ],
    [
      'what a comment silences',
      sarif([{ ...api, findings: [], suppressed: [{ finding: api.findings[0]!, reason: 'a pilot' }] }], view),
      'info',
      false,
    ],
    ['an error', quality('critical'), 'error', true],
    ['a warning', quality('major'), 'error', false],
    ['something undecided', quality('info', 'merge-before-build: cannot rule out that it starts early'), 'info', false],
  ] as const)('by %s: %#', (_, text, level, fails) => {
    expect(joined(text).fails(level)).toBe(fails);
  });
});

test('equal findings of two projects stay two', () => {
  const quality = (path: string) => JSON.stringify([{ severity: 'major', fingerprint: 'a', location: { path } }]);
  expect(JSON.parse(joined(quality('api.yml'), quality('web.yml'), quality('api.yml')).text)).toHaveLength(2);
});

test.each([
  ['null', 'it is no JSON'],
  ['{}', 'it is no report in the format json, sarif or gitlab'],
  ['{"version":2,"findings":[]}', 'its version is 2, and this release joins version 1'],
  ['{"version":1,"findings":[]}', 'it has no list `projects`'],
  ['{"version":"2.0.0","runs":[]}', 'its version is "2.0.0", not 2.1.0'],
  ['{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"semgrep"}}}]}', 'it has a run of another tool, `semgrep`'],
  ['[{"rule":"x"}]', 'an entry of its list has no `fingerprint` and `severity`'],
  ['[1]', 'an entry of its list has no `fingerprint` and `severity`'],
])('%s cannot be joined', (text, because) => {
  expect(mergeReports([{ name: 'a.json', text }])).toEqual({
    is: 'failed',
    because: `\`a.json\` cannot be joined, because ${because}`,
  });
});

test('a log that is nested without end is joined as it is', () => {
  const deep = `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"multiarch-lint"}},"results":[${'['.repeat(5000)}${']'.repeat(5000)},{"properties":${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}}]}]}`;
  expect(joined(deep).text).toContain('{"a":{"a":');
});
