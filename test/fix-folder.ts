import { rules as allRules } from '../rules/index.ts';
import { lint } from '../src/engine/lint.ts';
import { applyFixes, type Findings, type FixOutcome } from '../src/fix/apply-fixes.ts';
import { overlay } from '../src/fix/overlay.ts';
import { nodeWorkspace } from '../src/host/node-workspace.ts';
import { defaultPolicy, type Policy } from '../src/policy/policy.ts';
import { readProject } from '../src/project/read-project.ts';
import type { Rule, Safety } from '../src/rule/index.ts';
import type { Workspace } from '../src/source/workspace.ts';
import { policyFor } from './lint-folder.ts';

/** What fixes make of a workspace, and what a second run then does. */
export interface Fixed extends FixOutcome<Findings> {
  readonly texts: ReadonlyMap<string, string>;
  readonly again: FixOutcome<Findings>;
}

/** Applies the safe and the unsafe fixes of one rule to a folder of fixtures, in memory. */
export const fixFolder = (folder: string, rule: Rule): Fixed =>
  fixWorkspace(nodeWorkspace(folder), { policy: policyFor(folder, [rule]), rules: [rule] });

/** Which fixes are applied: without `rules` those of all rules, without `accepted` the unsafe ones, too. */
interface FixChoice {
  readonly policy?: Policy;
  readonly rules?: readonly Rule[];
  readonly accepted?: readonly Safety[];
}

/** Applies fixes of some rules to files in memory, so that no rule at all has more to report. */
export function fixWorkspace(
  workspace: Workspace,
  { policy = defaultPolicy, rules = allRules, accepted = ['safe', 'unsafe'] }: FixChoice = {},
): Fixed {
  const options = { today: '2026-11-21', knownRules: allRules.map(({ id }) => id) };
  const run = {
    lint(files: Workspace) {
      const project = readProject(files, policy);
      const [own, all] = [rules, allRules].map((selected) => lint(project, selected, policy, options).findings);
      return { own: own ?? [], all: all ?? [] };
    },
    accepted,
    whyNotWritten: () => undefined,
  };
  const outcome = applyFixes({ ...run, workspace });
  const texts = new Map(outcome.files.map(({ path, after }) => [path, after]));
  return { ...outcome, texts, again: applyFixes({ ...run, workspace: overlay(workspace, texts) }) };
}
