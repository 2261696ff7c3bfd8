/** A property that does not hold. */
export interface Failure {
  readonly property:
    | 'no defect'
    | 'same bytes'
    | 'places'
    | 'report'
    | 'fixes'
    | 'baseline'
    | 'init'
    | 'standard input'
    | 'same meaning'
    | 'in time';
  /** What tells this failure from others of its property, without what differs from case to case. */
  readonly kind: string;
  /** All there is to say. */
  readonly detail: string;
}
