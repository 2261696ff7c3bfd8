/** What the command's exit codes mean; the same for every format. */
export const exitCode = {
  /** Nothing at or above `--fail-on`. */
  clean: 0,
  findings: 1,
  /** A wrong call or a wrong policy file. */
  usage: 2,
  /** Nothing to lint, or `--strict` and something was undecided. */
  incomplete: 3,
  /** A defect of this program. Source: sysexits.h, EX_SOFTWARE. */
  defect: 70,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
