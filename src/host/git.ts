import { realpathSync } from 'node:fs';
import type { Workspace } from '../source/workspace.ts';
import { withoutFilters } from './git-filters.ts';
import { binaryIn, type LineRange, namesBinary, readPatch } from './git-patch.ts';
import { treeWorkspace } from './git-tree.ts';
import { type GitAnswer, runGit } from './run-git.ts';

export type { LineRange } from './git-patch.ts';
export type { GitAnswer } from './run-git.ts';

/** The root of the repository that a folder lies in, as an absolute path; `failed` where there is none. */
export function repositoryRoot(folder: string): GitAnswer<string> {
  const root = runGit(folder, ['rev-parse', '--show-toplevel']);
  if (root.is === 'failed') return /not a git repository/.test(root.because) ? noRepository(folder) : root;
  return { is: 'answer', value: lineOf(root.value) };
}

const noRepository = (folder: string): GitAnswer<never> => ({
  is: 'failed',
  because: `\`${folder}\` is in no git repository`,
});

/**
 * The commit (its full hash) at which the work of a folder left a revision: the merge base of that revision and the
 * checked out commit. Where history is too short to tell, as in shallow clones, and where there is none, the revision's own commit.
 * `failed` for a revision that does not exist or begins with `-`, and outside of a repository.
 */
export function baseOf(folder: string, revision: string): GitAnswer<string> {
  const root = repositoryRoot(folder);
  if (root.is === 'failed') return root;
  const commit = commitOf(folder, revision);
  if (commit.is === 'failed') return commit;
  const base = runGit(folder, ['merge-base', commit.value, 'HEAD']);
  return base.is === 'answer' ? { is: 'answer', value: lineOf(base.value) } : commit;
}

function commitOf(folder: string, revision: string): GitAnswer<string> {
  const failed: GitAnswer<never> = { is: 'failed', because: `\`${revision}\` is no revision of this repository` };
  if (revision.startsWith('-') || revision.includes('\0')) return failed;
  const commit = runGit(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  return commit.is === 'answer' ? { is: 'answer', value: lineOf(commit.value) } : failed;
}

/**
 * The files of a folder as they were at a commit (a full hash, as `baseOf` answers). A folder that was not there then is
 * an empty workspace. Submodules are left out.
 */
export function workspaceAt(folder: string, commit: string): GitAnswer<Workspace> {
  return treeWorkspace(realpathSync(folder), commit);
}

/**
 * The lines of the files of a folder that differ from a commit (a full hash, as `baseOf` answers), by path relative to the
 * folder, with `/`: staged or not, committed or not. A file that git does not track and does not ignore has changed as a
 * whole, and so has one that git takes for binary, which a `.gitattributes` can make of any. Where lines were only removed,
 * their neighbours count as changed. Files without changes are not named.
 */
export function changedLines(folder: string, commit: string): GitAnswer<ReadonlyMap<string, readonly LineRange[]>> {
  const plain = withoutFilters(folder);
  if (plain.is === 'failed') return plain;
  const diff = (...format: readonly string[]): GitAnswer<Buffer> =>
    runGit(folder, [...plain.value, 'diff', ...format, ...asItIs, commit, '--']);
  const patch = diff('--unified=0', '--inter-hunk-context=0');
  if (patch.is === 'failed') return patch;
  const text = patch.value.toString('utf8');
  const counts = namesBinary(text) ? diff('--numstat', '-z') : patch;
  if (counts.is === 'failed') return counts;
  const untracked = runGit(folder, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (untracked.is === 'failed') return untracked;
  const whole = [...(counts === patch ? [] : binaryIn(counts.value.toString('utf8'))), ...pathsIn(untracked.value)];
  return { is: 'answer', value: new Map([...readPatch(text), ...whole.map((path) => [path, [everyLine]] as const)]) };
}

/** Whatever a configuration says, and without the programs that it names. */
const asItIs = [
  '--relative',
  '--find-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=all',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

const pathsIn = (listing: Buffer): readonly string[] =>
  listing
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');

const everyLine: LineRange = { first: 1, last: Number.MAX_SAFE_INTEGER };

const lineOf = (output: Buffer): string => output.toString('utf8').replace(/\n$/, '');
