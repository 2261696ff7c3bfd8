/** Why a patch does not fit the file as it is written: a clause that completes "not fixed, because …". */
export interface Refusal {
  readonly is: 'refused';
  readonly because: string;
}

/** A refusal with its reason. */
export const refused = (because: string): Refusal => ({ is: 'refused', because });
