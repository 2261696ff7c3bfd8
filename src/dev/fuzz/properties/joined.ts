import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import { defectOf } from './defect.ts';
import type { Failure } from './failure.ts';
import { type ReportFormat, wrongReport } from './reports.ts';

const joinable: readonly ReportFormat[] = ['json', 'sarif', 'gitlab'];

/** Whether a report, joined with itself, is one of its format, which fails as the run that wrote it. */
export async function wrongJoin(
  scene: Scene,
  { format, text, fails }: { readonly format: ReportFormat; readonly text: string; readonly fails: boolean },
): Promise<Failure | undefined> {
  if (text === '' || !joinable.includes(format)) return undefined;
  scene.put('one', text);
  scene.put('other', text);
  const run = await runCommand(scene, ['merge-reports', '../one', '../other']);
  const wrong = defectOf(run, {}) ?? wrongReport(format, run.stdout);
  if (wrong !== undefined) return { ...wrong, kind: `joined: ${wrong.kind}` };
  return (run.code === 1) === fails
    ? undefined
    : { property: 'report', kind: `joined ${format}: exit code ${run.code}`, detail: text };
}
