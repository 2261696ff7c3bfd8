import type { Finding, SuppressedFinding } from '../engine/finding.ts';
import type { Project } from '../model/index.ts';
import type { Rule } from '../rule/index.ts';

/** The result of one run over one project root, complete: a reporter needs nothing else. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  /** The project root relative to the folder that paths in reports are relative to: empty, or with a `/` at its end. */
  readonly root: string;
  readonly project: Project;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** Sorted by file, place and rule. */
  readonly findings: readonly Finding[];
  /** Findings silenced by a comment. SARIF wants them too. */
  readonly suppressed: readonly SuppressedFinding[];
}

/** How the output is looked at. */
export interface ReportView {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly quiet: boolean;
}

/** Turns reports into text. Writes nothing, reads no environment, and is a pure function of its arguments. */
export type Reporter = (reports: readonly Report[], view: ReportView) => string;
