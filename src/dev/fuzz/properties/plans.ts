import type { Files } from '../files.ts';
import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import { defectOf } from './defect.ts';
import type { Failure } from './failure.ts';
import { type PlanReport, planFormats, wrongReport } from './reports.ts';

/** What is wrong with the plan of the repository in a format. */
export async function wrongPlan(scene: Scene, files: Files, format: PlanReport): Promise<Failure | undefined> {
  const plan = await runCommand(scene, ['plan', '--format', planFormats[format]]);
  return defectOf(plan, files) ?? (plan.stdout === '' ? undefined : wrongReport(format, plan.stdout));
}
