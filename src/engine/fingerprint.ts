import { hash } from 'node:crypto';
import type { Finding } from './finding.ts';
import type { FindingDraft } from './finding-draft.ts';

/**
 * The findings, in document order, each with a fingerprint of 32 hexadecimal digits. It depends on the rule, the file,
 * the jobs and what tells the finding from others, but on no line number; what is equal by that is numbered in order.
 */
export function withFingerprints(findings: readonly FindingDraft[]): readonly Finding[] {
  const repeats = new Map<string, number>();
  return findings.map((finding) => {
    const recipe = recipeOf(finding);
    const ordinal = repeats.get(recipe) ?? 0;
    repeats.set(recipe, ordinal + 1);
    return withDigest(finding, `${recipe}|${String(ordinal)}`);
  });
}

/** The digest is made when it is asked for: to load what makes it takes as long as to read a small pipeline. */
function withDigest(finding: FindingDraft, recipe: string): Finding {
  let known: string | undefined;
  return {
    ...finding,
    get fingerprint() {
      return (known ??= digest(recipe));
    },
  };
}

/** The fingerprint of the same finding in a report over several project roots: `root` tells it from its likes in others. */
export const fingerprintUnder = (root: string, fingerprint: string): string =>
  root === '' ? fingerprint : digest(`v1|${root}|${fingerprint}`);

function recipeOf({ ruleId, at, jobs = [], identity, message }: FindingDraft): string {
  const names = [...new Set(jobs.map(({ definition }) => definition.name))].sort();
  return `v1|${JSON.stringify([ruleId, at.file.path, names, identity ?? withoutLines(message)])}`;
}

/** A message without the numbers of lines and columns: `ci/build.yml:12:3`, `line 12`. */
export const withoutLines = (message: string): string =>
  message.replace(/(\.[A-Za-z]\w*|file):\d+(?::\d+)?/g, '$1').replace(/\blines? \d+/g, 'line');

const digest = (text: string): string => hash('sha256', text, 'hex').slice(0, 32);
