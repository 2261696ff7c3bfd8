import { handsOn, type Job, receivesFrom } from '../model/index.ts';
import { entriesOf, withEntry } from '../script/state/persistent-map.ts';
import type { WrittenFile, WrittenFiles } from '../script/state/shell-state.ts';
import { symbolOf } from '../script/state/symbols.ts';
import { type Cause, showText, textKey } from '../value/index.ts';
import type { JobReading } from './read-job.ts';

/** A file that a job hands on in its artifacts, with what it holds. */
interface HandedFile {
  readonly producer: Job;
  readonly file: WrittenFile;
}

/** The files that jobs hand on, by the keys of their paths from the checkout, and these keys by the names of the files. */
export interface HandedFiles {
  readonly byPath: ReadonlyMap<string, readonly HandedFile[]>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

/**
 * The files that jobs have written and hand on.
 *
 * Source: docs.gitlab.com/ci/jobs/job_artifacts (artifacts are stored when the scripts are over, and unpacked in the checkout of
 * later jobs).
 */
export function handedFiles(producers: readonly Job[], readings: ReadonlyMap<Job, JobReading>): HandedFiles {
  const byPath = new Map<string, HandedFile[]>();
  const byName = new Map<string, string[]>();
  for (const producer of producers) {
    if (producer.artifactPaths.items.length === 0) continue;
    for (const [key, file] of entriesOf(readings.get(producer)?.files)) {
      if (!isInCheckout(file) || !handsOn(producer, file.path)) continue;
      const name = nameIn(showText(file.path));
      if (!byPath.has(key)) byName.set(name, [...(byName.get(name) ?? []), key]);
      byPath.set(key, [...(byPath.get(key) ?? []), { producer, file }]);
    }
  }
  return { byPath, byName };
}

const isInCheckout = ({ path: { parts } }: WrittenFile): boolean =>
  typeof parts[0] === 'string' && !/^(?:[/~]|\.\.(?:\/|$))/.test(parts[0]);

/** The last part of a path, or of a word that ends with one. */
const nameIn = (word: string): string => word.replace(/^.*[/=,@\s]/s, '');

/** Of the files that arrive in a job, those that it reads or names; of one path one. */
export function filesFor(job: Job, reading: JobReading, { byPath, byName }: HandedFiles): WrittenFiles {
  let files: WrittenFiles;
  if (byPath.size === 0) return files;
  for (const key of wantedBy(reading, byName)) {
    const arriving = (byPath.get(key) ?? []).filter(({ producer }) => receivesFrom(job, producer));
    const [first, ...others] = arriving.map(({ file }) => file);
    if (first !== undefined) files = withEntry(files, key, oneOf(first, others));
  }
  return files;
}

/** The keys of the files that a job reads, and of those that have the name with which a word of a command ends. */
function wantedBy({ sought, commands }: JobReading, byName: HandedFiles['byName']): ReadonlySet<string> {
  const wanted = new Set(sought);
  for (const { args } of commands.items) {
    for (const word of args.items) for (const key of byName.get(nameIn(showText(word))) ?? []) wanted.add(key);
  }
  return wanted;
}

/** Of files that differ, it is not known which is unpacked last; it is the same one for all who receive the same. */
function oneOf(first: WrittenFile, others: readonly WrittenFile[]): WrittenFile {
  const contents = [...new Set([first, ...others].map(({ content }) => textKey(content)))];
  if (contents.length === 1) return first;
  const at = first.path.span;
  const shown = showText(first.path);
  const because = `several jobs hand on \`${shown}\`, and the run decides whose is unpacked last`;
  const cause: Cause = { kind: 'expression', because, at };
  const symbol = symbolOf('handed on', shown, ...contents.sort());
  return { path: first.path, content: { parts: [{ symbol, shown: `$(cat ${shown})`, cause }, '\n'], span: at } };
}

/** One key for files and what they hold; empty for none. */
export const keysOfFiles = (files: WrittenFiles): string =>
  [...entriesOf(files)].map(([key, { content }]) => `${key} holds ${textKey(content)}`).join('\n');
