import { type FailLevel, failsRun } from '../engine/fails-run.ts';
import type { Finding } from '../engine/finding.ts';
import type { Rule } from '../rule/index.ts';
import { groupBy } from '../value/index.ts';
import { omissionsOf } from './coverage.ts';
import { lineOf, pathOf, placeOf } from './location.ts';
import type { Report, Reporter } from './report.ts';
import { showable } from './showable.ts';
import { becauseOf, claimOf, labelOf, listed } from './wording.ts';
import { element, textElement } from './xml.ts';

/** So many names of jobs stand in the name of a test. */
const mostNames = 3;

/**
 * A JUnit report: one suite for each project, one test for each rule and what it speaks about (jobs, or a file), one
 * for each rule that has nothing to say. A test fails by a finding that fails the run, and is skipped if it is undecided.
 * Source: docs.gitlab.com/ci/testing/unit_test_reports, lib/gitlab/ci/parsers/test/junit.rb: GitLab tells tests apart
 * by class and name, and compares branches by them, so neither holds a line number; it shows the text of a failure.
 */
export const junit: Reporter = (reports, { failOn = 'error' }) => {
  const suites = reports.map((report) => ({ report, tests: testsOf(report, failOn) }));
  const counts = countsOf(suites.flatMap(({ tests }) => tests));
  const document = element(
    'testsuites',
    { name: 'multiarch-lint', ...counts },
    suites.map(({ report, tests }) => suiteElement(report, tests)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
};

/** A rule, and what it has to say about one subject. */
interface Test {
  readonly rule: Pick<Rule, 'id' | 'group'>;
  readonly name: string;
  readonly failures: readonly Finding[];
  readonly undecided: readonly Finding[];
  /** What is certain and does not fail the run. */
  readonly others: readonly Finding[];
}

/** In the order of the rules, those with findings first. */
function testsOf({ rules, findings }: Report, failOn: FailLevel): readonly Test[] {
  const groups = new Map(rules.map(({ id, group }) => [id, group]));
  const broken = [...groupBy(findings, nameOf)].map(([name, ofTest]): Test => {
    const id = ofTest[0]?.ruleId ?? name;
    const passing = ofTest.filter((finding) => !failsRun(finding, failOn));
    return {
      rule: { id, group: groups.get(id) ?? 'input' },
      name,
      failures: ofTest.filter((finding) => failsRun(finding, failOn)),
      undecided: passing.filter(({ certainty }) => certainty === 'undecided'),
      others: passing.filter(({ certainty }) => certainty === 'violation'),
    };
  });
  const spoken = new Set(findings.map(({ ruleId }) => ruleId));
  const silent = rules
    .filter(({ id }) => !spoken.has(id))
    .map((rule): Test => ({ rule, name: rule.id, failures: [], undecided: [], others: [] }));
  return [...broken, ...silent];
}

/** The rule and what it speaks about: `runner-arch-mismatch: build-arm64`. */
function nameOf({ ruleId, jobs = [], at }: Finding): string {
  const names = [...new Set(jobs.map(({ definition }) => definition.name))];
  const more = names.length - mostNames;
  const shown = more > 1 ? [...names.slice(0, mostNames), `${String(more)} more jobs`] : names;
  return `${ruleId}: ${names.length === 0 ? at.file.path : listed(shown)}`;
}

const countsOf = (tests: readonly Test[]) => ({
  tests: tests.length,
  failures: tests.filter(({ failures }) => failures.length > 0).length,
  errors: 0,
  skipped: tests.filter(isSkipped).length,
  time: 0,
});

const isSkipped = ({ failures, undecided }: Test): boolean => failures.length === 0 && undecided.length > 0;

function suiteElement({ root, project }: Report, tests: readonly Test[]): string {
  const omissions = omissionsOf(project).map((cause) => `not analysed: ${lineOf(cause, root)}: ${cause.because}`);
  return element('testsuite', { name: root === '' ? 'multiarch-lint' : root.replace(/\/$/, ''), ...countsOf(tests) }, [
    ...tests.map((test) => testElement(test, root)),
    ...(omissions.length === 0 ? [] : [textElement('system-out', {}, plain(omissions))]),
  ]);
}

function testElement(test: Test, root: string): string {
  const { rule, name, failures, undecided, others } = test;
  const [first] = [...failures, ...undecided, ...others];
  const place =
    first === undefined
      ? {}
      : { file: pathOf(first.at.file, root), line: first.at.file.positionAt(first.at.start).line };
  const beside = [...(failures.length > 0 ? undecided : []), ...others];
  return element('testcase', { classname: `${root}${rule.group}`, name, ...place, time: 0 }, [
    ...resultOf('failure', failures, root),
    ...(isSkipped(test) ? resultOf('skipped', undecided, root) : []),
    ...(beside.length === 0
      ? []
      : [textElement('system-out', {}, plain(beside.map((finding) => textOf(finding, root))))]),
  ]);
}

function resultOf(kind: 'failure' | 'skipped', findings: readonly Finding[], root: string): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const text = plain(findings.map((finding) => textOf(finding, root)));
  const type = kind === 'failure' ? { type: first.severity } : {};
  return [textElement(kind, { message: `${claimOf(first)}${becauseOf(first)}`, ...type }, text)];
}

/** A finding with its other places and how to solve it, one line each. */
function textOf(finding: Finding, root: string): string {
  const { at, related = [], causes, help } = finding;
  const places = [
    ...related.map((other) => ({ at: other.at, message: other.message })),
    ...causes.map((cause) => ({ at: cause.at, message: `cannot tell, because ${cause.because}` })),
  ];
  return [
    `${placeOf(at, root)}: ${labelOf(finding)}[${finding.ruleId}]: ${claimOf(finding)}`,
    ...places.map((place) => `  ${placeOf(place.at, root)}: ${showable(place.message)}`),
    ...(help === undefined ? [] : [`  help: ${showable(help)}`]),
  ].join('\n');
}

/** Texts under each other. The mark by which GitLab and Jenkins find attachments is no mark in them. */
const plain = (texts: readonly string[]): string => texts.join('\n').replaceAll('[[ATTACHMENT|', '[ [ATTACHMENT|');
