import { afterSteps, type Case } from './case.ts';
import type { Files } from './files.ts';
import type { Fixture } from './fixtures.ts';
import type { Failure } from './properties/failure.ts';
import { findingsOf, type SeenFinding } from './properties/findings.ts';
import { moreThan, wrongFixes } from './properties/fixes.ts';
import { wrongPlace } from './properties/places.ts';
import { reportFormats, wrongReport } from './properties/reports.ts';
import { layOut, type Run, reportPath, runCommand, type Scene } from './run-command.ts';

/** What a case is checked with. */
export interface Check {
  readonly scene: Scene;
  readonly fixtures: readonly Fixture[];
  /** What is found in fixtures as they are, by name and options. */
  readonly known: Map<string, readonly SeenFinding[]>;
}

/** The first property that a case breaks; `undefined` if all hold. Which of the slower ones are tried its number decides. */
export async function checkCase(one: Case, check: Check): Promise<Failure | undefined> {
  const files = await checkFiles(one.files, one, check.scene);
  if (files.failure !== undefined || !one.isSame) return files.failure;
  return lostMeaning(files.run, await knownFindings(one, check));
}

/** What is wrong for files, whatever they are made of. */
export async function checkFiles(files: Files, { index, options }: Case, scene: Scene): Promise<Checked> {
  const format = reportFormats[index % 8] ?? 'json';
  const args = [...options, '--format', 'json', ...(format === 'json' ? [] : ['--format', `${format}=${reportPath}`])];
  layOut(scene, files);
  const run = await runCommand(scene, args);
  const failure =
    defectOf(run, files) ??
    (run.stdout === '' ? undefined : (wrongReport('json', run.stdout) ?? wrongPlace(JSON.parse(run.stdout), files))) ??
    (run.report === '' ? undefined : wrongReport(format, run.report)) ??
    (await tooSlow(run, args, scene)) ??
    (index % 10 === 0 ? await differsAgain(run, args, scene) : undefined) ??
    (index % 11 === 0 ? await wrongPlan(scene, files) : undefined) ??
    (index % 7 === 0 && findingsOf(run.stdout).some(({ fix }) => fix !== null)
      ? await wrongFixes(scene, files, run, options)
      : undefined);
  return { run, failure };
}

/** A run, and what is wrong with it. */
interface Checked {
  readonly run: Run;
  readonly failure: Failure | undefined;
}

function defectOf({ code, stderr, stdout }: Run, files: Files): Failure | undefined {
  if (code === 70) return { property: 'no defect', kind: stackTop(stderr), detail: stderr };
  if (code === 2 && !('.multiarch-lint.yml' in files))
    return { property: 'no defect', kind: 'a wrong call', detail: stderr };
  if (code === 2 && stdout === '' && !/^multiarch-lint: [^\n]+\n$/.test(stderr))
    return { property: 'no defect', kind: 'a mistake in more than a line', detail: stderr };
  return undefined;
}

const stackTop = (stack: string): string =>
  stack
    .split('\n')
    .slice(1, 4)
    .map((line) => line.replaceAll(/\(.*\)|\d+/g, '').trim())
    .join(' ');

/** A small repository takes some milliseconds; on a busy machine it is asked three times. */
async function tooSlow(run: Run, args: readonly string[], scene: Scene): Promise<Failure | undefined> {
  let best = run.milliseconds;
  for (let trial = 0; trial < 3 && best > patience; trial += 1)
    best = Math.min(best, (await runCommand(scene, args)).milliseconds);
  return best > patience ? { property: 'in time', kind: 'slow', detail: `${best.toFixed(0)} ms` } : undefined;
}

/** In milliseconds; generous, since others may be at work on the machine. */
const patience = 10_000;

async function differsAgain(run: Run, args: readonly string[], scene: Scene): Promise<Failure | undefined> {
  const again = await runCommand(scene, args);
  const isSame = again.stdout === run.stdout && again.report === run.report && again.code === run.code;
  return isSame
    ? undefined
    : { property: 'same bytes', kind: 'another report', detail: `${run.stdout}\n${again.stdout}` };
}

async function wrongPlan(scene: Scene, files: Files): Promise<Failure | undefined> {
  const plan = await runCommand(scene, ['plan', '--format', 'json']);
  return defectOf(plan, files) ?? (plan.stdout === '' ? undefined : wrongReport('plan', plan.stdout));
}

/** What is found in the fixture of a case, as it is. */
async function knownFindings({ fixture, options }: Case, { scene, known }: Check): Promise<readonly SeenFinding[]> {
  const key = `${fixture.name} ${options.join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  layOut(scene, fixture.files);
  const found = findingsOf((await runCommand(scene, [...options, '--format', 'json'])).stdout);
  known.set(key, found);
  return found;
}

/** These rules are about the spelling itself. */
const ofSpelling = /^(?:comment-swallows-arguments|duplicate-job-key|merge-key-overrides-key|unquoted-negation) /;

/** Whether a change that means nothing has changed what is found. */
export function lostMeaning({ stdout }: Pick<Run, 'stdout'>, before: readonly SeenFinding[]): Failure | undefined {
  const [was = [], is = []] = [before, findingsOf(stdout)].map((findings) =>
    findings.map(({ rule, certainty, severity }) => `${rule} ${certainty} ${severity}`),
  );
  if ([...was, ...is].some((each) => ofSpelling.test(each))) return undefined;
  const [lost, gained] = [moreThan(was, is), moreThan(is, was)];
  if (lost === undefined && gained === undefined) return undefined;
  const kind = [...(lost === undefined ? [] : [`lost: ${lost}`]), ...(gained === undefined ? [] : [`new: ${gained}`])];
  return { property: 'same meaning', kind: kind.join(', '), detail: kind.join('\n') };
}

/** Whether a smaller repository, changed in the same way, breaks the same property in the same way. */
export async function breaksToo(base: Files, one: Case, failure: Failure, check: Check): Promise<boolean> {
  if (failure.property !== 'same meaning') {
    const { failure: found } = await checkFiles(base, one, check.scene);
    return found?.property === failure.property && found.kind === failure.kind;
  }
  const args = [...one.options, '--format', 'json'];
  layOut(check.scene, base);
  const before = findingsOf((await runCommand(check.scene, args)).stdout);
  layOut(check.scene, afterSteps(base, one.steps, check.fixtures));
  const found = lostMeaning(await runCommand(check.scene, args), before);
  return found?.kind === failure.kind;
}
