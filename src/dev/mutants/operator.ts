import type { Policy } from '../../policy/policy.ts';
import type { Patch, Project } from '../../rule/index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';

/** A repository without flaws, as defects are planted into it. */
export interface Sample {
  /** Its folder below `fixtures`. */
  readonly name: string;
  readonly workspace: Workspace;
  readonly policy: Policy;
  readonly project: Project;
  /** All its files, also those that the project does not read, by path. */
  readonly files: readonly SourceFile[];
  /** The rules that have something to say about it; they are those that the policy does not ask for. */
  readonly spoken: ReadonlySet<string>;
}

/** One defect at one place: what is changed for it. */
export type Plant = readonly Patch[];

/** A kind of defect that a rule is there to find. */
export interface Operator {
  readonly rule: string;
  /** What it does to a repository, in the third person: "drops `--push`". */
  readonly does: string;
  /** `maybe`: the rule cannot be certain of it; `either`: that depends on the sample. Absent: it has to be certain. */
  readonly certainty?: 'maybe' | 'either';
  /** Other rules that may rightly speak of it, or of what follows from it. */
  readonly also?: readonly string[];
  /** Rules of which one is there to explain it better, so that the engine keeps that one's finding and drops this one's. */
  readonly instead?: readonly string[];
  /** Every place of a sample where the change is a defect; its conditions say when it is one. */
  readonly plants: (sample: Sample) => readonly Plant[];
}
