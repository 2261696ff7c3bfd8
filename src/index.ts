/** The library: read a repository, lint it, write rules. Everything is pure but `nodeWorkspace`. */

export { rules } from '../rules/index.ts';
export type { Finding, SuppressedFinding } from './engine/finding.ts';
export { type LintOptions, type LintResult, lint } from './engine/lint.ts';
export { nodeWorkspace } from './host/node-workspace.ts';
export { loadPolicy } from './policy/load-policy.ts';
export { defaultPolicy, type Policy } from './policy/policy.ts';
export { UsageError } from './policy/usage-error.ts';
export { readProject } from './project/read-project.ts';
export { reporters } from './report/index.ts';
export type { Report, Reporter, ReportView } from './report/report.ts';
export * from './rule/index.ts';
export { SourceFile } from './source/source-file.ts';
export { memoryWorkspace, type Workspace } from './source/workspace.ts';
