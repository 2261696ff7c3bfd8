/** A finding that a baseline holds: known, and not to be told again. */
export interface KnownFinding {
  /** As in the reports of the folder that the paths of the baseline are relative to. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly path: string;
  /** For people who read the baseline; without line numbers. */
  readonly message: string;
}
