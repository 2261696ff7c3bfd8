import type { FailLevel } from '../engine/fails-run.ts';
import type { Finding, SuppressedFinding } from '../engine/finding.ts';
import type { Project } from '../model/index.ts';
import type { Rule } from '../rule/index.ts';
import type { ProjectOutline } from './project-outline.ts';

/** The result of one run over one project root, complete: a reporter needs nothing else. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  /** The project root relative to the folder that paths in reports are relative to: empty, or with a `/` at its end. */
  readonly root: string;
  /** The model, or its outline, of which a reporter that draws pipelines draws none. */
  readonly project: Project | ProjectOutline;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** What is reported, sorted by file, place and rule: without what a baseline knows and what lies on unchanged lines. */
  readonly findings: readonly Finding[];
  /** Findings silenced by a comment. SARIF wants them too. */
  readonly suppressed: readonly SuppressedFinding[];
  /** What a baseline holds of this project; absent: the run has no baseline, and all findings are as good as new. */
  readonly baseline?: KnownPart;
  /** What `--since` leaves out; absent: all lines count. */
  readonly since?: UnchangedPart;
}

/** The part of a project's findings that is known. */
export interface KnownPart {
  /** Findings that the baseline has, sorted as the others. SARIF wants them too. */
  readonly known: readonly Finding[];
  /** How many findings the baseline has that are no more. */
  readonly gone: number;
}

/** The part of a project's findings that a change does not touch. */
export interface UnchangedPart {
  /** The revision as the user wrote it. */
  readonly revision: string;
  /** How many findings lie on unchanged lines. */
  readonly leftOut: number;
  /** Those of them that were not there at that revision; `undefined`: nobody compared. */
  readonly fresh: readonly Finding[] | undefined;
}

/** How the output is looked at, and what the run is to come to. */
export interface ReportView {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly quiet: boolean;
  /** From which severity on findings fail the run; absent: from errors on. */
  readonly failOn?: FailLevel;
  /** What the command will exit with; absent where no command runs. */
  readonly exitCode?: number;
}

/** Turns reports into text. Writes nothing, reads no environment, and is a pure function of its arguments. */
export type Reporter = (reports: readonly Report[], view: ReportView) => string;
