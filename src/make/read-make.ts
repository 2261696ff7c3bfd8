import type { MakePlan, MakeReader } from '../script/run/make-call.ts';
import { withEntry } from '../script/state/persistent-map.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import { type Cause, knownString, showText } from '../value/index.ts';
import { define } from './assignment.ts';
import { defaultGoals, type Goal } from './default-goal.ts';
import { defaultVariables } from './default-variables.ts';
import { evaluateText } from './evaluate.ts';
import { pathFromCheckout, workingDirectory } from './files.ts';
import { findRules } from './find-rule.ts';
import { newHoleTable, shown } from './hole-table.ts';
import { readInto } from './include.ts';
import { readOptions } from './options.ts';
import { planGoals } from './plan.ts';
import { levelOf } from './recipe-environment.ts';
import { doubt, newRun, type Run } from './run.ts';
import { variable } from './variable.ts';
import { parseAssignment } from './written-assignment.ts';

/**
 * Reads what a call of GNU make runs: the recipes of its goals and of what they need, in order, each line with its
 * environment. Whatever could add to it or change it opens the plan, with the reason. Never throws; bounded.
 *
 * Source: gnu.org/software/make/manual (GNU make 4.3).
 */
export const readMake: MakeReader = (call) => {
  const table = newHoleTable();
  const run = newRun(call, readOptions(call, table), table);
  const { letters, goals } = run.options;
  if (letters.has('v') || letters.has('h')) return { steps: [], openTo: [] };
  if (call.openTo.length > 0 || run.options.unclear.length > 0) doubt(run, 'which arguments it gets is not known');
  setUp(run);
  if (!readMakefiles(run)) return planOf(run, []);
  const named = goals.map((target): Goal => ({ target, conditions: [] }));
  const wanted = named.length > 0 ? named : defaultGoals(run);
  if (wanted.length === 0 && run.options.unclear.length === 0) doubt(run, 'it has no target to make');
  for (const path of run.missing) noteGenerated(run, path);
  return planOf(run, planGoals(run, wanted));
};

/** The variables that are there before any makefile is read. */
function setUp(run: Run): void {
  const { span } = run.call;
  const set = (name: string, value: string, isRecursive = false): void => {
    run.globals = withEntry(run.globals, name, variable(name, value, span, { origin: 'default', isRecursive }));
  };
  for (const [name, value] of Object.entries(defaultVariables)) set(name, value, true);
  set('MAKECMDGOALS', run.options.goals.join(' '));
  set('MAKELEVEL', `${levelOf(run)}`);
  run.globals = withEntry(run.globals, 'CURDIR', variable('CURDIR', workingDirectory(run), span));
  for (const written of run.options.assignments) {
    const assignment = parseAssignment(written);
    const modifiers = { isOverride: false, isPrivate: false, isExported: false };
    if (assignment !== undefined) define(run, { assignment, modifiers, origin: 'command line', place: span });
  }
}

/** Source: gnu.org/software/make/manual, 3.2 What Name to Give Your Makefile. */
const usualNames = ['GNUmakefile', 'makefile', 'Makefile'] as const;

/** Reads the makefiles of the call; false where there is none. */
function readMakefiles(run: Run): boolean {
  const { files, directory, evaluated } = run.options;
  for (const text of evaluated) evaluateText(run, EmbeddedText.opaque(text, run.call.span));
  const names = files.length > 0 ? files : usualNames;
  let count = 0;
  for (const name of names) {
    const code = run.call.readFile(pathFromCheckout(run, name));
    if (code === undefined) {
      if (files.length > 0) doubt(run, `\`${shown(run.table, name)}\` is not in the repository`);
      continue;
    }
    readInto(run, name, code);
    count += 1;
    if (files.length === 0) break;
  }
  if (count > 0 || evaluated.length > 0) return true;
  const folder = directory.parts.length === 0 ? '' : ` in \`${showText(directory)}\``;
  if (knownString(directory) === undefined) doubt(run, `the folder \`${showText(directory)}\` is not known`);
  else if (files.length === 0) doubt(run, `there is no Makefile${folder}`);
  return false;
}

/** A file of `-include` that a rule makes would be read after all; lists of prerequisites that compilers write say nothing of images. */
function noteGenerated(run: Run, path: string): void {
  if (/\.(?:d|dep|P)$/.test(path)) return;
  const { explicit, implicit } = findRules(run, path);
  if (implicit.length > 0 || explicit.some(({ rule }) => rule.hasRecipe)) {
    doubt(run, `\`${shown(run.table, path)}\`, which it includes, is made by a rule`);
  }
}

function planOf(run: Run, steps: MakePlan['steps']): MakePlan {
  const line = run.call.words.map((word) => knownString(word) ?? showText(word)).join(' ');
  const written = line.length > 60 ? `${line.slice(0, 59)}…` : line;
  const reasons = [...run.causes.values()];
  const followed = steps.length === 0 ? 'is not followed' : 'is followed only in part';
  const openTo = reasons.slice(0, 3).map(
    ({ because, kind, at }): Cause => ({
      kind,
      at,
      because: `\`${written}\` ${followed} (${because}), so what it builds is not known`,
    }),
  );
  return { steps, openTo };
}
