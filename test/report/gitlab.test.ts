import { expect, test } from 'vitest';
import { gitlab } from '../../src/report/gitlab.ts';
import type { Report } from '../../src/report/report.ts';
import { defineRule } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { everyReport, reportOn } from './every-report.ts';
import { findingAt, placeIn, reportOf } from './sample.ts';

/** An entry as GitLab's parser takes it. */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly content: { readonly body: string };
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

const ci = new SourceFile('.gitlab-ci.yml', 'manifest:\n  needs:\n    - build-amd64\n  script: make\n');
const at = placeIn(ci, 'needs:\n    - build-amd64');
const findings = [
  findingAt(at, { fingerprint: 'a', help: 'add `build-arm64` to its `needs`' }),
  findingAt(at, {
    fingerprint: 'b',
    severity: 'warning',
    related: [{ at: placeIn(ci, 'script'), message: 'built here' }],
  }),
  findingAt(at, { fingerprint: 'c', severity: 'info' }),
  findingAt(at, {
    fingerprint: 'd',
    severity: 'error',
    certainty: 'undecided',
    causes: [{ kind: 'include', because: 'the include lives elsewhere', at: placeIn(ci, 'manifest') }],
  }),
];
const rule = defineRule({
  id: 'merge-needs-incomplete',
  group: 'merge',
  severity: 'error',
  summary: 'A merge job waits for every build',
  why: 'The merge job starts **early**.',
  references: [],
  check: () => [],
});

const render = (...reports: readonly Report[]): string => gitlab(reports, { color: false, width: 80, quiet: false });
const issuesOf = (...reports: readonly Report[]): readonly Issue[] => JSON.parse(render(...reports)) as Issue[];
const issues = issuesOf(reportOf(findings, { rules: [rule] }));

test('the file is one JSON array without byte order mark, also where nothing was found', () => {
  expect(render(reportOf(findings)).startsWith('[')).toBe(true);
  expect(JSON.parse(render(reportOf([])))).toEqual([]);
});

test('every entry has the texts that the parser demands; it would drop all behind the first that has not', () => {
  for (const { description, fingerprint, severity, check_name } of issues) {
    expect([description, fingerprint, severity, check_name].every((text) => text !== '')).toBe(true);
  }
});

test('severities are words that GitLab counts, and what is undecided is never more than info', () => {
  expect(issues.map(({ severity }) => severity)).toEqual(['critical', 'major', 'info', 'info']);
});

test('the description begins with the rule, which the widget shows nowhere else, and ends with the help', () => {
  expect(issues[0]!.description).toBe(
    'merge-needs-incomplete: `manifest` merges `$CI_REGISTRY_IMAGE:latest` without waiting for `build-arm64`: ' +
      'add `build-arm64` to its `needs`',
  );
});

test('lines are integers, and the path is that of the repository without ./', () => {
  expect(issues[0]!.location).toEqual({ path: '.gitlab-ci.yml', lines: { begin: 2, end: 3 } });
  expect(issuesOf(reportOf(findings, { root: './api/' }))[0]!.location.path).toBe('api/.gitlab-ci.yml');
});

test('fingerprints are unique also over several roots, since GitLab keeps one entry for each', () => {
  const both = issuesOf(reportOf(findings, { root: 'api/' }), reportOf(findings, { root: 'web/' }));
  expect(new Set(both.map(({ fingerprint }) => fingerprint)).size).toBe(8);
});

test('the body says why, and names the other places and what hides the answer', () => {
  expect(issues[1]!.content.body).toBe('The merge job starts **early**.\n\n- .gitlab-ci.yml:4: built here');
  expect(issues[3]!.content.body).toContain('- .gitlab-ci.yml:1: cannot tell, because the include lives elsewhere');
});

test('silenced findings are not in it', () => {
  const suppressed = findings.map((finding) => ({ finding, reason: 'a pilot' }));
  expect(issuesOf(reportOf([], { suppressed }))).toEqual([]);
});

test('a place that ends with a line break ends on its line', () => {
  const { lines } = issuesOf(reportOf([findingAt(placeIn(ci, 'needs:\n'))]))[0]!.location;
  expect(lines).toEqual({ begin: 2, end: 2 });
});

test('fingerprints stay the same where lines move, and differ where findings do', () => {
  const jobs = ['server', 'worker'].map(
    (name) => `build-${name}:
  image: docker:28
  services: [docker:28-dind]
  script:
    - docker build --tag "$CI_REGISTRY_IMAGE/${name}:$CI_COMMIT_SHA" .
    - docker push "$CI_REGISTRY_IMAGE/${name}:$CI_COMMIT_SHA"
`,
  );
  const fingerprintsIn = (text: string) =>
    issuesOf(reportOn(memoryWorkspace({ '.gitlab-ci.yml': text }), ''))
      .map(({ fingerprint }) => fingerprint)
      .toSorted();
  const there = fingerprintsIn(jobs.join(''));
  expect(there).toHaveLength(2);
  expect(new Set(there).size).toBe(there.length);
  expect(fingerprintsIn(`# moved\n\n${jobs.toReversed().join('\n\n')}`)).toEqual(there);
});

test('whatever the repositories hold, every entry is one that GitLab takes', () => {
  const issues = issuesOf(...everyReport());
  expect(issues.length).toBeGreaterThan(5);
  for (const { description, severity, location, check_name } of issues) {
    expect(description.startsWith(`${check_name}: `)).toBe(true);
    expect(description).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
    expect(['critical', 'major', 'info']).toContain(severity);
    expect(location.path).toMatch(/^[^./]/);
    expect([location.lines.begin, location.lines.end].every(Number.isInteger)).toBe(true);
  }
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
});
