import type { Location, Replacement, Result } from 'sarif';
import type { Finding } from '../engine/finding.ts';
import { fingerprintUnder } from '../engine/fingerprint.ts';
import { editsOfFix } from '../fix/fix-edits.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';
import { positionsOf } from './location.ts';
import { messageOf, sarifLocation, sarifLocationWithCode, shortened, uriOf } from './sarif-location.ts';
import { levels } from './sarif-rule.ts';
import { claimOf } from './wording.ts';

/** A finding with the root of its project, and what becomes of it. */
export interface Outcome {
  readonly finding: Finding;
  readonly root: string;
  /** Why a comment silences it; absent: none does. */
  readonly reason?: string;
  /** Whether the baseline of the run has it. */
  readonly isKnown?: boolean;
}

/** What a result refers to in its run. */
export interface RunIndex {
  readonly ruleIndex: ReadonlyMap<string, number>;
  readonly artifactIndex: ReadonlyMap<string, number>;
  /** Whether the results of the run say if they are suppressed. */
  readonly tellsSuppressions: boolean;
  /** Whether they say if a baseline holds them. */
  readonly tellsBaseline: boolean;
}

/** One result of a run. */
export function sarifResult(outcome: Outcome, index: RunIndex): Result {
  const { finding, root, isKnown } = outcome;
  const ruleIndex = index.ruleIndex.get(finding.ruleId);
  const related = relatedLocations(finding, root).map((location) => withIndex(location, index));
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    // A result that is not a failure has no level (3.27.10).
    ...(finding.certainty === 'undecided'
      ? ({ kind: 'open', level: 'none' } as const)
      : ({ kind: 'fail', level: levels[finding.severity] } as const)),
    message: messageOf(textOf(finding)),
    locations: [{ ...withIndex(sarifLocationWithCode(finding.at, root), index), ...logicalLocations(finding) }],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...fixesOf(finding, root, index),
    partialFingerprints: { 'multiarchLint/v1': fingerprintUnder(root, finding.fingerprint) },
    ...(index.tellsBaseline ? { baselineState: isKnown === true ? 'unchanged' : 'new' } : {}),
    ...(index.tellsSuppressions ? { suppressions: suppressionsOf(outcome) } : {}),
  };
}

function textOf(finding: Finding): string {
  const because = finding.causes.slice(0, 1).map((cause) => `, because ${cause.because}`);
  const help = finding.help === undefined ? '' : ` To solve it, ${finding.help}.`;
  return `${claimOf(finding)}${because.join('')}.${help}`;
}

/** The places that explain the finding, and those that hide the answer; ids count from 1. */
function relatedLocations({ related = [], causes }: Finding, root: string): readonly Location[] {
  const hiding = causes.map(({ at, because }) => ({ at, message: `cannot tell, because ${because}` }));
  return [...related, ...hiding].map(({ at, message }, index) => ({
    id: index + 1,
    ...sarifLocation(at, root),
    message: messageOf(message),
  }));
}

function withIndex(location: Location, { artifactIndex }: RunIndex): Location {
  const { physicalLocation } = location;
  const artifactLocation = physicalLocation?.artifactLocation;
  const index = artifactIndex.get(artifactLocation?.uri ?? '');
  if (index === undefined) return location;
  return { ...location, physicalLocation: { ...physicalLocation, artifactLocation: { ...artifactLocation, index } } };
}

function logicalLocations({ jobs = [] }: Finding): Pick<Location, 'logicalLocations'> {
  const names = [...new Set(jobs.map(({ name }) => name))];
  return names.length === 0 ? {} : { logicalLocations: names.map((name) => ({ name, kind: 'job' })) };
}

/** The fix of a finding, if it fits the way in which the files are written; its properties say whether it is safe. */
function fixesOf({ fix }: Finding, root: string, { artifactIndex }: RunIndex): Pick<Result, 'fixes'> {
  const edits = fix === undefined ? undefined : editsOfFix(fix);
  if (fix === undefined || edits?.is !== 'edits') return {};
  const artifactChanges = [...edits.files].map(([file, ofFile]) => {
    const uri = uriOf(file, root);
    const index = artifactIndex.get(uri);
    return {
      artifactLocation: { uri, ...(index === undefined ? {} : { index }) },
      replacements: ofFile.map((edit) => replacementOf(file, edit)),
    };
  });
  if (artifactChanges.length === 0) return {};
  const { title, safety, because } = fix;
  const properties = { safety, ...(because === undefined ? {} : { because }) };
  return { fixes: [{ description: messageOf(title), artifactChanges, properties }] };
}

function replacementOf(file: SourceFile, { start, end, text }: TextEdit): Replacement {
  const { start: from, end: to } = positionsOf(file.span(start, end));
  return {
    deletedRegion: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
    ...(text === '' ? {} : { insertedContent: { text } }),
  };
}

/** Who knows no baselines takes a finding that one has for silenced. */
function suppressionsOf({ reason, isKnown }: Outcome): NonNullable<Result['suppressions']> {
  if (reason !== undefined) return [{ kind: 'inSource', status: 'accepted', justification: shortened(reason) }];
  return isKnown === true ? [{ kind: 'external', status: 'accepted', justification: 'the baseline has it' }] : [];
}
