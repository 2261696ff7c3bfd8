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
export function findingsOf(report: string): readonly SeenFinding[] {
  const document = report === '' ? {} : (JSON.parse(report) as { readonly findings?: readonly SeenFinding[] });
  return document.findings ?? [];
}
