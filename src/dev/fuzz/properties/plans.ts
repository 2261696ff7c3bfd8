import type { Files } from '../files.ts';
import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import { defectOf } from './defect.ts';
import type { Failure } from './failure.ts';
import { type PlanReport, planFormats, wrongReport } from './reports.ts';

/** What is wrong with the plan, or with the model, of the repository. */
export async function wrongPlan(scene: Scene, files: Files, format: PlanReport): Promise<Failure | undefined> {
  const args = format === 'model' ? ['--print-model'] : ['plan', '--format', planFormats[format]];
  const plan = await runCommand(scene, args);
  return defectOf(plan, files) ?? (plan.stdout === '' ? undefined : wrongReport(format, plan.stdout));
}
