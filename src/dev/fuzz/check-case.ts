import { formatNames } from '../../cli/call/option-table.ts';
import { afterSteps, type Case } from './case.ts';
import type { Files } from './files.ts';
import type { Fixture } from './fixtures.ts';
import { defectOf } from './properties/defect.ts';
import type { Failure } from './properties/failure.ts';
import { findingsOf, type SeenFinding } from './properties/findings.ts';
import { wrongJoin } from './properties/joined.ts';
import { lostMeaning } from './properties/meaning.ts';
import { wrongPlace } from './properties/places.ts';
import { type ReportFormat, wrongReport } from './properties/reports.ts';
import { type Run, reportPath, runCommand } from './run-command.ts';
import type { Scene } from './scene.ts';
import { slowerFailure } from './slower-properties.ts';

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
  return lostMeaning(files.findings, await knownFindings(one, check), one.steps);
}

/** What is wrong for files, whatever they are made of. */
export async function checkFiles(files: Files, one: Case, scene: Scene): Promise<Checked> {
  const { index, options } = one;
  const format = formatNames[index % formatNames.length] ?? 'json';
  const args = [...options, ...argumentsOf(format)];
  scene.layOut(files);
  const run = await runCommand(scene, args);
  const [json, other] = format === 'github' ? [run.report, run.log] : [run.stdout, run.report];
  const failure =
    defectOf(run, files) ??
    (json === '' ? undefined : (wrongReport('json', json) ?? wrongPlace(JSON.parse(json), files))) ??
    (other === '' ? undefined : wrongReport(format, other)) ??
    (await tooSlow(run, args, scene)) ??
    (index % 10 === 0 ? await differsAgain(run, args, scene) : undefined) ??
    (await wrongJoin(scene, { format, text: format === 'json' ? json : other, fails: run.code === 1 })) ??
    (await slowerFailure(one, { files, findings: findingsOf(json) }, scene));
  return { findings: findingsOf(json), failure };
}

/** What is found, and what is wrong. */
interface Checked {
  readonly findings: readonly SeenFinding[];
  readonly failure: Failure | undefined;
}

/** The report of which everything is asked, and one of another format; annotations go nowhere but to standard output. */
function argumentsOf(format: ReportFormat): readonly string[] {
  if (format === 'json') return ['--format', 'json'];
  return format === 'github'
    ? ['--format', `json=${reportPath}`, '--format', 'github']
    : ['--format', 'json', '--format', `${format}=${reportPath}`];
}

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
  const isSame =
    again.stdout === run.stdout && again.report === run.report && again.log === run.log && again.code === run.code;
  return isSame
    ? undefined
    : { property: 'same bytes', kind: 'another report', detail: `${run.stdout}\n${again.stdout}` };
}

/** What is found in the fixture of a case, as it is. */
async function knownFindings({ fixture, options }: Case, { scene, known }: Check): Promise<readonly SeenFinding[]> {
  const key = `${fixture.name} ${options.join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  scene.layOut(fixture.files);
  const found = findingsOf((await runCommand(scene, [...options, '--format', 'json'])).stdout);
  known.set(key, found);
  return found;
}

/** Whether a smaller repository, changed in the same way, breaks the same property in the same way. */
export async function breaksToo(base: Files, one: Case, failure: Failure, check: Check): Promise<boolean> {
  if (failure.property !== 'same meaning') {
    const { failure: found } = await checkFiles(base, one, check.scene);
    return found?.property === failure.property && found.kind === failure.kind;
  }
  const args = [...one.options, '--format', 'json'];
  check.scene.layOut(base);
  const before = findingsOf((await runCommand(check.scene, args)).stdout);
  check.scene.layOut(afterSteps(base, one.steps, check.fixtures));
  const found = lostMeaning(findingsOf((await runCommand(check.scene, args)).stdout), before, one.steps);
  return found?.kind === failure.kind;
}
