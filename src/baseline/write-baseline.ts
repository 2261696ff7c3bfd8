import type { Finding } from '../engine/finding.ts';
import { fingerprintUnder, withoutLines } from '../engine/fingerprint.ts';
import type { KnownFinding } from './known-finding.ts';

/** The findings of a project as a baseline holds them. `root`: what stands before the project's paths; empty or with a `/` at its end. */
export const knownFindings = (findings: readonly Finding[], root: string): readonly KnownFinding[] =>
  findings.map(({ ruleId, at, message, fingerprint }) => ({
    path: `${root}${at.file.path}`,
    rule: ruleId,
    message: withoutLines(message),
    fingerprint: fingerprintUnder(root, fingerprint),
  }));

/**
 * A baseline file: JSON with one finding per line, sorted, without anything that changes while the findings stay what they
 * are, so that its changes read well and merge well.
 */
export function baselineText(findings: readonly KnownFinding[]): string {
  const lines = findings.toSorted(compare).map((finding) => `    ${JSON.stringify(finding)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

const compare = (left: KnownFinding, right: KnownFinding): number =>
  byUnits(left.path, right.path) || byUnits(left.rule, right.rule) || byUnits(left.fingerprint, right.fingerprint);

/** By UTF-16 code units, so that the order is the same on every machine. */
function byUnits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
