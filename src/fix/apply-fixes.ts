import type { Finding } from '../engine/finding.ts';
import type { Safety } from '../rule/fix.ts';
import { applyEdits, type TextEdit } from '../source/text-edit.ts';
import type { Workspace } from '../source/workspace.ts';
import { groupBy } from '../value/index.ts';
import { type Candidate, candidatesOf, type FittingFix, type RefusedFix, select } from './candidates.ts';
import { type EditedText, editsOf, presentText, unedited, withEdit } from './edited-text.ts';
import { overlay } from './overlay.ts';
import type { FixedFile } from './unified-diff.ts';
import { whyWrong } from './why-wrong.ts';

/** What there is to find in a workspace. */
export interface Findings {
  /** Those that may be fixed. */
  readonly own: readonly Finding[];
  /** Those that a fix must not add to: of all rules, also where only some were asked for. */
  readonly all: readonly Finding[];
}

/** What fixes are applied to. */
export interface FixRun<Result extends Findings> {
  readonly workspace: Workspace;
  lint(workspace: Workspace): Result;
  /** The kinds of fixes that are wanted. */
  readonly accepted: readonly Safety[];
  /** Why a file must not be written, as a clause that completes "because …"; `undefined` if it may be. */
  whyNotWritten(path: string): string | undefined;
}

/** What came of it. */
export interface FixOutcome<Result extends Findings> {
  /** The files that change. */
  readonly files: readonly FixedFile[];
  readonly fixed: readonly Finding[];
  readonly refused: readonly RefusedFix[];
  /** What there was to find. */
  readonly first: Result;
  /** What there is to find afterwards. */
  readonly result: Result;
}

/** A fix may make room for another one; more rounds than these are never needed, unless fixes undo each other. */
const mostRounds = 10;

/** Trying fixes means linting; a run with more failures than these gives up on the rest. */
const mostTrials = 100;

/** Between two rounds. */
interface State<Result> {
  readonly texts: ReadonlyMap<string, EditedText>;
  readonly fixed: readonly Finding[];
  readonly refused: readonly RefusedFix[];
  readonly result: Result;
  readonly trials: number;
}

/**
 * Applies the fixes of findings until none is left. After every round the files are read and linted again: what was
 * fixed must be gone, and nothing new at warning or error may appear. A fix that fails this is left out.
 */
export function applyFixes<Result extends Findings>(run: FixRun<Result>): FixOutcome<Result> {
  const first = run.lint(run.workspace);
  let state: State<Result> = { texts: new Map(), fixed: [], refused: [], result: first, trials: 0 };
  for (let round = 0; round < mostRounds; round += 1) {
    const next = repair(state, run);
    const isDone = next.texts === state.texts;
    state = next;
    if (isDone) break;
  }
  const { texts, fixed, refused, result } = state;
  return { files: [...texts].map(([path, text]) => fixedFile(path, text)), fixed, refused, first, result };
}

function fixedFile(path: string, text: EditedText): FixedFile {
  return { path, before: text.original, after: presentText(text), edits: editsOf(text) };
}

/** The state after one round: with new texts, or with the same ones if there is nothing more to do. */
function repair<Result extends Findings>(state: State<Result>, run: FixRun<Result>): State<Result> {
  const known = new Set(state.refused.map(({ key }) => key));
  const candidates = candidatesOf(state.result.own, run.accepted).filter(({ key }) => !known.has(key));
  const selection = select(candidates, (path) => run.whyNotWritten(path));
  const next = { ...state, refused: [...state.refused, ...selection.refused] };
  return tryAll(next, selection.chosen, run);
}

/** Applies as many of the fixes as can be together, at least one; those that are wrong by themselves are refused. */
function tryAll<Result extends Findings>(
  state: State<Result>,
  chosen: readonly FittingFix[],
  run: FixRun<Result>,
): State<Result> {
  let { trials, refused } = state;
  let left = chosen;
  let group = chosen;
  while (group.length > 0) {
    const trial = tryGroup(state, group, run);
    trials += 1;
    if (trial.is === 'right') return { ...trial.state, refused, trials };
    if (trials >= mostTrials) return { ...state, refused: [...refused, ...refusedFor(left, tooMany)], trials };
    if (group.length > 1) {
      group = group.slice(0, Math.ceil(group.length / 2));
      continue;
    }
    refused = [...refused, ...refusedFor(group, trial.because)];
    left = left.slice(1);
    group = left;
  }
  return { ...state, refused, trials };
}

const tooMany = 'too many other fixes of this run failed';

const refusedFor = (fixes: readonly FittingFix[], because: string): readonly RefusedFix[] =>
  fixes.map((fix) => ({ ...fix, because }));

type Trial<Result> =
  | { readonly is: 'right'; readonly state: State<Result> }
  | { readonly is: 'wrong'; readonly because: string };

function tryGroup<Result extends Findings>(
  state: State<Result>,
  group: readonly FittingFix[],
  run: FixRun<Result>,
): Trial<Result> {
  const edits = editsByPath(group);
  const changed = [...edits].map(([path, { before, own }]) => ({ path, before, after: applyEdits(before, own) }));
  const texts = new Map(state.texts);
  for (const [path, { before, own }] of edits)
    texts.set(path, own.toReversed().reduce(withEdit, state.texts.get(path) ?? unedited(before)));
  const present = new Map([...texts].map(([path, text]) => [path, presentText(text)] as const));
  const result = run.lint(overlay(run.workspace, present));
  const repaired = group.flatMap((candidate: Candidate) => candidate.findings);
  const because = whyWrong({ before: state.result.all, after: result.all, repaired, changed });
  if (because !== undefined) return { is: 'wrong', because };
  return { is: 'right', state: { ...state, texts, result, fixed: [...state.fixed, ...repaired] } };
}

/** The edits of fixes by the file that they change, in order. */
function editsByPath(
  group: readonly FittingFix[],
): ReadonlyMap<string, { readonly before: string; readonly own: readonly TextEdit[] }> {
  const files = groupBy(
    group.flatMap((fix) => [...fix.files]),
    ([{ path }]) => path,
  );
  return new Map(
    [...files].map(([path, parts]) => {
      const own = parts.flatMap(([, edits]) => edits).sort((one, two) => one.start - two.start);
      return [path, { before: parts[0]?.[0].text ?? '', own }] as const;
    }),
  );
}
