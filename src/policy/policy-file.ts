import type { Severity } from '../rule/rule.ts';
import type { Policy } from './policy.ts';

/** A policy file as written, after its schema has accepted it. Every key is optional. */
export interface PolicyFile {
  readonly preset?: Policy['preset'];
  readonly platforms?: readonly string[];
  readonly optionalPlatforms?: readonly string[];
  readonly images?: readonly ImageEntry[];
  readonly environment?: EnvironmentEntry;
  readonly builders?: Readonly<Record<string, BuilderUse>>;
  readonly emulation?: Policy['expectations']['emulation'];
  readonly undecided?: Policy['undecided'];
  readonly rules?: Readonly<Record<string, RuleEntry>>;
  readonly ignore?: readonly string[];
}

/** How a builder may be used. */
export type BuilderUse = 'allow' | 'warn' | 'forbid';

/** A rule's severity alone, or with its options beside it. */
export type RuleEntry = RuleLevel | (Readonly<Record<string, unknown>> & { readonly severity?: RuleLevel });

/** What a policy may set as the severity of a rule. */
export type RuleLevel = Severity | 'off';

/** An exception for one image. */
export interface ImageEntry {
  readonly name: string;
  readonly platforms?: readonly string[];
  readonly merge?: 'none';
}

/** What the repository cannot say about its surroundings. */
export interface EnvironmentEntry {
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
  readonly runners?: Readonly<Record<string, RunnerEntry>>;
  readonly includes?: Readonly<Record<string, string>>;
}

/** What a runner label stands for. */
export interface RunnerEntry {
  readonly platform?: string;
  readonly executor?: string;
  readonly privileged?: boolean;
}
