import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../rules/index.ts';
import type { Finding } from '../../engine/finding.ts';
import { lint } from '../../engine/lint.ts';
import { suppressionRules } from '../../engine/suppression-rules.ts';
import { nodeWorkspace } from '../../host/node-workspace.ts';
import { loadPolicy } from '../../policy/load-policy.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import { readProject } from '../../project/read-project.ts';
import type { Project, Rule } from '../../rule/index.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';
import { publishedIn } from '../published.ts';
import type { Sample } from './operator.ts';

/** Every rule, those about comments too. */
export const allRules: readonly Rule[] = [...rules, ...suppressionRules];

/** The repositories below a folder of fixtures that no rule that is not asked for has a word to say about. */
export const samplesBelow = (root: string): readonly Sample[] =>
  sampleFolders(root)
    .map((name) => sampleOf(name, nodeWorkspace(join(root, name))))
    .filter(isFlawless);

/** The good cases of every rule, and whole projects. */
function sampleFolders(root: string): readonly string[] {
  const folders = ['projects', ...foldersIn(join(root, 'rules')).map((id) => `rules/${id}`)];
  return folders.flatMap((folder) =>
    foldersIn(join(root, folder))
      .filter((name) => folder === 'projects' || name.startsWith('good'))
      .map((name) => `${folder}/${name}`),
  );
}

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

/** A repository as a sample, whatever is wrong with it. */
export function sampleOf(name: string, workspace: Workspace): Sample {
  const policy = policyIn(workspace);
  const project = projectIn(workspace, policy);
  const files = workspace.paths.flatMap(
    (path) => project.files.find((file) => file.path === path) ?? fileAt(workspace, path),
  );
  const spoken = new Set(findingsIn(project, askingForAll(policy)).map(({ ruleId }) => ruleId));
  return { name, workspace, policy, project, files, spoken };
}

function fileAt(workspace: Workspace, path: string): readonly SourceFile[] {
  const read = workspace.read(path);
  return read.is === 'text' ? [new SourceFile(path, read.text)] : [];
}

/** What the rules say of a project. */
export const findingsIn = (project: Project, policy: Policy): readonly Finding[] =>
  lint(project, allRules, policy, { today: '2026-11-21' }).findings;

/** The project of a workspace, with what its file of registry answers says. */
export const projectIn = (workspace: Workspace, policy: Policy): Project => ({
  ...readProject(workspace, policy),
  published: publishedIn(workspace),
});

/** The policy that a workspace holds. */
export function policyIn(workspace: Workspace): Policy {
  const path = '.multiarch-lint.yml';
  const read = workspace.read(path);
  return read.is === 'text' ? loadPolicy(new SourceFile(path, read.text)) : defaultPolicy;
}

/** The policy with a rule switched on that has to be asked for. */
export const askingFor = (id: string, policy: Policy): Policy => ({
  ...policy,
  rules: new Map([[id, { options: {} }], ...policy.rules]),
});

const askingForAll = (policy: Policy): Policy => ({
  ...policy,
  rules: new Map([
    ...rules.filter(({ isOptIn }) => isOptIn === true).map(({ id }) => [id, { options: {} }] as const),
    ...policy.rules,
  ]),
});

const optIn = new Set(rules.filter(({ isOptIn }) => isOptIn === true).map(({ id }) => id));

/** What could not be analysed is no flaw. */
const isFlawless = ({ spoken, policy }: Sample): boolean =>
  [...spoken].every((id) => id === 'not-analysed' || (optIn.has(id) && !policy.rules.has(id)));
