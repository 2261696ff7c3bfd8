import { join } from 'node:path';
import { createFile } from '../../host/create-file.ts';
import { findUpward, kindOfPath } from '../../host/folders.ts';
import { nodeWorkspace } from '../../host/node-workspace.ts';
import { baselineFile } from '../../init/ci-job.ts';
import { UsageError } from '../../policy/usage-error.ts';
import { discover, isEmpty } from '../../project/discover.ts';
import { inertJson } from '../../report/inert.ts';
import { counted } from '../../report/wording.ts';
import type { Call } from '../call/arguments.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { tell } from '../output/tell.ts';
import { writeTo } from '../output/write-to.ts';
import { nothingIn } from '../projects/nothing-found.ts';
import { policyFileName } from '../projects/policy-in-force.ts';
import { findTargets, type Target } from '../projects/targets.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Proposal } from './propose-policy.ts';

/**
 * `multiarch-lint init [DIR]`: writes a policy from what is found in the project, and prints the job to add to its pipeline, or
 * the workflow to add for GitHub. Throws a `UsageError` where there is a policy already.
 */
export async function initCommand(
  { folder }: Extract<Call, { command: 'init' }>,
  { stdout, stderr, workingFolder, today }: Surroundings,
): Promise<ExitCode> {
  const [target] = findTargets([folder], { isRecursive: false, workingFolder });
  if (target === undefined) return exitCode.incomplete;
  const path = join(target.folder, policyFileName);
  if (kindOfPath(path) !== 'missing') throw alreadyThere(target);
  const workspace = nodeWorkspace(target.folder);
  const found = discover(workspace);
  if (isEmpty(found)) {
    await tell(stderr, nothingIn(target.shown));
    return exitCode.incomplete;
  }
  const above = findUpward(target.folder, policyFileName);
  // The readers bring the parsers, which the other commands do not need.
  const { proposePolicy } = await import('./propose-policy.ts');
  const proposal = proposePolicy({ workspace, today, schema: schemaBelow(target.folder) });
  const outcome = createFile(path, proposal.policy);
  if (outcome.is === 'exists') throw alreadyThere(target);
  if (outcome.is === 'failed')
    throw new UsageError(`\`${shownPath(target)}\` cannot be written, because ${outcome.because}`);
  await tell(stderr, told(proposal, target, above !== undefined));
  // What comes from the repository stands in double quotes, where YAML is like JSON.
  await writeTo(stdout, inertJson(printed(proposal)));
  return exitCode.clean;
}

const shownPath = ({ shown }: Target): string => join(shown, policyFileName);

const alreadyThere = (target: Target): UsageError =>
  new UsageError(`\`${shownPath(target)}\` is there already; it is never overwritten`);

/** The schema where npm puts it for a project that depends on this package. */
function schemaBelow(folder: string): string | undefined {
  const path = 'node_modules/multiarch-lint/schema.json';
  return kindOfPath(join(folder, path)) === 'other' ? path : undefined;
}

/** The job; where there are several, each under the name of its file. */
const printed = ({ jobs }: Proposal): string =>
  jobs.map(({ file, text }) => (jobs.length === 1 ? text : `# ${file}\n${text}`)).join('\n');

function told({ seen, errors, jobs }: Proposal, target: Target, isNested: boolean): string {
  const open = [
    ...(seen.labels.length > 0 ? [counted(seen.labels.length, seen.isOnGithub ? 'runner label' : 'runner tag')] : []),
    ...(seen.includes.length > 0 ? [counted(seen.includes.length, 'include')] : []),
  ];
  const lines = [
    `wrote \`${shownPath(target)}\``,
    ...(isNested ? ['the policy of a folder above does not hold here any more'] : []),
    ...(open.length > 0 ? [`say in it what the repository does not: ${open.join(' and ')}`] : []),
    ...(errors > 0
      ? [
          `${counted(errors, 'error')} today; to accept them for now, and report what is new:`,
          `  multiarch-lint --write-baseline ${baselineFile}`,
        ]
      : []),
    `${jobs.map(({ file, isWhole }) => (isWhole ? `the workflow ${file}` : `the job for ${file}`)).join('; ')}:`,
  ];
  return lines.map((line) => `multiarch-lint: ${line}\n`).join('');
}
