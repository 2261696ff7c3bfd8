import { execFileSync } from 'node:child_process';

/** What git answers, or why it does not: a clause without full stop. */
export type GitAnswer<T> =
  | { readonly is: 'answer'; readonly value: T }
  | { readonly is: 'failed'; readonly because: string };

/** A long listing of a large repository, and the largest file that is read, fit. */
const mostBytes = 512 * 1024 * 1024;

/** Milliseconds. In a repository that wants it, git waits for ever, as at a pipe in the place of a `.gitignore`. */
const longest = 120_000;

/**
 * Runs git in a folder, without a shell, and answers its standard output. It takes no locks, fetches nothing, and runs no hook;
 * what else a configuration names, the caller turns off where git would run it. Which repository it is about only the folder
 * decides, also where a hook of git calls us.
 *
 * Source: git(1), "Environment Variables"; git-config(1), `core.fsmonitor`, `core.hooksPath`. Where objects are missing, a
 * partial clone fetches them by a program that its configuration may name; `GIT_NO_LAZY_FETCH` is new in 2.44, and without a
 * protocol older releases fetch nothing, either.
 */
export function runGit(folder: string, args: readonly string[], input?: string): GitAnswer<Buffer> {
  try {
    const value = execFileSync('git', [...settings, ...args], {
      cwd: folder,
      env: environment(),
      maxBuffer: mostBytes,
      timeout: longest,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
    return { is: 'answer', value };
  } catch (error) {
    return { is: 'failed', because: reasonOf(error) };
  }
}

const settings = [
  '--no-pager',
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'core.quotePath=false'],
];

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
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
});

/** Git's own words in one line, or what keeps it from running. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'git is not installed';
  if (code === 'ETIMEDOUT') return `git has not answered within ${String(longest / 1000)} seconds`;
  const said = 'stderr' in error ? String(error.stderr) : '';
  const line = said.split('\n').find((each) => /^(?:fatal|error): /.test(each)) ?? said.split('\n')[0] ?? '';
  return line === '' ? error.message : `git says: ${line.replace(/^(?:fatal|error): /, '')}`;
}
