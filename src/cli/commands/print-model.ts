import { inertJson } from '../../report/inert.ts';
import { isOutline } from '../../report/project-outline.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { writeTo } from '../output/write-to.ts';
import type { CheckedProject } from '../projects/check-project.ts';
import type { Surroundings } from '../surroundings.ts';
import { modelJson } from './model-json.ts';

/** `--print-model`: what was understood of the projects, as JSON; one object for one project, a list for several. */
export async function printModel(checked: readonly CheckedProject[], { stdout }: Surroundings): Promise<ExitCode> {
  if (checked.length === 0) return exitCode.incomplete;
  const models = checked.flatMap(({ report }) => (isOutline(report.project) ? [] : modelJson(report.project)));
  await writeTo(stdout, inertJson(`${JSON.stringify(models.length === 1 ? models[0] : models, null, 2)}\n`));
  return exitCode.clean;
}
