import type { Project } from '../model/index.ts';
import { globMatcher } from '../policy/path-globs.ts';
import type { Policy } from '../policy/policy.ts';
import type { Rule } from '../rule/rule.ts';
import { withoutRepetitions, withoutShadowed } from './duplicates.ts';
import { withoutExplained } from './explained.ts';
import type { Finding, SuppressedFinding } from './finding.ts';
import { compareFindings, type FindingDraft } from './finding-draft.ts';
import { withFingerprints } from './fingerprint.ts';
import { withReach } from './reached-from.ts';
import { runRules } from './run-rules.ts';
import { suppress } from './suppress.ts';

/** What the rules have to say about a project, in document order. */
export interface LintResult {
  readonly findings: readonly Finding[];
  /** What comments in the repository silence. */
  readonly suppressed: readonly SuppressedFinding[];
}

/** What a run depends on besides the project, the rules and the policy. */
export interface LintOptions {
  /** The day, as an ISO date, by which suppressions end. */
  readonly today: string;
  /** Whether comments silence nothing. */
  readonly ignoreSuppressions?: boolean;
  /** The ids of all rules that there are, so that comments may name rules that do not run; absent: those of `rules`. */
  readonly knownRules?: readonly string[];
}

/**
 * Runs the rules over a project: one finding per cause and place, judged by the policy, without what the policy and
 * comments leave out. Throws if a rule throws, with the rule's id in the message and the original as `cause`.
 */
export function lint(project: Project, rules: readonly Rule[], policy: Policy, options: LintOptions): LintResult {
  const found = withoutIgnoredPaths(runRules(project, rules, policy), policy).toSorted(compareFindings);
  const findings = withFingerprints(withoutRepetitions(withoutExplained(withoutShadowed(found))));
  if (options.ignoreSuppressions === true) return { findings: withReach(findings, project), suppressed: [] };

  const isKnownRule = (id: string): boolean =>
    rules.some((rule) => rule.id === id) || options.knownRules?.includes(id) === true;
  const result = suppress(findings, { project, rules, policy, today: options.today, isKnownRule });
  const aboutComments = withoutIgnoredPaths(result.aboutComments, policy).toSorted(compareFindings);
  return {
    findings: withReach(
      [...result.findings, ...withFingerprints(withoutRepetitions(aboutComments))].sort(compareFindings),
      project,
    ),
    suppressed: result.suppressed,
  };
}

function withoutIgnoredPaths(findings: readonly FindingDraft[], { ignore }: Policy): readonly FindingDraft[] {
  if (ignore.length === 0) return findings;
  const isIgnored = globMatcher(ignore);
  return findings.filter(({ at }) => !isIgnored(at.file.path));
}
