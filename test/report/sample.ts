import type { Finding } from '../../src/engine/finding.ts';
import type { Report } from '../../src/report/report.ts';
import type { Job } from '../../src/rule/index.ts';
import type { SourceFile, Span } from '../../src/source/source-file.ts';
import { projectWith } from '../support/empty-project.ts';

export { projectWith as projectOf };

/** The place of the first `text` in the file. */
export function placeIn(file: SourceFile, text: string): Span {
  const start = file.text.indexOf(text);
  if (start === -1) throw new Error(`${file.path} does not hold ${text}`);
  return file.span(start, start + text.length);
}

/** A job of which only the name matters. */
export const jobNamed = (name: string, span: Span): Job => {
  const job: Partial<Job> = {
    name,
    definition: {
      name: name.replace(/: \[.*$/, ''),
      span,
      keywords: new Map(),
      holders: new Map(),
      failedExpansions: [],
      shadowedScripts: [],
    },
  };
  return job as Job;
};

/** A certain error; `parts` make it what a test needs. */
export const findingAt = (at: Span, parts: Partial<Finding> = {}): Finding => ({
  at,
  ruleId: 'merge-needs-incomplete',
  severity: 'error',
  certainty: 'violation',
  message: '`manifest` merges `$CI_REGISTRY_IMAGE:latest` without waiting for `build-arm64`',
  causes: [],
  fingerprint: '0123456789abcdef0123456789abcdef',
  ...parts,
});

/** A report with these findings and nothing else. */
export const reportOf = (findings: readonly Finding[], parts: Partial<Report> = {}): Report => ({
  tool: { name: 'multiarch-lint', version: '1.2.3' },
  root: '',
  project: projectWith([...new Set(findings.map(({ at }) => at.file))]),
  rules: [],
  findings,
  suppressed: [],
  ...parts,
});
