import type { Span } from '../../source/source-file.ts';
import type { Hole, OpenList, Text } from '../../value/index.ts';

/**
 * What an expression (`${{ … }}`) is worth before the run, in GitHub's types.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (literals).
 */
export type GithubValue =
  | { readonly is: 'null' }
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'number'; readonly value: number }
  /** A string, perhaps with holes. */
  | { readonly is: 'text'; readonly text: Text }
  | { readonly is: 'array'; readonly items: OpenList<GithubValue> }
  | { readonly is: 'object'; readonly object: GithubObject }
  /** Of any type, fixed at run time. */
  | {
      readonly is: 'hidden';
      readonly hole: Hole;
      /** Where it certainly is one of a few strings: all of them. */
      readonly among?: readonly string[];
      /** Where it certainly is one of a few values that are not strings alone: all of them. */
      readonly values?: readonly GithubValue[];
    };

/** An object whose keys are compared without case, as GitHub does. */
export interface GithubObject {
  /** By key in lower case. */
  readonly entries: ReadonlyMap<string, GithubValue>;
  /** What a key that is not among the entries stands for; absent: it is null. */
  readonly rest?: (name: string, at: Span) => GithubValue;
  /** How those keys are written that are not in lower case, by key in lower case. */
  readonly spelling?: ReadonlyMap<string, string>;
}

/** What the names of an expression stand for where it is written. */
export interface Contexts {
  /** `github`, `env`, `matrix` and so on; `undefined`: there is no such context at this place, and GitHub refuses the file. */
  readonly contextOf: (name: string, at: Span) => GithubValue | undefined;
  /** The functions that depend on the place: `success`, `always`, `cancelled`, `failure`, `hashFiles`, by lower-case name; `undefined`: not here. */
  readonly call: (name: string, args: readonly GithubValue[], at: Span) => GithubValue | undefined;
}
