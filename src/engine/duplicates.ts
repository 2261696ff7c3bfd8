import type { Job } from '../model/pipeline/job.ts';
import { type Fix, patchKey } from '../rule/fix.ts';
import { distinctCauses, groupBy } from '../value/index.ts';
import type { FindingDraft } from './finding-draft.ts';

/** The findings without what a rule leaves undecided where it is certain of something at the same place. */
export function withoutShadowed(findings: readonly FindingDraft[]): readonly FindingDraft[] {
  const certainAt = new Set(findings.filter(({ certainty }) => certainty === 'violation').map(placeKey));
  return findings.filter((finding) => finding.certainty === 'violation' || !certainAt.has(placeKey(finding)));
}

/**
 * The findings with those joined into one that a rule has of one place and one identity: jobs that share a template
 * share its defect. What is left names the jobs of all.
 */
export const withoutRepetitions = (findings: readonly FindingDraft[]): readonly FindingDraft[] =>
  [...groupBy(findings, repetitionKey).values()].flatMap(buckets).flatMap(joined);

/** Findings that say the same, or the like of another job; two different problems of one job stay apart. */
function buckets(findings: readonly FindingDraft[]): readonly (readonly FindingDraft[])[] {
  const found: { readonly members: FindingDraft[]; readonly messages: Set<string>; readonly jobs: Set<unknown> }[] = [];
  for (const finding of findings) {
    const job = finding.jobs?.[0];
    const isLike = ({ messages, jobs }: (typeof found)[number]): boolean =>
      messages.has(finding.message) || (job !== undefined && jobs.size > 0 && !jobs.has(job));
    const bucket = found.find(isLike) ?? { members: [], messages: new Set(), jobs: new Set() };
    if (bucket.members.length === 0) found.push(bucket);
    bucket.members.push(finding);
    bucket.messages.add(finding.message);
    if (job !== undefined) bucket.jobs.add(job);
  }
  return found.map(({ members }) => members);
}

const repetitionKey = (finding: FindingDraft): string =>
  [placeKey(finding), finding.certainty, finding.severity, finding.identity ?? ''].join('\0');

const placeKey = ({ ruleId, at }: FindingDraft): string =>
  [ruleId, at.file.path, String(at.start), String(at.end)].join('\0');

function joined([first, ...others]: readonly FindingDraft[]): readonly FindingDraft[] {
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const all = [first, ...others];
  const jobs = [...new Set(all.flatMap((finding) => finding.jobs ?? []))];
  const { fix: _, ...rest } = first;
  const fix = commonFix(all);
  const message =
    first.message +
    alsoIn(
      first,
      all.filter(({ message: own }) => own !== first.message),
    );
  return [
    {
      ...rest,
      ...(fix === undefined ? {} : { fix }),
      message,
      causes: distinctCauses(all.flatMap(({ causes }) => causes)),
      ...(jobs.length > 0 ? { jobs } : {}),
    },
  ];
}

/**
 * What the fixes of all do together, each patch once; nothing if one of them has none, or one of another kind, or if they
 * would change one job in several ways.
 */
function commonFix(findings: readonly FindingDraft[]): Fix | undefined {
  const [first] = findings;
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  const isCommon = fixes.length === findings.length && fixes.every(({ safety }) => safety === first?.fix?.safety);
  if (first?.fix === undefined || !isCommon) return undefined;
  const ways = new Set(findings.map(({ jobs, fix }) => wayKey(jobs?.[0], fix)));
  if (ways.size > new Set(findings.map(({ jobs }) => jobs?.[0]?.definition)).size) return undefined;
  const patches = new Map(fixes.flatMap((fix) => fix.patches).map((patch) => [patchKey(patch), patch]));
  return { ...first.fix, patches: [...patches.values()] };
}

const definitionKey = (job: Job | undefined): string =>
  job === undefined
    ? ''
    : `${job.definition.span.file.path} ${String(job.definition.span.start)} ${job.definition.name}`;

const wayKey = (job: Job | undefined, fix: Fix | undefined): string =>
  [definitionKey(job), ...(fix?.patches ?? []).map(patchKey)].join('\0');

/** More names than these are counted. */
const mostNames = 3;

/** `; likewise \`build-arm64\`` for the jobs, or the other instances of one, of which the same could be said in other words. */
function alsoIn({ jobs: [own] = [] }: FindingDraft, others: readonly FindingDraft[]): string {
  const jobs = others.flatMap(({ jobs: [job] = [] }) => job ?? []);
  const named = jobs.map((job) => (job.definition === own?.definition ? job.name : job.definition.name));
  const names = [...new Set(named)].filter((name) => name !== own?.name);
  if (names.length === 0) return '';
  const shown = names.slice(0, mostNames).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  return `; likewise ${shown.join(', ')}${more === 0 ? '' : ` and ${String(more)} more`}`;
}
