import { sourceText } from '../../source/source-file.ts';
import { areAmong, type Cause, onceFor } from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { Job } from '../pipeline/job.ts';
import type { Formula } from '../presence/formula.ts';

/**
 * Whether a job hangs on what hides if a build pushes: with `push: ${{ inputs.release }}` on the one side and
 * `if: inputs.release` on the other, the job is there for the sake of the runs that push. "No" also where the build is known to
 * push, or not to.
 */
export function runsIfPushed(job: Job, build: BuildStep): boolean {
  const { pushed } = build;
  if (pushed.is !== 'unknown' || pushed.causes.length === 0) return false;
  return hangsOn(job, pushed.causes) || isWrittenAlike(job, build);
}

/** Whether all of what hides an answer hides whether a job is there, too. */
export const hangsOn = (job: Job, causes: readonly Cause[]): boolean => areAmong(causes, causesOfPresence(job));

const causesOfPresence = onceFor((job: Job): readonly Cause[] => causesOf(job.presence));

/** Formulas are not deeper than the parsers of conditions allow. */
function causesOf(formula: Formula): readonly Cause[] {
  if (formula.is === 'open') return formula.causes;
  if (formula.is === 'not') return causesOf(formula.of);
  return formula.is === 'all' || formula.is === 'any' ? formula.of.flatMap(causesOf) : [];
}

/**
 * Whether the action that builds is told to push by the very expression that is the job's `if`. What other jobs give is known to
 * the one, which runs behind them, and not to the other, which is read before they do.
 */
function isWrittenAlike({ conditions }: Job, { command: { action } }: BuildStep): boolean {
  if (conditions.by !== 'rules' || action === undefined) return false;
  const [rule] = conditions.rules.items;
  const condition = expressionIn(rule?.if ?? '');
  const inputs = ['push', 'outputs'].flatMap((name) => action.inputs.get(name) ?? []);
  return condition !== '' && inputs.some(({ span }) => expressionIn(sourceText(span)).includes(condition));
}

/** Without blanks and the marks of an expression. */
const expressionIn = (written: string): string => written.replace(/\s|\$\{\{|\}\}/g, '');
