import { distinctCauses } from '../value/index.ts';
import type { FindingDraft } from './finding-draft.ts';

/** The findings without what a rule leaves undecided where it is certain of something at the same place. */
export function withoutShadowed(findings: readonly FindingDraft[]): readonly FindingDraft[] {
  const certainAt = new Set(findings.filter(({ certainty }) => certainty === 'violation').map(placeKey));
  return findings.filter((finding) => finding.certainty === 'violation' || !certainAt.has(placeKey(finding)));
}

/** The findings with those that say the same of the same place joined into one, which names the jobs of all. */
export function withoutRepetitions(findings: readonly FindingDraft[]): readonly FindingDraft[] {
  const groups = new Map<string, FindingDraft[]>();
  for (const finding of findings) {
    const key = `${placeKey(finding)}\0${finding.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap(joined);
}

const placeKey = ({ ruleId, at }: FindingDraft): string =>
  [ruleId, at.file.path, String(at.start), String(at.end)].join('\0');

function joined([first, ...others]: readonly FindingDraft[]): readonly FindingDraft[] {
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const all = [first, ...others];
  const jobs = [...new Set(all.flatMap((finding) => finding.jobs ?? []))];
  return [
    { ...first, causes: distinctCauses(all.flatMap(({ causes }) => causes)), ...(jobs.length > 0 ? { jobs } : {}) },
  ];
}
