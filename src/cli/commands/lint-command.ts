import { resolve } from 'node:path';
import { contentOf } from '../../host/file-text.ts';
import { counted } from '../../report/wording.ts';
import type { LintCall } from '../call/arguments.ts';
import { projectsOf } from '../call/shard.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { progressLine } from '../output/progress-line.ts';
import { resultCode } from '../output/result-code.ts';
import { tell } from '../output/tell.ts';
import { tellNarrowing } from '../output/tell-narrowing.ts';
import { tellRepairs } from '../output/tell-repairs.ts';
import { writeReports } from '../output/write-reports.ts';
import { ruleCalled } from '../projects/all-rules.ts';
import { readBaselineFile, refuseOtherFile } from '../projects/baseline-file.ts';
import { checkTarget, type Luggage, type TargetCheck } from '../projects/check-target.ts';
import { knowAll } from '../projects/know-all.ts';
import { inputTarget } from '../projects/standard-input.ts';
import { findTargets, type Target } from '../projects/targets.ts';
import type { Surroundings } from '../surroundings.ts';
import { printConfig } from './print-config.ts';
import { printModel } from './print-model.ts';

/** `multiarch-lint [DIR ...]`: lints the projects, writes the reports and answers the exit code. */
export async function lintCommand(call: LintCall, surroundings: Surroundings): Promise<ExitCode> {
  const all = targetsOf(call, surroundings);
  const targets = call.shard === undefined ? all : projectsOf(call.shard, all);
  for (const id of call.only) ruleCalled(id);
  if (call.prints === 'config') return printConfig(call, targets, surroundings);
  if (all.length === 0) await tell(surroundings.stderr, nothingBelow(call));
  else if (targets.length === 0) return await lintNothing(call, all.length, surroundings);

  const checks = await checkAll(call, targets, surroundings);
  const checked =
    call.newBaseline === undefined
      ? checks.flatMap(({ project }) => project ?? [])
      : await knowAll(checks, call.newBaseline, call, surroundings);
  if (call.prints === 'model') return await printModel(checked, surroundings);

  const repaired = checks.flatMap(({ repair }) => repair ?? []);
  if (call.repairs !== undefined) await tellRepairs(repaired, call, call.repairs, surroundings);
  const reports = checked.map(({ report }) => report);
  const hasEmptyTarget = checked.length < targets.length || targets.length === 0;
  const code = resultCode(checked, call, { hasEmptyTarget });
  if (reports.length === 0) await writeNothing(call, surroundings, code);
  else await writeReports(reports, call, surroundings, code);
  await tellNarrowing(reports, call, surroundings);
  return code;
}

const targetsOf = (
  { folders, isRecursive, inputPath }: LintCall,
  { workingFolder }: Surroundings,
): readonly Target[] =>
  inputPath === undefined
    ? findTargets(folders, { isRecursive, workingFolder })
    : [inputTarget(inputPath, workingFolder)];

/** Lints the projects one after the other, and says on a terminal how far it is. */
async function checkAll(
  call: LintCall,
  targets: readonly Target[],
  surroundings: Surroundings,
): Promise<readonly TargetCheck[]> {
  const luggage = await luggageOf(call, surroundings);
  const progress = progressLine(targets.length, call.isQuiet, surroundings, surroundings.clock);
  const checks: TargetCheck[] = [];
  try {
    for (const [index, target] of targets.entries()) {
      progress.show(index, target.shown);
      const check = await checkTarget(call, target, luggage, surroundings);
      if (check.notes.length > 0) progress.clear();
      for (const note of check.notes) await tell(surroundings.stderr, note);
      checks.push(check);
    }
  } finally {
    progress.clear();
  }
  return checks;
}

/** Reads what the call brings along. Throws a `UsageError` for a wrong file, before any work is done. */
async function luggageOf(
  { baseline, newBaseline, inputPath }: LintCall,
  { workingFolder, readInput }: Surroundings,
): Promise<Luggage> {
  if (newBaseline !== undefined) await refuseOtherFile(newBaseline, workingFolder);
  return {
    baseline: baseline === undefined ? undefined : await readBaselineFile(baseline, workingFolder),
    input:
      inputPath === undefined
        ? undefined
        : { path: resolve(workingFolder, inputPath), content: contentOf((await readInput?.()) ?? Buffer.alloc(0)) },
  };
}

/** A shard without projects is no mistake: there are more jobs than projects. Its reports are there, and empty. */
async function lintNothing(call: LintCall, count: number, surroundings: Surroundings): Promise<ExitCode> {
  const { index = 1, total = 1 } = call.shard ?? {};
  await tell(
    surroundings.stderr,
    `multiarch-lint: part ${String(index)} of ${String(total)} has no project; there ${count === 1 ? 'is' : 'are'} only ${counted(count, 'project')}\n`,
  );
  const { writeEmptyReports } = await import('../output/write-empty-reports.ts');
  await writeEmptyReports(call, surroundings, exitCode.clean);
  return exitCode.clean;
}

/** Nothing to lint is a mistake, most likely, and its reports are there nevertheless. */
async function writeNothing(call: LintCall, surroundings: Surroundings, code: ExitCode): Promise<void> {
  const { tellEmptyReports, writeEmptyReports } = await import('../output/write-empty-reports.ts');
  await writeEmptyReports(call, surroundings, code);
  await tellEmptyReports(call, surroundings);
}

const nothingBelow = ({ folders }: LintCall): string =>
  `multiarch-lint: nothing to lint below ${folders.map((folder) => `\`${folder}\``).join(', ')}; looked for folders with a .gitlab-ci.yml or with .github/workflows\n`;
