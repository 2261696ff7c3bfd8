import type { Span } from '../../source/source-file.ts';
import type { Cause, OpenList } from '../../value/index.ts';

/** Under which conditions a job is in a pipeline, as its author wrote them. */
export type Conditions =
  | { readonly by: 'default' }
  | { readonly by: 'rules'; readonly rules: OpenList<JobRule>; readonly span: Span }
  | { readonly by: 'only-except'; readonly only: string; readonly except: string; readonly span: Span }
  | { readonly by: 'unknown'; readonly causes: readonly Cause[] };

/** One entry of `rules`; the first that matches decides. */
export interface JobRule {
  /** The expression of `if`; absent if there is none. */
  readonly if?: string;
  /** `changes` and `exists` in one normal form, so that equal conditions are equal strings; empty if there are none. */
  readonly files: string;
  readonly when: 'on_success' | 'on_failure' | 'always' | 'never' | 'manual' | 'delayed' | 'inherited';
  readonly span: Span;
}

/** One string for conditions that are written alike: jobs with equal keys are always together in a pipeline. */
export function conditionsKey(conditions: Conditions): string | undefined {
  switch (conditions.by) {
    case 'default':
      return 'default';
    case 'only-except':
      return `only ${conditions.only} except ${conditions.except}`;
    case 'rules':
      return conditions.rules.openTo.length > 0 ? undefined : JSON.stringify(conditions.rules.items.map(ruleKey));
    case 'unknown':
      return undefined;
  }
}

const ruleKey = ({ if: expression, files, when }: JobRule): readonly string[] => [
  expression ?? '',
  files,
  when === 'never' ? 'never' : 'runs',
];
