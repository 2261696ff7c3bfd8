import type { Finding } from '../engine/finding.ts';
import { SourceFile } from '../source/source-file.ts';
import { readYaml } from '../syntax/yaml.ts';

/** Fixes that were tried, and what came of them. */
export interface Trial {
  /** All findings before and after. */
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  /** What the fixes are for. */
  readonly repaired: readonly Finding[];
  /** The files that they change, with their texts before and after. */
  readonly changed: readonly { readonly path: string; readonly before: string; readonly after: string }[];
}

/**
 * Why tried fixes must not be applied, as a clause that completes "because …"; `undefined` if they are right: the files
 * can be read as before, what they repair is gone, and no rule has more to report at warning or error.
 *
 * Findings are counted by rule and not compared one by one, since a fix may change the words of a finding that stays.
 */
export function whyWrong({ before, after, repaired, changed }: Trial): string | undefined {
  const broken = changed.find((file) => problemsOf(file.path, file.after) > problemsOf(file.path, file.before));
  if (broken !== undefined) return `\`${broken.path}\` could not be read any more`;
  const rules = new Set([...before, ...after].map(({ ruleId }) => ruleId));
  for (const rule of rules) {
    const gone = repaired.filter(({ ruleId }) => ruleId === rule).length;
    if (countOf(rule, after, always) > countOf(rule, before, always) - gone && gone > 0)
      return 'the problem would stay';
    if (countOf(rule, after, matters) > countOf(rule, before, matters)) return `\`${rule}\` would be reported then`;
  }
  return undefined;
}

const problemsOf = (path: string, text: string): number =>
  /\.ya?ml$/i.test(path) ? readYaml(new SourceFile(path, text)).problems.length : 0;

const countOf = (rule: string, findings: readonly Finding[], counts: (finding: Finding) => boolean): number =>
  findings.filter((finding) => finding.ruleId === rule && counts(finding)).length;

const always = (): boolean => true;

const matters = ({ certainty, severity }: Finding): boolean => certainty === 'violation' && severity !== 'info';
