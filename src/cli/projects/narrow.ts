import { relative, sep } from 'node:path';
import { compareWithBaseline } from '../../baseline/compare.ts';
import type { KnownFinding } from '../../baseline/known-finding.ts';
import { isOnChangedLine, placesOf } from '../../engine/changed-lines.ts';
import type { Finding } from '../../engine/finding.ts';
import { repositoryAround } from '../../host/folders.ts';
import { allRules } from './all-rules.ts';
import type { Changes } from './changes-since.ts';
import type { CheckedProject } from './check-project.ts';
import type { Target } from './targets.ts';

/** The project without the findings that have nothing to do with the file at `path`. */
export const aboutFile = (project: CheckedProject, path: string): CheckedProject =>
  withFindings(
    project,
    project.report.findings.filter((finding) => placesOf(finding).some(({ file }) => file.path === path)),
  );

/** The project without the findings that a baseline knows; the report keeps them apart. */
export function withoutKnown(project: CheckedProject, baseline: readonly KnownFinding[], root: string): CheckedProject {
  const { report } = project;
  const ran = new Set(report.rules.map(({ id }) => id));
  const exists = new Set(allRules.map(({ id }) => id));
  const { fresh, known, gone } = compareWithBaseline(report.findings, baseline, {
    root,
    covers: (rule) => ran.has(rule) || !exists.has(rule),
  });
  return { ...project, report: { ...report, findings: fresh, baseline: { known, gone } } };
}

/** The project without the findings on lines that did not change; the report counts them. */
export function withoutUnchanged(project: CheckedProject, { revision, lines, printsBefore }: Changes): CheckedProject {
  const { report } = project;
  const findings = report.findings.filter((finding) => isOnChangedLine(finding, lines));
  const leftOut = report.findings.filter((finding) => !findings.includes(finding));
  // Reading the revision takes as long as the run itself.
  const before = leftOut.length === 0 ? new Set<string>() : printsBefore();
  const fresh = before === undefined ? undefined : leftOut.filter(({ fingerprint }) => !before.has(fingerprint));
  return { ...project, report: { ...report, findings, since: { revision, leftOut: leftOut.length, fresh } } };
}

const withFindings = (project: CheckedProject, findings: readonly Finding[]): CheckedProject => ({
  ...project,
  report: { ...project.report, findings },
});

/**
 * What stands before a project's paths in a baseline: its place in the repository of the working folder, so that a baseline is the
 * same wherever in the repository the command runs; elsewhere what stands before them in reports.
 */
export function baselineRoot({ folder, prefix }: Target, workingFolder: string): string {
  const repository = repositoryAround(workingFolder);
  const path = repository === undefined ? '..' : relative(repository, folder).replaceAll(sep, '/');
  if (path === '..' || path.startsWith('../')) return prefix;
  return path === '' ? '' : `${path}/`;
}
