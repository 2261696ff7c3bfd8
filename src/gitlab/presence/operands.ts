import type { Claim, Formula, VariableTest } from '../../model/presence/formula.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, causesIn, knownString } from '../../value/index.ts';
import type { Layer } from '../variables/definition.ts';
import type { Scope } from '../variables/scope.ts';

/** What a variable is worth where conditions are evaluated. */
export type ConditionVariable =
  | { readonly is: 'fixed'; readonly text: string }
  /** It differs from pipeline to pipeline. */
  | { readonly is: 'free'; readonly usual?: string; readonly doubt?: Cause };

/** The variables that the conditions of a job, or of the whole pipeline, read. GitLab takes their values unexpanded. */
export type ConditionVariables = (name: string, at: Span) => ConditionVariable;

/** Variables that one project has once and for all, or that follow from others. */
const isOfProject = (name: string): boolean => /^CI_(?:PROJECT_|SERVER_|DEFAULT_BRANCH|COMMIT_REF_SLUG$)/.test(name);

/** What a job's conditions read: its own variables and those of its matrix cell are fixed, those of the file usual. */
export const variablesOfJob =
  (scope: Scope, own: ReadonlySet<string>): ConditionVariables =>
  (name, at) => {
    const text = scope.raw.valueOf(name, at);
    const known = knownString(text);
    const isDefined = scope.definitions.has(name);
    if (known !== undefined)
      return isDefined && !own.has(name) ? { is: 'free', usual: known } : { is: 'fixed', text: known };
    const [cause] = causesIn(text);
    const isHidden =
      isDefined || (cause !== undefined && cause.kind !== 'variable' && cause.kind !== 'out-of-scope-variable');
    return isHidden && cause !== undefined ? { is: 'free', doubt: cause } : freeVariable(name, at);
  };

/** What `workflow:rules` read: the variables of the file and what the pipeline is started with. */
export const variablesOfWorkflow =
  (global: Layer, environment: ReadonlyMap<string, string>): ConditionVariables =>
  (name, at) => {
    const text = environment.get(name);
    if (text !== undefined) return { is: 'fixed', text };
    const value = global.get(name)?.value;
    if (value?.is === 'hidden') return { is: 'free', doubt: value.cause };
    return value?.is === 'written' ? { is: 'free', usual: value.text.text } : freeVariable(name, at);
  };

function freeVariable(name: string, at: Span): ConditionVariable {
  if (!isOfProject(name)) return { is: 'free' };
  return {
    is: 'free',
    doubt: { kind: 'variable', because: `\`$${name}\` is not known before the pipeline is created`, at },
  };
}

/** A claim about a variable that is not fixed. */
export const claimAbout = (
  variable: string,
  { usual, doubt }: Extract<ConditionVariable, { readonly is: 'free' }>,
  that: VariableTest,
  at: Span,
): Formula => {
  const claim: Claim = {
    variable,
    that,
    ...(usual === undefined ? {} : { usual }),
    ...(doubt === undefined ? {} : { doubt }),
    at,
  };
  return { is: 'claim', claim };
};
