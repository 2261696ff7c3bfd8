import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules as allRules } from '../rules/index.ts';
import { publishedIn } from '../src/dev/published.ts';
import type { LintResult } from '../src/engine/lint.ts';
import { lint } from '../src/engine/lint.ts';
import { isEnabled } from '../src/engine/severity.ts';
import { nodeWorkspace } from '../src/host/node-workspace.ts';
import { loadPolicy } from '../src/policy/load-policy.ts';
import { defaultPolicy, type Policy } from '../src/policy/policy.ts';
import { readProject } from '../src/project/read-project.ts';
import { terminal } from '../src/report/terminal.ts';
import type { Rule } from '../src/rule/index.ts';
import { SourceFile } from '../src/source/source-file.ts';
import type { Workspace } from '../src/source/workspace.ts';

/** A linted folder: what was found, and the terminal report without its summary. */
export interface LintedFolder extends LintResult {
  readonly text: string;
}

/**
 * Lints a folder of fixtures as the command does, with the policy file in it if there is one. Rules that have to be asked
 * for run if they are selected, as by `--only`; among all rules they do not.
 */
export const lintFolder = (folder: string, selected: readonly Rule[] = allRules): LintedFolder =>
  lintWorkspace(nodeWorkspace(folder), policyFor(folder, selected), selected);

/** Lints files as they are in a workspace. */
export function lintWorkspace(
  workspace: Workspace,
  policy: Policy = defaultPolicy,
  selected: readonly Rule[] = allRules,
): LintedFolder {
  const project = { ...readProject(workspace, policy), published: publishedIn(workspace) };
  const result = lint(project, selected, policy, { today: '2026-11-21', knownRules: allRules.map(({ id }) => id) });
  const rules = selected.filter((rule) => isEnabled(rule, policy));
  const report = { tool: { name: 'multiarch-lint', version: 'test' }, root: '', project, rules, ...result };
  return { ...result, text: terminal([report], { color: false, width: 100, quiet: true }) };
}

/** The policy of a folder, in which the selected rules run that have to be asked for. */
export const policyFor = (folder: string, selected: readonly Rule[]): Policy =>
  selected === allRules ? policyIn(folder) : askingFor(selected, policyIn(folder));

const askingFor = (rules: readonly Rule[], policy: Policy): Policy => ({
  ...policy,
  rules: new Map([
    ...rules.filter(({ isOptIn }) => isOptIn === true).map(({ id }) => [id, { options: {} }] as const),
    ...policy.rules,
  ]),
});

/** The policy file of a folder, or the default policy. */
function policyIn(folder: string): Policy {
  const path = join(folder, '.multiarch-lint.yml');
  return existsSync(path)
    ? loadPolicy(new SourceFile('.multiarch-lint.yml', readFileSync(path, 'utf8')))
    : defaultPolicy;
}
