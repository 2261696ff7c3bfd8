import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../src/dockerfile/read-dockerfile.ts';
import { terminal } from '../../src/report/terminal.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingAt, placeIn, projectOf, reportOf } from './sample.ts';

const ci = new SourceFile('.gitlab-ci.yml', 'stages: [merge]\n\nmanifest:\n  needs: [build-amd64]\n');

describe('the summary', () => {
  const view = { color: false, width: 100, quiet: false };
  const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
  const at = placeIn(ci, 'manifest');
  const warning = findingAt(at, { severity: 'warning' });
  const undecided = findingAt(at, { severity: 'info', certainty: 'undecided' });

  test.each([
    [[findingAt(at)], 0, '1 problem (1 error, 0 warnings, 0 notes); 0 rules, 1 file'],
    [[findingAt(at), warning, warning], 0, '3 problems (1 error, 2 warnings, 0 notes); 0 rules, 1 file'],
    [
      [warning, undecided, undecided],
      1,
      '1 problem (0 errors, 1 warning, 0 notes), 2 undecided, 1 suppressed; 0 rules, 1 file',
    ],
    [[undecided], 0, 'no problems, 1 undecided; 0 rules, 1 file'],
  ])('counts what was found', (findings, count, expected) => {
    const suppressed = Array.from({ length: count }, () => ({ finding: warning, reason: 'a pilot' }));
    expect(lastLine(terminal([reportOf(findings, { suppressed })], view))).toBe(expected);
  });

  test('a clean run says what it checked', () => {
    const pipelines = [{ jobs: { items: [], openTo: [] }, definitions: [] }] as never;
    expect(terminal([reportOf([], { project: projectOf([ci], { pipelines }) })], view)).toBe(
      'checked 1 pipeline with 0 jobs; no command was found that builds or merges an image\nno problems; 0 rules, 1 file\n',
    );
  });

  test('a run without a pipeline does not look like a success', () => {
    expect(terminal([reportOf([])], view)).toBe(
      'no pipeline was found, so nothing was checked\nno problems; 0 rules, 0 files\n',
    );
  });

  test('a Dockerfile without a pipeline is named', () => {
    const project = projectOf([ci], { dockerfiles: [readDockerfile(ci)] });
    expect(terminal([reportOf([], { project })], view)).toContain(
      'no pipeline was found, so only 1 Dockerfile could be checked\n',
    );
  });

  test('what was not analysed is named, also in a clean run', () => {
    const cause = { kind: 'include', because: 'the include of `platform/ci` lives elsewhere', at } as const;
    const project = projectOf([ci], { notAnalysed: [cause, cause] });
    expect(terminal([reportOf([], { project })], view)).toContain(
      'not analysed:\n  .gitlab-ci.yml:3: the include of `platform/ci` lives elsewhere\n\nno pipeline was found',
    );
  });

  test('what a finding shows is not named again', () => {
    const cause = { kind: 'include', because: 'the include of `platform/ci` lives elsewhere', at } as const;
    const project = projectOf([ci], { notAnalysed: [cause] });
    const finding = findingAt(placeIn(ci, 'needs'), { certainty: 'undecided', causes: [cause] });
    expect(terminal([reportOf([finding], { project })], view)).not.toContain('not analysed');
  });

  test('places where steps may be hidden are named as well', () => {
    const cause = { kind: 'indirection', because: 'the script `ci/build.sh` is not in the repository', at } as const;
    const project = projectOf([ci], { builds: { items: [], openTo: [cause] } });
    expect(terminal([reportOf([], { project })], view)).toContain(`  .gitlab-ci.yml:3: ${cause.because}\n`);
  });

  test('paths of several roots begin with their root', () => {
    const roots = ['api/', 'web/'].map((root) => reportOf([findingAt(at)], { root }));
    const text = terminal(roots, view);
    expect(text).toContain('┌─ api/.gitlab-ci.yml:3:1');
    expect(text).toContain('┌─ web/.gitlab-ci.yml:3:1');
    expect(lastLine(text)).toBe('2 problems (2 errors, 0 warnings, 0 notes); 0 rules, 2 files');
  });
});
