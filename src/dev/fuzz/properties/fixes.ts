import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Files } from '../files.ts';
import { runCommand } from '../run-command.ts';
import type { Scene } from '../scene.ts';
import type { Failure } from './failure.ts';
import { findingsOf, type SeenFinding } from './findings.ts';

/**
 * Whether fixes, written to the files, leave them as readable as they were, bring no new violation, and leave nothing for a
 * second run. `first` is what is found without fixes.
 */
export async function wrongFixes(
  scene: Scene,
  files: Files,
  first: readonly SeenFinding[],
  options: readonly string[],
): Promise<Failure | undefined> {
  const fixing = await runCommand(scene, [...options, '--fix-unsafe', '--format', 'json']);
  if (fixing.code === 70 || fixing.code === 2) return failure(`exit code ${fixing.code}`, fixing.stderr);
  const fixed = scene.filesAfter();
  const broken = Object.entries(fixed).find(([path, text]) => faultsOf(path, text) > faultsOf(path, files[path] ?? ''));
  if (broken !== undefined) return failure('a file could not be read any more', `${broken[0]}:\n${broken[1]}`);

  const after = await runCommand(scene, [...options, '--format', 'json']);
  const worse = moreThan(violationsIn(findingsOf(after.stdout)), violationsIn(first));
  if (worse !== undefined) return failure(`more of ${worse}`, `after fixes there is more of ${worse}`);
  if (after.stdout !== fixing.stdout) return failure('the report of the fixing run is another', '');

  await runCommand(scene, [...options, '--fix-unsafe', '--format', 'json']);
  const again = Object.entries(scene.filesAfter()).find(([path, text]) => !isDeepStrictEqual(text, fixed[path]));
  return again === undefined ? undefined : failure('a second run fixes more', `${again[0]}:\n${again[1]}`);
}

const failure = (kind: string, detail: string): Failure => ({
  property: 'fixes',
  kind: detail.includes('\n    at ') ? `${kind} ${detail.split('\n    at ')[1] ?? ''}` : kind,
  detail: `${kind}: ${detail}`,
});

/** What the YAML library has to say against a text. */
function faultsOf(path: string, text: string): number {
  if (!/\.ya?ml$/.test(path)) return 0;
  const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  return documents.reduce((sum, { errors }) => sum + errors.length, 0);
}

const violationsIn = (findings: readonly SeenFinding[]): readonly string[] =>
  findings
    .filter(({ certainty, severity }) => certainty === 'violation' && severity !== 'info')
    .map(({ rule }) => rule);

/** The first word that the list has more often than the other one. */
export function moreThan(list: readonly string[], other: readonly string[]): string | undefined {
  const countIn = (words: readonly string[], word: string): number => words.filter((each) => each === word).length;
  return list.find((word) => countIn(list, word) > countIn(other, word));
}
