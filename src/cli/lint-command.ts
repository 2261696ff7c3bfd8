import { nodeWorkspace } from '../host/node-workspace.ts';
import { discover, isEmpty } from '../project/discover.ts';
import { ruleCalled } from './all-rules.ts';
import type { LintCall } from './arguments.ts';
import type { CheckedProject } from './check-project.ts';
import type { ExitCode } from './exit-code.ts';
import { nothingIn } from './nothing-found.ts';
import { policyInForce } from './policy-in-force.ts';
import { printConfig } from './print-config.ts';
import { printModel } from './print-model.ts';
import type { RepairedProject } from './repair-project.ts';
import { resultCode } from './result-code.ts';
import type { Surroundings } from './surroundings.ts';
import { findTargets, type Target } from './targets.ts';
import { tellRepairs } from './tell-repairs.ts';
import { writeReports } from './write-reports.ts';
import { writeTo } from './write-to.ts';

/** `multiarch-lint [DIR ...]`: lints the projects, writes the reports and answers the exit code. */
export async function lintCommand(call: LintCall, surroundings: Surroundings): Promise<ExitCode> {
  const targets = findTargets(call.folders, {
    isRecursive: call.isRecursive,
    workingFolder: surroundings.workingFolder,
  });
  for (const id of call.only) ruleCalled(id);
  if (call.prints === 'config') return printConfig(call, targets, surroundings);

  const checked: CheckedProject[] = [];
  const repaired: RepairedProject[] = [];
  for (const target of targets) {
    const { project, repair } = await check(call, target, surroundings);
    if (project !== undefined) checked.push(project);
    if (repair !== undefined) repaired.push(repair);
  }
  if (targets.length === 0) await writeTo(surroundings.stderr, nothingBelow(call));
  if (call.prints === 'model') return printModel(checked, surroundings);

  if (call.repairs !== undefined) await tellRepairs(repaired, call, call.repairs, surroundings);
  const reports = checked.map(({ report }) => report);
  const hasEmptyTarget = checked.length < targets.length || targets.length === 0;
  const code = resultCode(checked, call, { hasEmptyTarget });
  if (reports.length > 0) await writeReports(reports, call, surroundings, code);
  return code;
}

/** The project at a target, linted; nothing, after a line that says so, if there is nothing to lint. */
async function check(
  call: LintCall,
  target: Target,
  { stderr, workingFolder, today }: Surroundings,
): Promise<{ readonly project?: CheckedProject; readonly repair?: RepairedProject }> {
  const { policy } = await policyInForce(call, target.folder, workingFolder);
  const workspace = nodeWorkspace(target.folder);
  const found = discover(workspace);
  if (isEmpty(found)) {
    await writeTo(stderr, nothingIn(target.shown, found));
    return {};
  }
  for (const gap of workspace.gaps) await writeTo(stderr, `multiarch-lint: ${target.shown}: ${gap}\n`);
  // The readers bring the parsers, which a folder without anything to lint does not need.
  const input = { call, target, workspace, policy, today };
  if (call.isOnline) {
    const { checkOnline } = await import('./check-online.ts');
    return { project: await checkOnline(input) };
  }
  if (call.repairs === undefined) {
    const { checkProject } = await import('./check-project.ts');
    return { project: checkProject(input) };
  }
  const { repairProject } = await import('./repair-project.ts');
  const repair = repairProject(input, call.repairs);
  return { project: repair.checked, repair };
}

const nothingBelow = ({ folders }: LintCall): string =>
  `multiarch-lint: nothing to lint below ${folders.map((folder) => `\`${folder}\``).join(', ')}; looked for folders with a .gitlab-ci.yml\n`;
