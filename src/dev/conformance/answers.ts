/** What GitLab's own code said of one configuration. */
export interface Answer {
  readonly valid: boolean;
  /** Its words; the first is what it reports alone if there are several passes. */
  readonly errors: readonly string[];
  /** The configuration after include, extends and references; null if it could not be built, absent if not recorded. */
  readonly merged?: unknown;
  readonly jobs?: readonly AnsweredJob[];
}

/** A job as GitLab's code hands it on, before `rules` and variables are evaluated. */
export interface AnsweredJob {
  readonly name: string;
  readonly stage: string;
  readonly needs?: {
    readonly job?: readonly AnsweredNeed[];
    readonly cross_dependency?: readonly unknown[];
    readonly bridge?: unknown;
  };
  readonly tags?: readonly string[];
  readonly image?: AnsweredContainer;
  readonly services?: readonly AnsweredContainer[];
  readonly cache?: readonly AnsweredCache[];
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly when?: string;
  readonly ignore?: boolean;
  readonly allow_failure_criteria?: unknown;
  readonly yaml_variables?: readonly { readonly key: string; readonly value: string; readonly raw?: boolean }[];
  readonly rules?: readonly unknown[];
  readonly only?: unknown;
  readonly except?: unknown;
  readonly instance?: number;
  readonly parallel?: number | { readonly total?: number };
}

export interface AnsweredNeed {
  readonly name: string;
  readonly artifacts?: boolean;
  readonly optional?: boolean;
}

export interface AnsweredContainer {
  readonly name?: string;
  readonly alias?: string;
  readonly entrypoint?: readonly string[];
  readonly executor_opts?: { readonly docker?: { readonly platform?: string } };
}

export interface AnsweredCache {
  readonly key?: unknown;
  readonly paths?: readonly string[];
  readonly policy?: string;
  readonly fallback_keys?: readonly string[];
}
