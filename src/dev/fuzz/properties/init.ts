import { parseAllDocuments } from 'yaml';
import { workflowFile } from '../../../init/github-workflow.ts';
import type { Files } from '../files.ts';
import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import type { Failure } from './failure.ts';
import { findingsOf, hasProject, type SeenFinding } from './findings.ts';
import { moreThan } from './fixes.ts';

const policyPath = '.multiarch-lint.yml';

/**
 * Whether `init` refuses in one line, or writes a policy, and nothing else, under which nothing more is found than without, and
 * prints a job that can be read; a workflow, as a file of the repository, brings nothing either.
 */
export async function wrongInit(scene: Scene, files: Files): Promise<Failure | undefined> {
  scene.layOut(files);
  const before = await runCommand(scene, ['--format', 'json']);
  const run = await runCommand(scene, ['init']);
  const expected = policyPath in files ? 2 : hasProject(before.stdout) ? 0 : 3;
  if (run.code !== expected) return failure(`exit code ${run.code}`, run.stderr);
  if (run.code !== 0) return oneLine.test(run.stderr) ? undefined : failure('a refusal in lines', run.stderr);

  const { [policyPath]: policy, ...others } = scene.filesAfter();
  if (policy === undefined) return failure('no policy', run.stderr);
  if (Object.keys(others).length !== Object.keys(files).length) return failure('other files', run.stderr);
  if (hasFaults(policy)) return failure('a policy that is no YAML', policy);
  if (hasFaults(run.stdout)) return failure('a job that is no YAML', run.stdout);
  return (await foundMore(scene, before.stdout, policy)) ?? (await wrongWorkflow(scene, run.stdout));
}

const oneLine = /^multiarch-lint: [^\n]+\n$/;

const failure = (kind: string, detail: string): Failure => ({ property: 'init', kind, detail });

const hasFaults = (text: string): boolean =>
  parseAllDocuments(text, { logLevel: 'silent', prettyErrors: false }).some(({ errors }) => errors.length > 0);

async function foundMore(scene: Scene, before: string, policy: string): Promise<Failure | undefined> {
  const after = await runCommand(scene, ['--format', 'json']);
  if (after.code === 2 || after.code === 70) return failure(`exit code ${after.code} with the policy`, after.stderr);
  const more = moreThan(namesOf(findingsOf(after.stdout)), namesOf(findingsOf(before)));
  return more === undefined ? undefined : failure(`more of ${more}`, policy);
}

const namesOf = (findings: readonly SeenFinding[]): readonly string[] =>
  findings.map(({ rule, certainty, severity }) => `${rule} ${certainty} ${severity}`);

/** The printed text is the workflow alone, or ends with it below the name of its file. */
async function wrongWorkflow(scene: Scene, printed: string): Promise<Failure | undefined> {
  const start = printed.lastIndexOf(`# ${workflowFile}\n`);
  const text = printed.startsWith('name: ') ? printed : start === -1 ? undefined : printed.slice(start);
  if (text === undefined) return undefined;
  scene.add(workflowFile, text);
  const run = await runCommand(scene, ['--format', 'json']);
  if (run.code === 2 || run.code === 70) return failure(`exit code ${run.code} with the workflow`, run.stderr);
  const found = findingsOf(run.stdout).find(({ location }) => location.path === workflowFile);
  return found === undefined ? undefined : failure(`${found.rule} in the workflow`, `${found.message}\n${text}`);
}
