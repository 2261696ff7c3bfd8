import type { Job, Named } from '../../../rule/index.ts';
import type { Outcome } from '../outcome.ts';

/** What a node of the picture stands for. */
export type Role =
  | 'build'
  | 'merge'
  /** Commands lie out of sight that probably build. */
  | 'doubt'
  | 'other'
  /** A part of an image index that no job builds. */
  | 'missing';

/** A box of the picture: a job, several that are shown as one, or one that is not there. */
export interface PictureNode {
  readonly jobs: readonly Job[];
  readonly role: Role;
  /** One word or more; the reader sees it cut to the width of a box. */
  readonly title: string;
  /** Smaller lines below the title. */
  readonly details: readonly string[];
  readonly lane: Lane;
  readonly stage: Stage;
  /** What was found about it, the worst first. */
  readonly outcomes: readonly Outcome[];
}

/** A row of the picture. */
export interface Lane {
  readonly kind: 'platform' | 'several' | 'unknown' | 'index' | 'doubt' | 'other';
  readonly title: string;
}

/** A stage with its place in the pipeline; those that the pipeline does not declare come last. Its name is empty where the system has no stages. */
export interface Stage {
  readonly name: Named['name'];
  readonly place: number;
}

/** A line of the picture. */
export interface PictureEdge {
  readonly from: PictureNode;
  readonly to: PictureNode;
  /** Whether an image is joined, or one job waits for the other. */
  readonly kind: 'merge' | 'needs';
  readonly state: 'sound' | 'doubtful' | 'broken';
  /** What is wrong with it. */
  readonly outcome?: Outcome;
}

/** Whether a box is about an image, not about a job that makes none as far as can be seen. */
export const isAboutImage = ({ role }: Pick<PictureNode, 'role'>): boolean => role !== 'other' && role !== 'doubt';
