import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { junit } from '../../src/report/junit.ts';
import type { Report, ReportView } from '../../src/report/report.ts';
import { defineRule } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { everyReport } from './every-report.ts';
import { findingAt, jobNamed, placeIn, projectOf, reportOf } from './sample.ts';
import { readXml, type XmlElement } from './xml.ts';

const ci = new SourceFile('ci/build.yml', 'build-arm64:\n  tags: [amd64]\nmanifest:\n  needs: [build-amd64]\n');
const ruleCalled = (id: string, group: 'merge' | 'runner') =>
  defineRule({ id, group, severity: 'error', summary: 'It is so', why: 'Else not.', references: [], check: () => [] });
const rules = [ruleCalled('merge-needs-incomplete', 'merge'), ruleCalled('runner-arch-mismatch', 'runner')];
const cause = { kind: 'include', because: '`ci/merge.yml` lives elsewhere', at: placeIn(ci, 'needs') } as const;
const manifest = jobNamed('manifest', placeIn(ci, 'manifest'));
const cells = ['build: [amd64]', 'build: [arm64]'].map((name) => jobNamed(name, placeIn(ci, 'build-arm64')));

const failing = findingAt(placeIn(ci, '[build-amd64]'), {
  jobs: [manifest],
  help: 'add `build-arm64`',
  related: [{ at: placeIn(ci, 'build-arm64'), message: 'built here' }],
});
const undecided = findingAt(placeIn(ci, 'needs'), {
  severity: 'info',
  certainty: 'undecided',
  jobs: cells,
  causes: [cause],
});

const view = { color: false, width: 80, quiet: false };
const read = (reports: readonly Report[], more: Partial<ReportView> = {}): XmlElement =>
  readXml(junit(reports, { ...view, ...more }));
const testsOf = (suites: XmlElement): readonly XmlElement[] =>
  suites.children.flatMap(({ children }) => children).filter(({ name }) => name === 'testcase');
const only = (reports: readonly Report[], more: Partial<ReportView> = {}): XmlElement =>
  testsOf(read(reports, more))[0]!;

test('there is one suite for each project and one test for each rule and what it speaks about', () => {
  const suites = read([reportOf([failing, undecided], { rules }), reportOf([], { rules, root: 'web/' })]);
  expect(suites.attributes).toEqual({
    name: 'multiarch-lint',
    tests: '5',
    failures: '1',
    errors: '0',
    skipped: '1',
    time: '0',
  });
  expect(suites.children.map(({ name, attributes }) => [name, attributes['name'], attributes['tests']])).toEqual([
    ['testsuite', 'multiarch-lint', '3'],
    ['testsuite', 'web', '2'],
  ]);
  expect(testsOf(suites).map(({ attributes: { classname, name } }) => [classname, name])).toEqual([
    ['merge', 'merge-needs-incomplete: manifest'],
    ['merge', 'merge-needs-incomplete: build'],
    ['runner', 'runner-arch-mismatch'],
    ['web/merge', 'merge-needs-incomplete'],
    ['web/runner', 'runner-arch-mismatch'],
  ]);
});

test('a finding that fails the run is a failure with all that helps to understand it', () => {
  const { attributes, children } = only([reportOf([failing], { root: 'api/' })]);
  expect(attributes).toMatchObject({ file: 'api/ci/build.yml', line: '4' });
  expect(children).toMatchObject([{ name: 'failure', attributes: { type: 'error', message: failing.message } }]);
  expect(children[0]!.text.split('\n')).toEqual([
    `api/ci/build.yml:4:10: error[merge-needs-incomplete]: ${failing.message}`,
    '  api/ci/build.yml:1:1: built here',
    '  help: add `build-arm64`',
  ]);
});

test('what is undecided is skipped, with what hides the answer', () => {
  const [skipped] = only([reportOf([undecided])]).children;
  expect(skipped).toMatchObject({ name: 'skipped' });
  expect(skipped!.text).toContain('cannot tell, because `ci/merge.yml` lives elsewhere');
  expect(only([reportOf([{ ...undecided, severity: 'error' }])]).children[0]!.name).toBe('failure');
});

test('what is below the failing level passes, and its text is beside the test', () => {
  const warning = { ...failing, severity: 'warning' } as const;
  expect(only([reportOf([warning])]).children.map(({ name }) => name)).toEqual(['system-out']);
  expect(only([reportOf([warning])], { failOn: 'warning' }).children.map(({ name }) => name)).toEqual(['failure']);
  expect(only([reportOf([failing])], { failOn: 'never' }).children.map(({ name }) => name)).toEqual(['system-out']);
});

test('findings of one rule about the same jobs are one test, since GitLab keeps one of each name', () => {
  const other = { ...failing, at: placeIn(ci, 'needs') };
  const suites = read([reportOf([failing, other])]);
  expect(testsOf(suites)).toHaveLength(1);
  expect(testsOf(suites)[0]!.children[0]!.text.match(/error\[/g)).toHaveLength(2);
});

test('names hold no line, so that a test stays the same where its job moves', () => {
  const moved = new SourceFile(ci.path, `# moved\n\n${ci.text}`);
  const there = { ...failing, at: placeIn(moved, '[build-amd64]') };
  const nameIn = (report: Report) => only([report]).attributes['name'];
  expect(nameIn(reportOf([there]))).toBe(nameIn(reportOf([failing])));
});

test('a finding without jobs is about its file, one of many jobs names some of them', () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => jobNamed(`build-${name}`, placeIn(ci, 'manifest')));
  expect(only([reportOf([{ ...failing, jobs: [] }])]).attributes['name']).toBe('merge-needs-incomplete: ci/build.yml');
  expect(only([reportOf([{ ...failing, jobs: names }])]).attributes['name']).toBe(
    'merge-needs-incomplete: build-a, build-b, build-c and 2 more jobs',
  );
});

test('what was not analysed stands in the suite, behind the tests', () => {
  const suite = read([reportOf([failing], { project: projectOf([ci], { notAnalysed: [cause] }) })]).children[0]!;
  expect(suite.children.at(-1)).toMatchObject({
    name: 'system-out',
    text: 'not analysed: ci/build.yml:4: `ci/merge.yml` lives elsewhere',
  });
});

describe('whatever the repository holds', () => {
  test('the document is well-formed, and counts and names are right', () => {
    for (const suite of read(everyReport()).children) {
      const tests = suite.children.filter(({ name }) => name === 'testcase');
      const having = (kind: string) =>
        tests.filter(({ children }) => children.some(({ name }) => name === kind)).length;
      expect(suite.attributes).toMatchObject({
        tests: String(tests.length),
        failures: String(having('failure')),
        skipped: String(having('skipped')),
      });
    }
    const keys = testsOf(read(everyReport())).map(({ attributes: { classname, name } }) => `${classname!} ${name!}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('every text arrives in XML, but for characters that XML cannot hold', () => {
    const anyText = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(anyText, anyText, (message, path) => {
        const file = new SourceFile(path, 'x');
        const suites = read([reportOf([findingAt(file.whole, { message, help: path })])]);
        return testsOf(suites).length === 1;
      }),
    );
    const hostile = findingAt(ci.whole, { message: '<a b="c">\'&amp;]]>\u0000\u001B\uFFFE\uD800' });
    expect(only([reportOf([hostile])]).children[0]!.attributes['message']).toBe('<a b="c">\'&amp;]]>␀␛\uFFFD\uFFFD');
  });

  test('no text is taken for an attachment', () => {
    const warning = findingAt(ci.whole, { severity: 'warning', message: '[[ATTACHMENT|/etc/passwd]]' });
    expect(junit([reportOf([warning])], view)).not.toContain('[[ATTACHMENT|');
  });
});
