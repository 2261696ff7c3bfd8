import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Answer } from './answers.ts';
import { filesBelow } from './files-below.ts';

/** One recorded pair: a configuration with all that GitLab knew of it, and its answer. */
export interface ConfigRecord {
  readonly id: string;
  /** Path of the root file. */
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly inputs: unknown;
  /** Includes that were taken out before GitLab read the configuration. */
  readonly dropped: readonly DroppedInclude[];
  readonly expect: Answer;
  /** Whether the files lie apart from the answer, so that they may not be those that were recorded. */
  readonly isStoredApart: boolean;
}

export interface DroppedInclude {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly remote?: string;
  readonly component?: string;
  readonly project?: string;
  readonly file?: string | readonly string[];
}

/** A line of a file of records, in any of its three forms. */
interface RecordLine {
  readonly id?: string;
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly inputs?: unknown;
  readonly expect?: Answer;
  readonly path?: string;
  readonly root?: string;
  readonly dropped_includes?: readonly DroppedInclude[];
  readonly yaml?: string;
  readonly gitlab_valid?: boolean | null;
  readonly gitlab_errors?: readonly string[];
}

/** The names of the files of records in a folder. */
export const recordFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();

/** The lines of one file of records, parsed. */
export const linesOf = (folder: string, name: string): readonly unknown[] =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

/** The records of a file; lines of another kind are left out, and those by path whose file is not there. */
export const recordsOf = (folder: string, name: string): readonly ConfigRecord[] =>
  // The recorder writes lines of this form; what it did not record is absent.
  linesOf(folder, name).flatMap((line) => recordOf(line as RecordLine, folder));

const root = '.gitlab-ci.yml';

function recordOf(line: RecordLine, folder: string): readonly ConfigRecord[] {
  const common = {
    variables: line.vars ?? {},
    inputs: line.inputs ?? {},
    dropped: line.dropped_includes ?? [],
    isStoredApart: line.path !== undefined,
  };
  const id = line.id ?? line.path ?? '';
  if (line.yaml !== undefined) {
    // The recorder itself failed where the verdict is null.
    if (typeof line.gitlab_valid !== 'boolean') return [];
    const expect = { valid: line.gitlab_valid, errors: line.gitlab_errors ?? [] };
    return [{ ...common, id, entry: root, files: { [root]: line.yaml }, expect }];
  }
  const { expect } = line;
  if (expect === undefined) return [];
  if (line.config !== undefined)
    return [{ ...common, id, entry: root, files: { ...line.files, [root]: line.config }, expect }];
  if (line.path === undefined) return [];
  const above = dirname(folder.replace(/\/$/, ''));
  const base = join(above, line.root ?? dirname(line.path));
  const entry = relative(base, join(above, line.path));
  if (!existsSync(join(base, entry))) return [];
  return [{ ...common, id, entry, files: filesBelow(base, entry), expect }];
}
