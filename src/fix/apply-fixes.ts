import type { Finding } from '../engine/finding.ts';
import type { Safety } from '../rule/fix.ts';
import { applyEdits } from '../source/text-edit.ts';
import type { Workspace } from '../source/workspace.ts';
import { groupBy } from '../value/index.ts';
import { type Candidate, candidatesOf, type FittingFix, type RefusedFix, select } from './candidates.ts';
import { overlay } from './overlay.ts';
import { type Trial, whyWrong } from './why-wrong.ts';

/** What there is to find in a workspace. */
export interface Findings {
  /** Those that may be fixed. */
  readonly own: readonly Finding[];
  /** Those that a fix must not add to: of all rules, also where only some were asked for. */
  readonly all: readonly Finding[];
}

/** What fixes are applied to. */
export interface FixRun {
  readonly workspace: Workspace;
  lint(workspace: Workspace): Findings;
  /** The kinds of fixes that are wanted. */
  readonly accepted: readonly Safety[];
  /** Why a file must not be written, as a clause that completes "because …"; `undefined` if it may be. */
  whyNotWritten(path: string): string | undefined;
}

/** What came of it. */
export interface FixOutcome {
  /** The new texts of the files that change, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly fixed: readonly Finding[];
  readonly refused: readonly RefusedFix[];
}

/** A fix may make room for another one; more rounds than these are never needed, unless fixes undo each other. */
const mostRounds = 10;

/** Trying fixes means linting; a run with more failures than these gives up on the rest. */
const mostTrials = 100;

/** Between two rounds. */
interface State extends FixOutcome {
  readonly findings: Findings;
  readonly trials: number;
}

/**
 * Applies the fixes of findings until none is left. After every round the files are read and linted again: what was
 * fixed must be gone, and nothing new at warning or error may appear. A fix that fails this is left out.
 */
export function applyFixes(run: FixRun): FixOutcome {
  let state: State = { texts: new Map(), fixed: [], refused: [], findings: run.lint(run.workspace), trials: 0 };
  for (let round = 0; round < mostRounds; round += 1) {
    const next = repair(state, run);
    if (next.texts === state.texts) return next;
    state = next;
  }
  return state;
}

/** The state after one round: with new texts, or with the same ones if there is nothing more to do. */
function repair(state: State, run: FixRun): State {
  const known = new Set(state.refused.map(({ key }) => key));
  const candidates = candidatesOf(state.findings.own, run.accepted).filter(({ key }) => !known.has(key));
  const selection = select(candidates, (path) => run.whyNotWritten(path));
  const next = { ...state, refused: [...state.refused, ...selection.refused] };
  return tryAll(next, selection.chosen, run);
}

/** Applies as many of the fixes as can be together, at least one; those that are wrong by themselves are refused. */
function tryAll(state: State, chosen: readonly FittingFix[], run: FixRun): State {
  let { trials } = state;
  const refused = [...state.refused];
  let left = chosen;
  let group = chosen;
  while (group.length > 0) {
    const [first] = group;
    const trial = tryGroup(state, group, run);
    trials += 1;
    if (trial.wrong === undefined) return { ...trial.state, refused, trials };
    if (group.length > 1 && trials < mostTrials) {
      group = group.slice(0, Math.ceil(group.length / 2));
      continue;
    }
    refused.push(...group.map((fix): RefusedFix => ({ ...fix, because: trial.wrong ?? '' })));
    left = left.filter((fix) => fix !== first && trials < mostTrials);
    group = left;
  }
  return { ...state, refused, trials };
}

function tryGroup(
  state: State,
  group: readonly FittingFix[],
  run: FixRun,
): { readonly wrong: string | undefined; readonly state: State } {
  const changed = changesOf(group);
  const texts = new Map([...state.texts, ...changed.map(({ path, after }) => [path, after] as const)]);
  const findings = run.lint(overlay(run.workspace, texts));
  const repaired = group.flatMap((candidate: Candidate) => candidate.findings);
  const wrong = whyWrong({ before: state.findings.all, after: findings.all, repaired, changed });
  return { wrong, state: { ...state, texts, findings, fixed: [...state.fixed, ...repaired] } };
}

/** The files that fixes change. */
function changesOf(group: readonly FittingFix[]): Trial['changed'] {
  const files = groupBy(
    group.flatMap((fix) => [...fix.files]),
    ([{ path }]) => path,
  );
  return [...files].flatMap(([path, [first, ...more]]) => {
    if (first === undefined) return [];
    const [{ text: before }] = first;
    const edits = [first, ...more].flatMap(([, own]) => own).sort((one, two) => one.start - two.start);
    return [{ path, before, after: applyEdits(before, edits) }];
  });
}
