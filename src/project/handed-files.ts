import { handsOn, type Job } from '../model/index.ts';
import { entriesOf, withEntry } from '../script/state/persistent-map.ts';
import type { WrittenFile, WrittenFiles } from '../script/state/shell-state.ts';
import { type Cause, showText, type Text, textKey } from '../value/index.ts';
import type { JobReading } from './read-job.ts';

/** Files that a job hands on in its artifacts, with what they hold. */
export type HandedFiles = readonly WrittenFile[];

/**
 * The files that a job has written and hands on.
 *
 * Source: docs.gitlab.com/ci/jobs/job_artifacts (artifacts are stored when the scripts are over, and unpacked in the checkout of
 * later jobs).
 */
export const handedFiles = (job: Job, { files }: JobReading): HandedFiles =>
  job.artifactPaths.items.length === 0
    ? []
    : [...entriesOf(files)].flatMap(([, file]) => (isInCheckout(file) && handsOn(job, file.path) ? [file] : []));

const isInCheckout = ({ path: { parts } }: WrittenFile): boolean =>
  typeof parts[0] === 'string' && !/^(?:[/~]|\.\.(?:\/|$))/.test(parts[0]);

/** Of files that arrive from several jobs, those that a job reads or names; of one path one. */
export function wantedFiles({ sought, commands }: JobReading, handed: readonly HandedFiles[]): WrittenFiles {
  const byPath = new Map<string, WrittenFile[]>();
  for (const file of handed.flat()) {
    const key = textKey(file.path);
    const isWanted = byPath.has(key) || sought.has(key) || isNamed(file.path, commands.items);
    if (isWanted) byPath.set(key, [...(byPath.get(key) ?? []), file]);
  }
  let files: WrittenFiles;
  for (const [key, [first, ...others]] of byPath)
    if (first !== undefined) files = withEntry(files, key, oneOf(first, others));
  return files;
}

/** Whether some word of the commands ends with the name of the file. */
function isNamed(path: Text, commands: JobReading['commands']['items']): boolean {
  const name = showText(path).replace(/^.*\//s, '');
  return commands.some(({ args }) => args.items.some((word) => showText(word).endsWith(name)));
}

/** Of files that differ, it is not known which is unpacked last; it is the same one for all who receive the same. */
function oneOf(first: WrittenFile, others: readonly WrittenFile[]): WrittenFile {
  const contents = [...new Set([first, ...others].map(({ content }) => textKey(content)))];
  if (contents.length === 1) return first;
  const at = first.path.span;
  const shown = showText(first.path);
  const because = `several jobs hand on \`${shown}\`, and the run decides whose is unpacked last`;
  const cause: Cause = { kind: 'expression', because, at };
  const hole = { symbol: `handed on ${shown} ${contents.sort().join(' ')}`, shown: `$(cat ${shown})`, cause };
  return { path: first.path, content: { parts: [hole, '\n'], span: at } };
}

/** One key for files and what they hold; empty for none. */
export const keysOfFiles = (files: WrittenFiles): string =>
  [...entriesOf(files)].map(([key, { content }]) => `${key} holds ${textKey(content)}`).join('\n');
