import { relative, resolve } from 'node:path';
import { findUpward, readText, readTextWithin, repositoryAround } from '../../host/folders.ts';
import { defaultPolicy, type Policy, type RuleSetting } from '../../policy/policy.ts';
import { UsageError } from '../../policy/usage-error.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { LintCall } from '../call/arguments.ts';
import { ruleCalled } from './all-rules.ts';

/** The policy that counts for one project, and where it comes from. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** The policy file from the working folder; `undefined` if there is none. */
  readonly file: string | undefined;
}

/** The name of the policy file. */
export const policyFileName = '.multiarch-lint.yml';

/**
 * The policy for the project in `folder`: its policy file, or the one that `--config` names, changed by the options of
 * the call. Throws a `UsageError` for a file that is missing or wrong, and for rules that do not exist.
 */
export async function policyInForce(call: LintCall, folder: string, workingFolder: string): Promise<PolicyInForce> {
  const { policy, file } = await policyOfFolder(call.config, folder, workingFolder);
  return { policy: asCalled(policy, call), file };
}

/** The policy of the policy file for the project in `folder`, or of the one that `--config` names. Throws as `policyInForce`. */
export async function policyOfFolder(
  config: string | undefined,
  folder: string,
  workingFolder: string,
): Promise<PolicyInForce> {
  const path = config === undefined ? findUpward(folder, policyFileName) : resolve(workingFolder, config);
  if (path === undefined) return { policy: defaultPolicy, file: undefined };
  const shown = relative(workingFolder, path);
  // What the user names may be any file; what a repository brings along must be a file of that repository.
  const content = config === undefined ? readTextWithin(repositoryAround(folder) ?? folder, path) : readText(path);
  if (content.is === 'failed')
    throw new UsageError(`the policy file \`${shown}\` cannot be read, because ${content.because}`);
  const { loadPolicy } = await import('../../policy/load-policy.ts');
  return { policy: loadPolicy(new SourceFile(shown, content.text)), file: shown };
}

/** The policy changed by the call: a rule that `--only` names runs, whatever the policy says of it. */
function asCalled(policy: Policy, { preset, only, severities, isStrict }: LintCall): Policy {
  const rules = new Map(policy.rules);
  for (const id of only) rules.set(id, unlessOff(rules.get(id)) ?? { options: rules.get(id)?.options ?? {} });
  for (const [id, severity] of severities) {
    rules.set(ruleCalled(id).id, { options: rules.get(id)?.options ?? {}, severity });
  }
  return {
    ...policy,
    preset: preset ?? policy.preset,
    rules,
    // What is ignored could not be counted.
    undecided: isStrict && policy.undecided === 'ignore' ? 'info' : policy.undecided,
  };
}

const unlessOff = (setting: RuleSetting | undefined): RuleSetting | undefined =>
  setting?.severity === 'off' ? undefined : setting;
