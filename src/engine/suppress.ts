import type { Project } from '../model/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { Problem, Rule } from '../rule/rule.ts';
import type { Finding, SuppressedFinding } from './finding.ts';
import { draftOf, type FindingDraft } from './finding-draft.ts';
import { foreignComments } from './foreign-comments.ts';
import { isEnabled, severityOf } from './severity.ts';
import { invalidSuppression, unusedSuppression } from './suppression-rules.ts';
import { readSuppressions, type Suppression, suppressionIndex, suppressionsOf } from './suppressions.ts';

/** What comments left of the findings. */
export interface SuppressionResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Findings about the comments themselves; they have no fingerprint yet, and no comment silences them. */
  readonly aboutComments: readonly FindingDraft[];
}

/** What a run consists of, as far as comments are concerned. */
export interface SuppressionRun {
  readonly project: Project;
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  /** An ISO date. */
  readonly today: string;
  /** Whether there is a rule of that id, also if it does not run. */
  readonly isKnownRule: (id: string) => boolean;
}

/**
 * Sorts out the findings that a comment silences, and judges the comments. What followed from a silenced finding was
 * dropped before, so that silencing a cause does not bring up its effects.
 */
export function suppress(findings: readonly Finding[], run: SuppressionRun): SuppressionResult {
  const files = [...findings.map(({ at }) => at.file), ...run.project.files];
  const { valid, flaws } = readSuppressions({ ...run, files });
  if (findings.length + valid.length + flaws.length === 0) return { findings: [], suppressed: [], aboutComments: [] };
  const index = suppressionIndex(valid);
  const foreign = foreignComments(run.project, run.rules);
  const used = new Set<Suppression>();
  const left: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const [narrowest, ...others] = suppressionsOf(finding.ruleId, finding.at, index);
    if (narrowest === undefined) {
      const reason = foreign(finding.ruleId, finding.at);
      if (reason === undefined) left.push(finding);
      else suppressed.push({ finding, reason });
      continue;
    }
    suppressed.push({ finding, reason: narrowest.reason });
    for (const suppression of [narrowest, ...others]) used.add(suppression);
  }
  const unused = unusedAmong(valid, used, run);
  const aboutComments = [...reported(invalidSuppression, flaws, run), ...reported(unusedSuppression, unused, run)];
  return { findings: left, suppressed, aboutComments };
}

/** Comments of which no finding is the matter, although their rule ran. */
function unusedAmong(
  valid: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  { rules, policy }: SuppressionRun,
): readonly Problem[] {
  if (valid.length === 0) return [];
  const ran = new Set(rules.filter((rule) => isEnabled(rule, policy)).map(({ id }) => id));
  return valid
    .filter((suppression) => ran.has(suppression.ruleId) && !used.has(suppression))
    .map(({ ruleId, span }) => ({
      at: span,
      message: `the suppression of \`${ruleId}\` silences nothing`,
      help: 'remove it',
      identity: ruleId,
    }));
}

/** The problems as findings of a rule of the engine, if that rule is one of the run. */
function reported(
  rule: Rule,
  problems: readonly Problem[],
  { rules, policy }: SuppressionRun,
): readonly FindingDraft[] {
  if (!rules.includes(rule) || !isEnabled(rule, policy)) return [];
  return problems.flatMap((problem) => {
    const verdict = { kind: 'violation', problem } as const;
    const severity = severityOf(rule, verdict, policy);
    return severity === undefined ? [] : [draftOf(rule, verdict, severity)];
  });
}
