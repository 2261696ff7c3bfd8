import { resolve } from 'node:path';
import type { KnownFinding } from '../../baseline/known-finding.ts';
import { discover, isEmpty } from '../../project/discover.ts';
import type { FileContent } from '../../source/workspace.ts';
import type { LintCall } from '../call/arguments.ts';
import type { Surroundings } from '../surroundings.ts';
import type { CheckedProject, CheckInput } from './check-project.ts';
import { aboutFile, baselineRoot, withoutKnown, withoutUnchanged } from './narrow.ts';
import { nothingIn } from './nothing-found.ts';
import { policyInForce } from './policy-in-force.ts';
import type { RepairedProject } from './repair-project.ts';
import { pathIn, seenWorkspace } from './seen-workspace.ts';
import type { Target } from './targets.ts';

/** What a call brings along for all of its projects. */
export interface Luggage {
  readonly baseline: readonly KnownFinding[] | undefined;
  /** The file that came from standard input, by its absolute path. */
  readonly input: { readonly path: string; readonly content: FileContent } | undefined;
}

/** What came of one project root. */
export interface TargetCheck {
  readonly target: Target;
  /** Absent: there is nothing to lint. */
  readonly project?: CheckedProject;
  readonly repair?: RepairedProject;
  /** Lines to tell, each with its line break. */
  readonly notes: readonly string[];
}

/** Lints the project at a target, and leaves of its findings what the call asks for. */
export async function checkTarget(
  call: LintCall,
  target: Target,
  { baseline, input }: Luggage,
  { workingFolder, today }: Pick<Surroundings, 'workingFolder' | 'today'>,
): Promise<TargetCheck> {
  const { policy } = await policyInForce(call, target.folder, workingFolder);
  const workspace = seenWorkspace(target.folder, { hidden: baselineFiles(call, workingFolder), replaced: input });
  const found = discover(workspace);
  if (isEmpty(found)) return { target, notes: [nothingIn(target.shown)] };

  const checkInput = { call, target, workspace, policy, today };
  // The readers bring the parsers, which a folder without anything to lint does not need.
  const changes =
    call.since === undefined ? undefined : (await import('./changes-since.ts')).changesSince(call.since, checkInput);
  const { project: whole, repair } = await lintTarget(checkInput);
  const notes = workspace.gaps.map((gap) => `multiarch-lint: ${target.shown}: ${gap}\n`);
  const inputPath = input === undefined ? undefined : pathIn(target.folder, input.path);
  const about = inputPath === undefined ? whole : aboutFile(whole, inputPath);
  // One that cannot be read is none of the files that were.
  const wasMet = whole.report.project.files.some(({ path }) => path === inputPath) || about.report.findings.length > 0;
  if (inputPath !== undefined && !wasMet) return { target, notes: [...notes, notRead(inputPath)] };

  const fresh = baseline === undefined ? about : withoutKnown(about, baseline, baselineRoot(target, workingFolder));
  const project = changes === undefined ? fresh : withoutUnchanged(fresh, changes);
  return { target, project, notes, ...(repair === undefined ? {} : { repair }) };
}

async function lintTarget(
  input: CheckInput,
): Promise<{ readonly project: CheckedProject; readonly repair?: RepairedProject }> {
  const { isOnline, repairs } = input.call;
  if (isOnline) {
    const { checkOnline } = await import('./check-online.ts');
    return { project: await checkOnline(input) };
  }
  if (repairs === undefined) {
    const { checkProject } = await import('./check-project.ts');
    return { project: checkProject(input) };
  }
  const { repairProject } = await import('./repair-project.ts');
  const repair = repairProject(input, repairs);
  return { project: repair.checked, repair };
}

const baselineFiles = ({ baseline, newBaseline }: LintCall, workingFolder: string): readonly string[] =>
  [baseline, newBaseline].flatMap((file) => (file === undefined ? [] : [resolve(workingFolder, file)]));

const notRead = (path: string): string =>
  `multiarch-lint: nothing to lint in \`${path}\`; the pipeline of its project does not read it\n`;
