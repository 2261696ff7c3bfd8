/** As much of a finding of a JSON report as properties ask for. */
export interface SeenFinding {
  readonly rule: string;
  readonly certainty: string;
  readonly severity: string;
  readonly message: string;
  readonly fix: object | null;
  readonly location: { readonly path: string };
}

/** The findings of a JSON report; none where it is no report. */
export const findingsOf = (report: string): readonly SeenFinding[] => readReport(report).findings ?? [];

/** Whether a JSON report is about anything: that of a folder with nothing to lint is empty. */
export const hasProject = (report: string): boolean => (readReport(report).projects ?? []).length > 0;

interface SeenReport {
  readonly findings?: readonly SeenFinding[];
  readonly projects?: readonly unknown[];
}

const readReport = (report: string): SeenReport => (report === '' ? {} : (JSON.parse(report) as SeenReport));
