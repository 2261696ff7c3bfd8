import type { Steps, WrittenValue } from '../github/step.ts';

/** A composite action of the repository. */
export interface LocalAction extends Steps {
  /** Its inputs by name in lower case, with their defaults; `undefined` where an input has none. */
  readonly inputs: ReadonlyMap<string, WrittenValue | undefined>;
  /** Its outputs as written, by name. */
  readonly outputs: ReadonlyMap<string, WrittenValue>;
}
