import type { Environment } from '../model/environment.ts';
import type { Expectations } from '../model/project.ts';
import type { Severity } from '../rule/rule.ts';

/** What the owner of the repository asks for, and what the repository cannot say about its surroundings. */
export interface Policy {
  readonly preset: 'recommended' | 'strict' | 'all';
  readonly expectations: Expectations;
  readonly environment: Environment;
  /** Settings of single rules, by id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** What to make of claims that cannot be decided. A gate for releases says "error". */
  readonly undecided: 'ignore' | 'info' | 'error';
  /** Globs of paths whose findings are left out. */
  readonly ignore: readonly string[];
}

/** What the policy says about one rule: unset parts keep the rule's own values. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  readonly options: Readonly<Record<string, unknown>>;
}

/** The policy of a repository without a policy file. */
export const defaultPolicy: Policy = {
  preset: 'recommended',
  expectations: {
    platforms: [],
    optionalPlatforms: [],
    images: [],
    emulation: 'warn',
    builders: new Map(),
    runnerLabels: new Map(),
  },
  environment: { variables: new Map(), includes: new Map() },
  rules: new Map(),
  undecided: 'info',
  ignore: [],
};
