import { fromEnvironment } from './assignment.ts';
import { stemOf, type TargetAssignment } from './rule.ts';
import type { Run } from './run.ts';
import { isInEnvironment } from './undefined-value.ts';
import { findVariable, type Scope, type Variable, variable } from './variable.ts';

/** The variables of a target: its own on those of the target that needs it. `exported` names what it exports itself. */
export interface TargetScope {
  readonly scope: Scope | undefined;
  readonly exported: ReadonlyMap<string, boolean>;
}

/** Nothing of its own. */
export const globalScope: TargetScope = { scope: undefined, exported: new Map() };

/** The scope of a target that `parent` needs. Source: gnu.org/software/make/manual, 6.11 and 6.12. */
export function scopeOf(run: Run, target: string, parent: TargetScope): TargetScope {
  const inherited = withoutPrivate(parent);
  const assignments = assignmentsOf(run, target);
  if (assignments.length === 0) return inherited;
  const own = new Map<string, Variable>();
  const exported = new Map(inherited.exported);
  const scope: Scope = { own, outer: inherited.scope };
  for (const assignment of assignments) {
    const next = valueFor(run, assignment, scope);
    if (next !== undefined) own.set(next.name, next);
    if (assignment.isExported !== undefined) exported.set(assignment.variable.name, assignment.isExported);
  }
  return { scope, exported };
}

/** Those of patterns first, the least specific pattern before the others. */
function assignmentsOf({ rules }: Run, target: string): readonly TargetAssignment[] {
  const ofPatterns = rules.patternAssignments
    .flatMap((assignment) => {
      const stem = stemOf(assignment.target, target);
      return stem === undefined ? [] : [{ assignment, stem }];
    })
    .sort((a, b) => b.stem.length - a.stem.length)
    .map(({ assignment }) => assignment);
  return [...ofPatterns, ...(rules.assignments.get(target) ?? [])];
}

function valueFor(run: Run, assignment: TargetAssignment, scope: Scope): Variable | undefined {
  const { variable: given, appends, onlyIfUnset, conditions } = assignment;
  const { name } = given;
  const before = findVariable(run.globals, scope, name);
  if (before?.origin === 'command line' && given.origin !== 'override') return undefined;
  const isSet = before !== undefined || isInEnvironment(run, name) === true;
  if (onlyIfUnset && isSet) return undefined;
  const base = before ?? (appends ? fromEnvironment(run, name, given.place) : undefined);
  const own = appends && base !== undefined ? appended(given, base) : given;
  const [condition] = conditions;
  if (condition === undefined) return own;
  return variable(name, '', given.place, { isRecursive: true, either: { condition, then: own, otherwise: before } });
}

/** `+=` of a target: joined when it is used. */
const appended = (given: Variable, before: Variable): Variable => ({ ...given, isRecursive: true, behind: before });

function withoutPrivate({ scope, exported }: TargetScope): TargetScope {
  if (scope === undefined) return { scope, exported };
  const hasPrivate = [...scope.own.values()].some(({ isPrivate }) => isPrivate);
  if (!hasPrivate) return { scope, exported };
  const own = new Map([...scope.own].filter(([, { isPrivate }]) => !isPrivate));
  return { scope: { own, outer: scope.outer }, exported };
}
