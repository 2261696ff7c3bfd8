import type { ImageChange, Plan } from '../../plan/index.ts';

/** The plan of one project root. */
export interface PlannedProject {
  /** What stands before its paths in reports: empty, or with a `/` at its end. */
  readonly root: string;
  readonly plan: Plan;
}

/** The plan of one project root, and what differs from that at a git revision. */
export interface ComparedProject extends PlannedProject {
  /** As the user wrote it. */
  readonly revision: string;
  /** The full hash of the commit that counts for it. */
  readonly commit: string;
  readonly changes: readonly ImageChange[];
}
