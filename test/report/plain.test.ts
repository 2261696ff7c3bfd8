import { expect, test } from 'vitest';
import { reporters } from '../../src/report/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingAt, jobNamed, placeIn, reportOf } from './sample.ts';

const ci = new SourceFile('.gitlab-ci.yml', 'manifest:\n  needs: [build-amd64]\n');
const view = { color: true, width: 80, quiet: false };
const cause = { kind: 'include', because: 'the include lives elsewhere', at: placeIn(ci, 'manifest') } as const;
const certain = findingAt(placeIn(ci, '[build-amd64]'), {
  message: '`manifest`\nstarts early',
  help: 'add `build-arm64`',
  jobs: [jobNamed('manifest', placeIn(ci, 'manifest'))],
  related: [{ at: placeIn(ci, 'manifest'), message: 'this job' }],
});
const undecided = findingAt(placeIn(ci, 'needs'), {
  severity: 'info',
  certainty: 'undecided',
  message: '`manifest` starts early',
  causes: [cause],
});
const report = reportOf([certain, undecided], { root: 'api/', suppressed: [{ finding: certain, reason: 'a pilot' }] });

test('the concise report has one uncoloured line per finding', () => {
  expect(reporters.concise([report], view)).toBe(
    [
      'api/.gitlab-ci.yml:2:10: error[merge-needs-incomplete] `manifest` starts early (add `build-arm64`)',
      'api/.gitlab-ci.yml:2:3: undecided[merge-needs-incomplete] cannot rule out that `manifest` starts early, ' +
        'because the include lives elsewhere',
      '',
    ].join('\n'),
  );
});

test('the JSON report holds everything with its places', () => {
  const document = JSON.parse(reporters.json([report], view)) as Record<string, unknown>;
  const range = (start: number, end: number, line: number, column: number) => ({
    path: 'api/.gitlab-ci.yml',
    start: { line, column, offset: start },
    end: { line, column: column + end - start, offset: end },
  });
  expect(document).toMatchObject({
    version: 1,
    tool: { name: 'multiarch-lint', version: '1.2.3' },
    projects: [{ root: 'api/', files: ['api/.gitlab-ci.yml'], checked: { pipelines: 0, files: 1 }, notAnalysed: [] }],
    findings: [
      {
        rule: 'merge-needs-incomplete',
        severity: 'error',
        certainty: 'violation',
        message: '`manifest`\nstarts early',
        help: 'add `build-arm64`',
        location: range(19, 32, 2, 10),
        related: [{ message: 'this job', location: range(0, 8, 1, 1) }],
        causes: [],
        jobs: ['manifest'],
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
      {
        certainty: 'undecided',
        help: null,
        causes: [{ kind: 'include', because: 'the include lives elsewhere', location: range(0, 8, 1, 1) }],
      },
    ],
    suppressed: [{ rule: 'merge-needs-incomplete', reason: 'a pilot' }],
  });
});

test('the JSON report of no project is a document, too', () => {
  expect(JSON.parse(reporters.json([], view))).toMatchObject({ version: 1, findings: [] });
});
