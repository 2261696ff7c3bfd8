import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import type { Failure } from './failure.ts';
import { findingsOf, hasProject } from './findings.ts';

/** Where the baseline is written: beside the repository. */
const path = '../baseline';

/** Whether a baseline of all that is found leaves nothing, at once and in the next run. */
export async function wrongBaseline(scene: Scene, options: readonly string[]): Promise<Failure | undefined> {
  const args = [...options, '--format', 'json'];
  const writing = await runCommand(scene, [...args, '--write-baseline', path]);
  // Where there is nothing to lint, or a policy that is none, there is nothing to know.
  if (!hasProject(writing.stdout)) return undefined;
  const reading = await runCommand(scene, [...args, '--baseline', path]);
  scene.taken('baseline');
  const [left] = findingsOf(reading.stdout);
  if (left !== undefined) return failure(`a known finding of ${left.rule} is reported`, left.message);
  if (reading.code !== 0 && reading.code !== 3) return failure(`exit code ${reading.code}`, reading.stderr);
  return reading.stdout === writing.stdout && reading.code === writing.code
    ? undefined
    : failure('the run that writes reports something else', `${writing.stdout}\n${reading.stdout}`);
}

const failure = (kind: string, detail: string): Failure => ({ property: 'baseline', kind, detail });
