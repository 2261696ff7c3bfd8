/** The user's call or policy file is wrong: `message` is the one line to print, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
