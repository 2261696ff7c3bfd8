import { execFileSync } from 'node:child_process';
import type { Files } from '../files.ts';
import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import { defectOf } from './defect.ts';
import type { Failure } from './failure.ts';

/** Whether `--diff` writes nothing, and prints what git makes the same files of as the fixes do that are written. */
export async function wrongPatch(scene: Scene, files: Files, options: readonly string[]): Promise<Failure | undefined> {
  scene.layOut(files);
  const before = scene.filesAfter();
  const run = await runCommand(scene, [...options, '--fix-unsafe', '--diff']);
  const wrong = defectOf(run, files);
  if (wrong !== undefined) return wrong;
  const changed = firstDifference(before, scene.filesAfter());
  if (changed !== undefined) return failure('--diff writes', changed);

  const refusal = run.stdout === '' ? undefined : refusalOf(run.stdout, scene);
  if (refusal !== undefined) return failure('git refuses the patch', `${refusal}\n${run.stdout}`);
  const patched = scene.filesAfter();
  scene.layOut(files);
  await runCommand(scene, [...options, '--fix-unsafe', '--format', 'json']);
  const other = firstDifference(patched, scene.filesAfter());
  return other === undefined ? undefined : failure('the patch makes another file', `${other}\n${run.stdout}`);
}

const failure = (kind: string, detail: string): Failure => ({ property: 'fixes', kind, detail });

/** What git says against a patch of the files of a scene; they are changed by it if it says nothing. */
function refusalOf(patch: string, scene: Scene): string | undefined {
  scene.put('patch', patch);
  try {
    execFileSync('git', ['apply', '--whitespace=nowarn', '../patch'], { cwd: scene.project, stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const firstDifference = (files: Files, others: Files): string | undefined =>
  Object.keys({ ...files, ...others }).find((path) => files[path] !== others[path]);
