import type { Finding } from '../engine/finding.ts';
import { type Fix, patchKey, type Safety } from '../rule/fix.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';
import { groupBy } from '../value/index.ts';
import { editsOfFix } from './fix-edits.ts';

/** A fix with all findings that carry it. */
export interface Candidate {
  /** The same in every round. */
  readonly key: string;
  readonly fix: Fix;
  readonly findings: readonly [Finding, ...Finding[]];
}

/** A fix that is not applied. */
export interface RefusedFix extends Candidate {
  /** A clause that completes "not fixed, because …". */
  readonly because: string;
}

/** The fixes of findings, in document order. Findings of one fix (equal patches) have it once. */
export function candidatesOf(findings: readonly Finding[], accepted: readonly Safety[]): readonly Candidate[] {
  const fixable = findings.flatMap((finding) => {
    const { fix } = finding;
    return fix !== undefined && finding.certainty === 'violation' && accepted.includes(fix.safety)
      ? [{ finding, fix }]
      : [];
  });
  return [...groupBy(fixable, ({ fix }) => keyOfPatches(fix)).values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [
          {
            key: `${first.fix.title} ${first.finding.fingerprint}`,
            fix: first.fix,
            findings: [first.finding, ...more.map(({ finding }) => finding)] as const,
          },
        ],
  );
}

const keyOfPatches = ({ patches }: Fix): string => patches.map(patchKey).join(' ');

/** A candidate with what it does to the texts. */
export interface FittingFix extends Candidate {
  readonly files: ReadonlyMap<SourceFile, readonly TextEdit[]>;
}

/** Which candidates can be applied together, which have to wait for them, and which never fit. */
export interface Selection {
  readonly chosen: readonly FittingFix[];
  readonly refused: readonly RefusedFix[];
}

/** Of candidates that touch the same text, the first one is chosen; the others have their turn in the next round. */
export function select(
  candidates: readonly Candidate[],
  whyNotWritten: (path: string) => string | undefined,
): Selection {
  const chosen: FittingFix[] = [];
  const refused: RefusedFix[] = [];
  const taken = new Map<string, TextEdit[]>();
  for (const candidate of candidates) {
    const result = editsOfFix(candidate.fix);
    if (result.is === 'refused') {
      refused.push({ ...candidate, because: result.because });
      continue;
    }
    const obstacle = [...result.files.keys()].map(({ path }) => whyNotWritten(path)).find((why) => why !== undefined);
    if (obstacle !== undefined) refused.push({ ...candidate, because: obstacle });
    if (obstacle !== undefined || [...result.files].some(([{ path }, edits]) => touch(taken.get(path) ?? [], edits)))
      continue;
    for (const [{ path }, edits] of result.files) taken.set(path, [...(taken.get(path) ?? []), ...edits]);
    chosen.push({ ...candidate, files: result.files });
  }
  return { chosen, refused };
}

const touch = (taken: readonly TextEdit[], edits: readonly TextEdit[]): boolean =>
  edits.some((edit) => taken.some((other) => edit.start <= other.end && other.start <= edit.end));
