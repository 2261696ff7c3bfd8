import { isEnabled, severityOf } from '../../engine/severity.ts';
import type { Policy } from '../../policy/policy.ts';
import { inertJson } from '../../report/inert.ts';
import { formatPlatform, type Rule } from '../../rule/index.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { LintCall } from '../call/arguments.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { writeTo } from '../output/write-to.ts';
import { allRules } from '../projects/all-rules.ts';
import { policyInForce } from '../projects/policy-in-force.ts';
import type { Target } from '../projects/targets.ts';
import type { Surroundings } from '../surroundings.ts';

/** `--print-config`: the policy in force as JSON, one object for one project, a list for several. */
export async function printConfig(
  call: LintCall,
  targets: readonly Target[],
  { stdout, workingFolder }: Surroundings,
): Promise<ExitCode> {
  const configs: unknown[] = [];
  for (const { folder, shown } of targets) {
    const { policy, file } = await policyInForce(call, folder, workingFolder);
    configs.push({ project: shown, policyFile: file ?? null, ...plainPolicy(policy) });
  }
  await writeTo(stdout, inertJson(`${JSON.stringify(configs.length === 1 ? configs[0] : configs, null, 2)}\n`));
  return exitCode.clean;
}

/** The policy in the words of the policy file, with every rule's severity in force. */
function plainPolicy({ expectations, environment, ...policy }: Policy): object {
  return {
    preset: policy.preset,
    platforms: expectations.platforms.map(formatPlatform),
    optionalPlatforms: expectations.optionalPlatforms.map(formatPlatform),
    images: expectations.images.map(({ name, platforms, needsNoMerge }) => ({
      name,
      platforms: platforms?.map(formatPlatform),
      merge: needsNoMerge ? 'none' : undefined,
    })),
    environment: {
      variables: Object.fromEntries(environment.variables),
      runners: Object.fromEntries(
        [...expectations.runnerLabels].map(([label, { platform, ...rest }]) => [
          label,
          { ...rest, platform: platform === undefined ? undefined : formatPlatform(platform) },
        ]),
      ),
      includes: Object.fromEntries(environment.includes),
    },
    builders: Object.fromEntries(expectations.builders),
    emulation: expectations.emulation,
    undecided: policy.undecided,
    rules: Object.fromEntries(
      allRules.map((rule) => [
        rule.id,
        { severity: severityInForce(rule, { expectations, environment, ...policy }), ...optionsInForce(rule, policy) },
      ]),
    ),
    ignore: policy.ignore,
  };
}

/** The severity of a problem for which the rule itself has no other. */
function severityInForce(rule: Rule, policy: Policy): string {
  if (!isEnabled(rule, policy)) return 'off';
  const problem = { at: new SourceFile('', '').whole, message: '' };
  return severityOf(rule, { kind: 'violation', problem }, policy) ?? 'off';
}

function optionsInForce({ id, options }: Rule, { rules }: Pick<Policy, 'rules'>): Readonly<Record<string, unknown>> {
  const schemas = Object.entries<{ readonly default: unknown }>({ ...options });
  const defaults: Readonly<Record<string, unknown>> = Object.fromEntries(
    schemas.map(([name, schema]) => [name, schema.default]),
  );
  return { ...defaults, ...rules.get(id)?.options };
}
