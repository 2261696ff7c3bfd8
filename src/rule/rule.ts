import type { Project } from '../model/index.ts';
import type { Job } from '../model/pipeline/job.ts';
import type { Span } from '../source/source-file.ts';
import type { Cause, Truth } from '../value/index.ts';
import type { Fix, Safety } from './fix.ts';

/** How much a problem matters. */
export type Severity = 'error' | 'warning' | 'info';

/** The families of rules, in the order of the documentation. */
export type RuleGroup =
  | 'input'
  | 'privilege'
  | 'coverage'
  | 'runner'
  | 'merge'
  | 'reference'
  | 'cache'
  | 'attestation'
  | 'tool'
  | 'dockerfile'
  | 'emulation'
  | 'pipeline';

/** Another place that explains the problem; it may lie in another file. */
export interface Related {
  readonly at: Span;
  readonly message: string;
}

/** What a rule says about one place. */
export interface Problem {
  readonly at: Span;
  /** One clause in the present tense: subject first, both ends named, the user's text in backticks, no full stop. */
  readonly message: string;
  /** The smallest change, in the imperative, no full stop. */
  readonly help?: string;
  readonly related?: readonly Related[];
  /** The jobs concerned, by name. */
  readonly jobs?: readonly Job[];
  /** Less or more than the rule's own severity, for a problem that is. */
  readonly severity?: Severity;
  /** What the problem is about, as keys made by `subject`. */
  readonly about?: readonly string[];
  /** Subjects whose own problem would explain this one: if there is a finding about one of them, this one is dropped. */
  readonly follows?: readonly string[];
  /** What tells it from others of its rule in the same job and file, wherever it moves: a reference, a variable. */
  readonly identity?: string;
  /** The change that removes it. Undecided findings lose it: nobody repairs what may be right. */
  readonly fix?: Fix;
}

/** A problem that is certain, or one that would be a problem if the causes turned out badly. */
export type Verdict =
  | { readonly kind: 'violation'; readonly problem: Problem }
  | { readonly kind: 'undecided'; readonly problem: Problem; readonly causes: readonly Cause[] };

/** What a rule is given: the project, and its options from the policy. */
export interface RuleContext<Options> {
  readonly project: Project;
  readonly options: Options;
}

/** The JSON schema of one option and its default. */
export type OptionSchema<Options> = {
  readonly [Key in keyof Options]: {
    readonly schema: Readonly<Record<string, unknown>>;
    readonly default: Options[Key];
    readonly description: string;
  };
};

/** A requirement, and how it is checked. */
export interface Rule<Options = unknown> {
  /** Kebab-case; also the file name, the fixture folder, the documentation page and SARIF's `ruleId`. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** Whether it runs only where the policy asks for it, by the preset `all` or by a setting of its own. */
  readonly isOptIn?: boolean;
  /** The requirement in one sentence, without full stop. */
  readonly summary: string;
  /** Markdown: what goes wrong at run time when the requirement is not met. */
  readonly why: string;
  /** Markdown: what is deliberately not reported, and what stays undecided. */
  readonly exceptions?: string;
  /** Upstream pages that define the behaviour the rule relies on. */
  readonly references: readonly string[];
  /** Which kinds of fixes some of its findings carry; absent: none. */
  readonly fixes?: readonly Safety[];
  /** Rules of other linters that say the same, so that comments which silence those silence this one: in Dockerfiles, or, of zizmor, in workflows. */
  readonly equivalents?: {
    readonly hadolint?: readonly string[];
    readonly buildkit?: readonly string[];
    readonly zizmor?: readonly string[];
  };
  /** Options beside `severity` that the policy may set. */
  readonly options?: OptionSchema<Options>;
  check(context: RuleContext<Options>): Iterable<Verdict>;
}

/** For rules without options of their own. */
export type NoOptions = Readonly<Record<string, never>>;

/** Lets the compiler infer a rule's types. */
export const defineRule = <Options = NoOptions>(rule: Rule<Options>): Rule<Options> => rule;

/** Reports `problem` unless `claim` holds: a violation if it is false, an undecided one if it is unknown. */
export function* unless(claim: Truth, problem: () => Problem): Generator<Verdict> {
  if (claim.is === 'no') yield { kind: 'violation', problem: problem() };
  if (claim.is === 'unknown') yield { kind: 'undecided', problem: problem(), causes: claim.causes };
}

/** Reports `problem` for certain. */
export function* violation(problem: Problem): Generator<Verdict> {
  yield { kind: 'violation', problem };
}
