import type { Span } from '../../source/source-file.ts';
import type { Cause } from '../../value/index.ts';

/** A statement about the pipeline that is created, true or false for each: such as that a job is in it. */
export type Formula =
  | { readonly is: 'constant'; readonly value: boolean }
  | { readonly is: 'all' | 'any'; readonly of: readonly Formula[] }
  | { readonly is: 'not'; readonly of: Formula }
  | { readonly is: 'claim'; readonly claim: Claim }
  | { readonly is: 'files'; readonly files: FilesClaim }
  /** Something that cannot be told. Equal keys are equally true. */
  | {
      readonly is: 'open';
      readonly key: string;
      readonly causes: readonly Cause[];
      /** Whether it decides on all jobs alike: without it there is no pipeline. */
      readonly isOfPipeline?: boolean;
    };

/** A claim about one variable that the pipeline is created with. */
export interface Claim {
  readonly variable: string;
  readonly that: VariableTest;
  /** The value that the repository gives it, which whoever starts a pipeline may replace. */
  readonly usual?: string;
  /** All values that it has in any run, where the file fixes them: the events that start a workflow of GitHub. */
  readonly among?: readonly string[];
  /** Why its value cannot be told, where the repository decides it in a way that is not followed. */
  readonly doubt?: Cause;
  readonly at: Span;
}

/** What is claimed of a variable. */
export type VariableTest =
  | { readonly test: 'equals'; readonly text: string }
  /** It exists, be it empty. */
  | { readonly test: 'defined' }
  /** It holds more than blanks. */
  | { readonly test: 'filled' }
  /** It names the project's default branch. */
  | { readonly test: 'default-branch' }
  | {
      readonly test: 'matches';
      /** The regular expression as written. */
      readonly pattern: string;
      /** Some texts in which it occurs. */
      readonly samples: readonly PatternSample[];
      /** Whether it occurs in a text; `undefined` where that cannot be told. */
      readonly occursIn: (text: string) => boolean | undefined;
    };

/** A text in which a pattern occurs. */
export interface PatternSample {
  readonly text: string;
  /** Whether the pattern spells it letter by letter, so that no other text is like it. */
  readonly isSpelled: boolean;
}

/** That files of one glob have changed. */
export interface FilesClaim {
  /** The glob, its variables replaced. */
  readonly glob: string;
  readonly at: Span;
}

export const always: Formula = { is: 'constant', value: true };
export const never: Formula = { is: 'constant', value: false };

/** Conjunction, with constants worked out. Of nothing: `always`. */
export const allOf = (...parts: readonly Formula[]): Formula => joined('all', parts);

/** Disjunction, with constants worked out. Of nothing: `never`. */
export const anyOf = (...parts: readonly Formula[]): Formula => joined('any', parts);

/** Negation. */
export function notOf(formula: Formula): Formula {
  if (formula.is === 'constant') return formula.value ? never : always;
  return formula.is === 'not' ? formula.of : { is: 'not', of: formula };
}

function joined(is: 'all' | 'any', parts: readonly Formula[]): Formula {
  const neutral = is === 'all';
  const open = parts.filter((part) => part.is !== 'constant' || part.value !== neutral);
  const [first] = open;
  if (first === undefined) return neutral ? always : never;
  if (open.some((part) => part.is === 'constant')) return neutral ? never : always;
  return open.length === 1 ? first : { is, of: open };
}
