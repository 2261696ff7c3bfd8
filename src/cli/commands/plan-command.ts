import { baseOf, type GitAnswer, workspaceAt } from '../../host/git.ts';
import { nodeWorkspace } from '../../host/node-workspace.ts';
import { packageVersion } from '../../host/package-version.ts';
import { changesBetween, planOf } from '../../plan/index.ts';
import type { Policy } from '../../policy/policy.ts';
import { UsageError } from '../../policy/usage-error.ts';
import { discover, isEmpty } from '../../project/discover.ts';
import { readProject } from '../../project/read-project.ts';
import { changesText } from '../../report/plan/changes-text.ts';
import { planJson } from '../../report/plan/json.ts';
import { planMermaid } from '../../report/plan/mermaid.ts';
import type { ComparedProject, PlannedProject } from '../../report/plan/planned-project.ts';
import { planText } from '../../report/plan/text.ts';
import type { Workspace } from '../../source/workspace.ts';
import type { PlanCall } from '../call/plan-call.ts';
import { wantsColor } from '../call/wants-color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { tell } from '../output/tell.ts';
import { usualWidth } from '../output/write-reports.ts';
import { writeTo } from '../output/write-to.ts';
import { nothingIn } from '../projects/nothing-found.ts';
import { policyOfFolder } from '../projects/policy-in-force.ts';
import { findTargets, type Target } from '../projects/targets.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * `multiarch-lint plan [DIR]`: what is built where, pushed as what and joined by whom, or what has changed in it since a
 * git revision. Throws a `UsageError` for a folder, a policy or a revision that is none.
 */
export async function planCommand(call: PlanCall, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, environment, workingFolder } = surroundings;
  const [target] = findTargets([call.folder], { isRecursive: false, workingFolder });
  if (target === undefined) return exitCode.incomplete;
  const { policy } = await policyOfFolder(call.config, target.folder, workingFolder);
  const workspace = nodeWorkspace(target.folder);
  const found = discover(workspace);
  if (isEmpty(found) && call.revision === undefined) {
    await tell(stderr, nothingIn(target.shown));
    return exitCode.incomplete;
  }
  for (const gap of workspace.gaps) await tell(stderr, `multiarch-lint: ${target.shown}: ${gap}\n`);
  const planned: PlannedProject = { root: target.prefix, plan: planIn(workspace, policy) };
  const compared = call.revision === undefined ? undefined : comparedWith(call.revision, target, { planned, policy });
  const view = {
    color: wantsColor(call.color, environment, stdout.isTTY === true),
    width: stdout.columns ?? usualWidth,
  };
  await writeTo(stdout, rendered(call, planned, { compared, ...view }));
  return exitCode.clean;
}

const planIn = (workspace: Workspace, policy: Policy): PlannedProject['plan'] => planOf(readProject(workspace, policy));

interface Rendering {
  readonly compared: ComparedProject | undefined;
  readonly color: boolean;
  readonly width: number;
}

function rendered({ format }: PlanCall, planned: PlannedProject, { compared, ...view }: Rendering): string {
  switch (format) {
    case 'json':
      return planJson([compared ?? planned], { name: 'multiarch-lint', version: packageVersion() });
    case 'mermaid':
      return planMermaid([planned]);
    case 'text':
      return compared === undefined ? planText([planned], view) : changesText([compared], view);
  }
}

/** The plan beside that of the folder at a revision, both read with the policy of today. */
function comparedWith(
  revision: string,
  { folder }: Target,
  { planned, policy }: { readonly planned: PlannedProject; readonly policy: Policy },
): ComparedProject {
  const commit = answered(baseOf(folder, revision), revision);
  const before = planIn(answered(workspaceAt(folder, commit), revision), policy);
  return { ...planned, revision, commit, changes: changesBetween(before, planned.plan) };
}

function answered<T>(answer: GitAnswer<T>, revision: string): T {
  if (answer.is === 'answer') return answer.value;
  throw new UsageError(`\`--diff ${revision}\` cannot be compared with, because ${answer.because}`);
}
