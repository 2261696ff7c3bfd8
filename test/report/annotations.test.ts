import { expect, test } from 'vitest';
import { annotationsOf } from '../../src/report/annotations.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingAt, placeIn, reportOf } from './sample.ts';

const ci = new SourceFile('.gitlab-ci.yml', 'manifest:\n  needs:\n    - build-amd64\n');
const at = placeIn(ci, 'needs:\n    - build-amd64');

test('a finding is an annotation at the first line of its place, with its help and other places', () => {
  const finding = findingAt(at, {
    help: 'add `build-arm64`',
    related: [{ at: placeIn(ci, 'manifest'), message: 'this job' }],
  });
  expect(annotationsOf([reportOf([finding], { root: 'api/' })])).toEqual({
    annotations: [
      {
        level: 'error',
        title: 'multiarch-lint: merge-needs-incomplete',
        message: `${finding.message}\nhelp: add \`build-arm64\`\napi/.gitlab-ci.yml:1:1: this job`,
        place: { file: 'api/.gitlab-ci.yml', startLine: 2, endLine: 2, startColumn: 3 },
      },
    ],
    summary: 'multiarch-lint: 1 problem (1 error, 0 warnings, 0 notes)',
  });
});

test('severities are the levels of GitHub', () => {
  const severities = ['info', 'error', 'warning'] as const;
  const { annotations } = annotationsOf([reportOf(severities.map((severity) => findingAt(at, { severity })))]);
  expect(annotations.map(({ level }) => level)).toEqual(['error', 'warning', 'notice']);
});

test('of each level as many are written as GitHub shows, the certain ones first; the last stands for the others', () => {
  const cause = { kind: 'include', because: 'the include lives elsewhere', at } as const;
  const undecided = findingAt(at, { severity: 'info', certainty: 'undecided', causes: [cause] });
  const notes = Array.from({ length: 70 }, () => findingAt(at, { severity: 'info' }));
  const errors = Array.from({ length: 10 }, () => findingAt(at));
  const { annotations } = annotationsOf([reportOf([undecided, ...notes, ...errors])]);
  expect(annotations.filter(({ level }) => level === 'error')).toHaveLength(10);
  const notices = annotations.filter(({ level }) => level === 'notice');
  expect(notices).toHaveLength(10);
  expect(notices[0]!.message).not.toContain('cannot rule out');
  expect(notices.at(-1)).toMatchObject({ title: 'multiarch-lint: 62 more notices' });
  expect(notices.at(-1)).not.toHaveProperty('place');
  expect(notices.at(-1)!.message.split('\n')).toHaveLength(51);
  expect(notices.at(-1)!.message.split('\n').at(-1)).toBe('and 12 more');
});

test('nothing found is no annotation', () => {
  expect(annotationsOf([reportOf([])])).toEqual({ annotations: [], summary: 'multiarch-lint: no problems' });
});
