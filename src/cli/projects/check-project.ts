import type { Finding } from '../../engine/finding.ts';
import { lint } from '../../engine/lint.ts';
import { isEnabled } from '../../engine/severity.ts';
import type { NodeWorkspace } from '../../host/node-workspace.ts';
import { packageVersion } from '../../host/package-version.ts';
import type { Project } from '../../model/index.ts';
import type { Policy } from '../../policy/policy.ts';
import { readProject } from '../../project/read-project.ts';
import { outlineOf } from '../../report/coverage.ts';
import type { Report } from '../../report/report.ts';
import type { Workspace } from '../../source/workspace.ts';
import type { LintCall } from '../call/arguments.ts';
import { allRules } from './all-rules.ts';
import type { Target } from './targets.ts';

/** One project with all that the exit code depends on. */
export interface CheckedProject {
  readonly report: Report;
  readonly policy: Policy;
  /** Whether files of the project were left out of the listing. */
  readonly hasGaps: boolean;
}

/** What a project is checked with. */
export interface CheckInput {
  readonly call: LintCall;
  readonly target: Target;
  readonly workspace: NodeWorkspace;
  readonly policy: Policy;
  /** An ISO date. */
  readonly today: string;
}

/** A checked project, and what a fix of it must not add to: what all rules find, also where the call selects some. */
export interface LintedProject {
  readonly checked: CheckedProject;
  readonly own: readonly Finding[];
  readonly all: readonly Finding[];
}

/** Reads one project and lints it with the rules that the call selects. */
export const checkProject = (input: CheckInput): CheckedProject =>
  lintProject(input, readProject(input.workspace, input.policy));

/** The same with what fixes need, for files that may differ from those on the disk. */
export function checkForFixes(input: CheckInput, files: Workspace): LintedProject {
  const project = readProject(files, input.policy);
  const own = lintProject(input, project);
  const all =
    input.call.only.length === 0 ? own : lintProject({ ...input, call: { ...input.call, only: [] } }, project);
  return { checked: own, own: own.report.findings, all: all.report.findings };
}

/** Lints a project that was read, with the rules that the call selects. */
export function lintProject({ call, target, workspace, policy, today }: CheckInput, project: Project): CheckedProject {
  const rules = allRules.filter((rule) => call.only.length === 0 || call.only.includes(rule.id));
  const { findings, suppressed } = lint(project, rules, policy, {
    today,
    ignoreSuppressions: call.ignoresSuppressions,
    knownRules: allRules.map(({ id }) => id),
  });
  const report: Report = {
    tool: { name: 'multiarch-lint', version: packageVersion() },
    root: target.prefix,
    project: needsModel(call) ? project : outlineOf(project),
    rules: rules.filter((rule) => isEnabled(rule, policy)),
    findings,
    suppressed,
  };
  return { report, policy, hasGaps: workspace.gaps.length > 0 };
}

/** Whether something that the call asks for is made of the models: those of a thousand projects take hundreds of megabytes. */
const needsModel = ({ prints, outputs }: LintCall): boolean =>
  prints === 'model' || outputs.some(({ format }) => format === 'html');
