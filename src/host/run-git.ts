import { execFileSync } from 'node:child_process';

/** What git answers, or why it does not: a clause without full stop. */
export type GitAnswer<T> =
  | { readonly is: 'answer'; readonly value: T }
  | { readonly is: 'failed'; readonly because: string };

/** A long listing of a large repository, and the largest file that is read, fit. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Runs git in a folder, without a shell, and answers its standard output. It takes no locks and starts no program that a
 * configuration names; which repository it is about only the folder decides, also where a hook of git calls us.
 *
 * Source: git(1), environment variables; gitcore `GIT_OPTIONAL_LOCKS`.
 */
export function runGit(folder: string, args: readonly string[], input?: string): GitAnswer<Buffer> {
  try {
    const value = execFileSync('git', [...settings, ...args], {
      cwd: folder,
      env: environment(),
      maxBuffer: mostBytes,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
    return { is: 'answer', value };
  } catch (error) {
    return { is: 'failed', because: reasonOf(error) };
  }
}

const settings = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

/** Variables by which a caller of git, such as a hook, says which repository is meant. */
const repositoryVariables = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_OBJECT_DIRECTORY',
  'GIT_COMMON_DIR',
]);

const environment = (): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !repositoryVariables.has(name))),
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
});

/** Git's own words in one line, or what keeps it from running. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  const said = 'stderr' in error ? String(error.stderr) : '';
  const line = said.split('\n').find((each) => /^(?:fatal|error): /.test(each)) ?? said.split('\n')[0] ?? '';
  return line === '' ? error.message : `git says: ${line.replace(/^(?:fatal|error): /, '')}`;
}
