import { rules } from '../../../rules/index.ts';
import { lint } from '../../../src/engine/lint.ts';
import { nodeWorkspace } from '../../../src/host/node-workspace.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { readProject } from '../../../src/project/read-project.ts';
import { html } from '../../../src/report/html/html.ts';
import type { Report } from '../../../src/report/report.ts';
import { memoryWorkspace, type Workspace } from '../../../src/source/workspace.ts';

const view = { color: false, width: 100, quiet: false };

/** The page about some reports. */
export const pageOf = (...reports: readonly Report[]): string => html(reports, view);

/** The report on a folder of fixtures. */
export const reportOn = (folder: string, root = ''): Report => reportIn(nodeWorkspace(folder), root);

/** The report on files held in memory. */
export const reportFor = (files: Readonly<Record<string, string>>, root = ''): Report =>
  reportIn(memoryWorkspace(files), root);

function reportIn(workspace: Workspace, root: string): Report {
  const project = readProject(workspace, defaultPolicy);
  const result = lint(project, rules, defaultPolicy, { today: '2026-11-21' });
  return { tool: { name: 'multiarch-lint', version: '1.2.3' }, root, project, rules, ...result };
}
