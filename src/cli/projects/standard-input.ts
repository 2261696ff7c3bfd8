import { join, posix, relative, resolve, sep } from 'node:path';
import { holdsWorkflows, kindOfPath } from '../../host/folders.ts';
import { UsageError } from '../../policy/usage-error.ts';
import type { Target } from './targets.ts';

/**
 * The project in the working folder that a file belongs to: for a workflow the folder that holds its `.github`, otherwise the
 * outermost folder around the file with a `.gitlab-ci.yml`, or else with workflows, and the working folder where there is none.
 * The file itself need not exist. Throws a `UsageError` for a file elsewhere.
 */
export function inputTarget(written: string, workingFolder: string): Target {
  const path = relative(workingFolder, resolve(workingFolder, written)).replaceAll(sep, '/');
  if (path === '' || /^\.\.(?:\/|$)/.test(path) || kindOfPath(join(workingFolder, path)) === 'folder')
    throw new UsageError(`\`--stdin-filename ${written}\` names no file below the working folder`);
  const prefix = rootOfWorkflow(path) ?? outermostProject(path, workingFolder);
  return {
    folder: join(workingFolder, prefix),
    shown: prefix === '' ? '.' : prefix.slice(0, -1),
    prefix,
  };
}

const rootOfWorkflow = (path: string): string | undefined =>
  /^(?<root>(?:.*\/)?)\.github\/workflows\/[^/]+\.ya?ml$/.exec(path)?.groups?.['root'];

function outermostProject(path: string, workingFolder: string): string {
  const steps = posix.dirname(path).split('/');
  const folders = ['', ...(steps[0] === '.' ? [] : steps.map((_, index) => `${steps.slice(0, index + 1).join('/')}/`))];
  const hasPipeline = (folder: string): boolean =>
    path === `${folder}.gitlab-ci.yml` || kindOfPath(join(workingFolder, folder, '.gitlab-ci.yml')) === 'other';
  return folders.find(hasPipeline) ?? folders.find((folder) => holdsWorkflows(join(workingFolder, folder))) ?? '';
}
