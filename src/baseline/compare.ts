import type { Finding } from '../engine/finding.ts';
import { fingerprintUnder } from '../engine/fingerprint.ts';
import type { KnownFinding } from './known-finding.ts';

/** A project's findings, sorted by whether a baseline knows them. */
export interface Comparison {
  /** In the order of the findings. */
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  /** How many findings the baseline has that are no more, among those that this run would have found. */
  readonly gone: number;
}

/** What a project was linted with, as far as it decides which findings of a baseline it would find. */
export interface Scope {
  /** What stands before the project's paths in the baseline; empty or with a `/` at its end. */
  readonly root: string;
  /** Whether a finding of this rule would have been found: the rule ran, or there is none of that name. */
  readonly covers: (rule: string) => boolean;
}

/** Compares the findings of one project with a baseline by their fingerprints. */
export function compareWithBaseline(
  findings: readonly Finding[],
  baseline: readonly KnownFinding[],
  { root, covers }: Scope,
): Comparison {
  const listed = new Set(baseline.map(({ fingerprint }) => fingerprint));
  const prints = new Map(findings.map((finding) => [finding, fingerprintUnder(root, finding.fingerprint)]));
  const isKnown = (finding: Finding): boolean => listed.has(prints.get(finding) ?? '');
  const present = new Set(prints.values());
  const gone = baseline.filter(
    ({ path, rule, fingerprint }) => path.startsWith(root) && covers(rule) && !present.has(fingerprint),
  );
  return {
    fresh: findings.filter((finding) => !isKnown(finding)),
    known: findings.filter(isKnown),
    gone: new Set(gone.map(({ fingerprint }) => fingerprint)).size,
  };
}
