/** How a command ended, as far as that is known before it runs. */
export type Status =
  | { readonly is: 'success' }
  | { readonly is: 'failure' }
  /** An ordinary command, believed to succeed. `key`: one string for its outcome. */
  | { readonly is: 'assumed'; readonly key: string }
  /** A question such as `[ -n "$X" ]` whose answer is not known. Equal keys, equal answers. */
  | { readonly is: 'undecided'; readonly key: string };

/** The status of a command that certainly succeeds. */
export const success: Status = { is: 'success' };
/** The status of a command that certainly fails. */
export const failure: Status = { is: 'failure' };

/** The status of a decided question. */
export const decided = (holds: boolean): Status => (holds ? success : failure);

/** The status of `! command`. */
export function negated(status: Status): Status {
  if (status.is === 'success') return failure;
  if (status.is === 'failure') return success;
  return { is: 'undecided', key: `! ${status.key}` };
}

/** The key of an outcome that is not certain; empty for a certain one. */
export const keyOfStatus = (status: Status): string => ('key' in status ? status.key : '');
