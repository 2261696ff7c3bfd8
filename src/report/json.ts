import type { Finding } from '../engine/finding.ts';
import { fingerprintUnder } from '../engine/fingerprint.ts';
import { editsOfFix } from '../fix/fix-edits.ts';
import type { Span } from '../source/source-file.ts';
import type { Cause } from '../value/index.ts';
import { coverageOf, omissionsOf } from './coverage.ts';
import { inertJson } from './inert.ts';
import type { Report, Reporter, UnchangedPart } from './report.ts';

/**
 * Everything the reports hold, for programs. `version` rises when a field is renamed, removed or changes its meaning;
 * new fields may appear at any time. Lines and columns are 1-based, columns and offsets count UTF-16 code units, and
 * ends are exclusive.
 */
export const json: Reporter = (reports) => {
  const document = {
    version: 1,
    tool: reports[0]?.tool ?? null,
    projects: reports.map(projectJson),
    findings: reports.flatMap(({ findings, root, baseline }) =>
      findings.map((finding) => findingJson(finding, root, baseline === undefined ? null : 'new')),
    ),
    known: reports.flatMap(({ root, baseline }) =>
      (baseline?.known ?? []).map((finding) => findingJson(finding, root, 'unchanged')),
    ),
    suppressed: reports.flatMap(({ suppressed, root }) =>
      suppressed.map(({ finding, reason }) => ({ ...findingJson(finding, root, null), reason })),
    ),
  };
  return inertJson(`${JSON.stringify(document, null, 2)}\n`);
};

const projectJson = ({ root, project, rules, baseline, since }: Report) => ({
  root,
  files: project.files.map(({ path }) => `${root}${path}`),
  rules: rules.map(({ id }) => id),
  checked: coverageOf(project),
  notAnalysed: omissionsOf(project).map((cause) => causeJson(cause, root)),
  goneFromBaseline: baseline?.gone ?? null,
  since: since === undefined ? null : sinceJson(since),
});

/** `new` is `null` where nobody compared with the revision. */
const sinceJson = ({ revision, leftOut, fresh }: UnchangedPart) => ({
  revision,
  leftOut,
  new: fresh?.length ?? null,
});

const findingJson = (finding: Finding, root: string, baselineState: 'new' | 'unchanged' | null) => ({
  rule: finding.ruleId,
  severity: finding.severity,
  certainty: finding.certainty,
  message: finding.message,
  help: finding.help ?? null,
  location: locationJson(finding.at, root),
  related: (finding.related ?? []).map(({ at, message }) => ({ message, location: locationJson(at, root) })),
  causes: finding.causes.map((cause) => causeJson(cause, root)),
  fix: fixJson(finding, root),
  jobs: (finding.jobs ?? []).map(({ name }) => name),
  fingerprint: fingerprintUnder(root, finding.fingerprint),
  baselineState,
});

/** The fix of a finding; `null` without one, also where it does not fit the way in which the file is written. */
function fixJson({ fix }: Finding, root: string) {
  const edits = fix === undefined ? undefined : editsOfFix(fix);
  if (fix === undefined || edits?.is !== 'edits') return null;
  const { title, safety, because = null } = fix;
  return {
    title,
    safety,
    because,
    edits: [...edits.files].flatMap(([file, ofFile]) =>
      ofFile.map(({ start, end, text }) => ({ location: locationJson(file.span(start, end), root), text })),
    ),
  };
}

const causeJson = ({ kind, because, at }: Cause, root: string) => ({ kind, because, location: locationJson(at, root) });

const locationJson = ({ file, start, end }: Span, root: string) => ({
  path: `${root}${file.path}`,
  start: { ...file.positionAt(start), offset: start },
  end: { ...file.positionAt(end), offset: end },
});
