import type { FindingDraft } from './finding-draft.ts';

/** What is known about one key of `about` and `follows` while the findings are decided. */
interface Subject {
  /** Certain findings about it that are still undecided upon. */
  open: number;
  /** Certain findings about it that stay. */
  kept: number;
  /** Findings that follow from it. */
  readonly followers: number[];
}

/**
 * The findings without those that another one explains: a finding is dropped if a certain other finding, which is not
 * dropped itself, is about one of the subjects that it follows. Findings that explain each other in a circle keep the
 * first of them. Takes time in proportion to the number of keys, but for circles.
 */
export function withoutExplained(findings: readonly FindingDraft[]): readonly FindingDraft[] {
  const subjects = subjectsOf(findings);
  const fate = new Array<'kept' | 'dropped' | undefined>(findings.length).fill(undefined);
  const queue = findings.map((_, index) => index);

  const settle = (index: number, value: 'kept' | 'dropped'): void => {
    fate[index] = value;
    for (const subject of aboutOf(findings[index], subjects)) {
      subject.open -= 1;
      if (value === 'kept') subject.kept += 1;
      // Followers care for the first finding that is kept, and for the last ones to be decided (one may be their own).
      const isNews = (value === 'kept' && subject.kept === 1) || subject.open <= 1;
      if (isNews) for (const follower of subject.followers) queue.push(follower);
    }
  };
  const run = (): void => {
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      const value = fate[index] === undefined ? fateOf(findings[index], subjects) : undefined;
      if (value !== undefined) settle(index, value);
    }
  };

  run();
  for (let first = fate.indexOf(undefined); first !== -1; first = fate.indexOf(undefined, first)) {
    settle(firstOfCircle(first, findings, fate), 'kept');
    run();
  }
  return findings.filter((_, index) => fate[index] === 'kept');
}

function subjectsOf(findings: readonly FindingDraft[]): ReadonlyMap<string, Subject> {
  const subjects = new Map<string, Subject>();
  const at = (key: string): Subject => {
    const subject = subjects.get(key) ?? { open: 0, kept: 0, followers: [] };
    subjects.set(key, subject);
    return subject;
  };
  for (const [index, finding] of findings.entries()) {
    for (const key of explainedBy(finding)) at(key).open += 1;
    for (const key of new Set(finding.follows)) at(key).followers.push(index);
  }
  return subjects;
}

/** The keys by which a finding explains others: none if it is not certain. */
const explainedBy = ({ certainty, about }: FindingDraft): ReadonlySet<string> =>
  new Set(certainty === 'violation' ? about : []);

function aboutOf(finding: FindingDraft | undefined, subjects: ReadonlyMap<string, Subject>): readonly Subject[] {
  return [...(finding === undefined ? [] : explainedBy(finding))].flatMap((key) => subjects.get(key) ?? []);
}

/** What the findings decided so far make of one that is not decided yet; `undefined` if that is still open. */
function fateOf(
  finding: FindingDraft | undefined,
  subjects: ReadonlyMap<string, Subject>,
): 'kept' | 'dropped' | undefined {
  if (finding === undefined) return undefined;
  const own = explainedBy(finding);
  let isOpen = false;
  for (const key of finding.follows ?? []) {
    const { open = 0, kept = 0 } = subjects.get(key) ?? {};
    if (kept > 0) return 'dropped';
    if (open > (own.has(key) ? 1 : 0)) isOpen = true;
  }
  return isOpen ? undefined : 'kept';
}

/** The first finding of a circle of open ones that explain `start` or one another. */
function firstOfCircle(
  start: number,
  findings: readonly FindingDraft[],
  fate: readonly ('kept' | 'dropped' | undefined)[],
): number {
  const explainers = openExplainers(findings, fate);
  const path = new Map<number, number>();
  let at = start;
  while (!path.has(at)) {
    path.set(at, path.size);
    const here = at;
    const keys = findings[here]?.follows ?? [];
    at = keys.flatMap((key) => explainers.get(key) ?? []).find((index) => index !== here) ?? here;
  }
  const beginsAt = path.get(at) ?? 0;
  return [...path].reduce((first, [index, step]) => (step >= beginsAt ? Math.min(first, index) : first), at);
}

/** The first two open findings about each key: one of them is another than the one that asks. */
function openExplainers(
  findings: readonly FindingDraft[],
  fate: readonly ('kept' | 'dropped' | undefined)[],
): ReadonlyMap<string, readonly number[]> {
  const explainers = new Map<string, number[]>();
  for (const [index, finding] of findings.entries()) {
    if (fate[index] !== undefined) continue;
    for (const key of explainedBy(finding)) {
      const known = explainers.get(key) ?? [];
      if (known.length < 2) explainers.set(key, [...known, index]);
    }
  }
  return explainers;
}
