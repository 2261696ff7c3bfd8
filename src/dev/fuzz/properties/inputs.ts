import { bytesOf, type Files } from '../files.ts';
import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import { defectOf } from './defect.ts';
import type { Failure } from './failure.ts';
import { findingsOf, type SeenFinding } from './findings.ts';

/** Whether a file that comes from standard input is judged as the same file on the disk, and nothing but what is about it is told. */
export async function wrongInput(
  scene: Scene,
  files: Files,
  {
    path,
    options,
    found,
  }: { readonly path: string; readonly options: readonly string[]; readonly found: readonly SeenFinding[] },
): Promise<Failure | undefined> {
  const text = files[path];
  // Elsewhere the file may belong to a project inside of this one.
  if (text === undefined || !('.gitlab-ci.yml' in files) || path.includes('.github/')) return undefined;
  const run = await runCommand(scene, [...options, '--format', 'json', '-', '--stdin-filename', path], bytesOf(text));
  const wrong = defectOf(run, files);
  if (wrong !== undefined) return wrong;
  const [told, all] = [findingsOf(run.stdout), found].map((findings) =>
    findings.map((finding) => JSON.stringify(finding)),
  );
  const more = told?.find((finding) => all?.includes(finding) !== true);
  if (more !== undefined) return failure('more than for the file', more);
  const lost = found
    .filter(({ location }) => location.path === path)
    .find((finding) => told?.includes(JSON.stringify(finding)) !== true);
  return lost === undefined ? undefined : failure('less than for the file', JSON.stringify(lost));
}

const failure = (kind: string, detail: string): Failure => ({ property: 'standard input', kind, detail });
