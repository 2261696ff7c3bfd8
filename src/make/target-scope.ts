import type { MakeCondition } from '../script/run/make-call.ts';
import { fromEnvironment, withDefault } from './assignment.ts';
import { inEachWay } from './each-way.ts';
import { eitherVariable } from './either-variable.ts';
import { type Exported, eitherExported, saidOf } from './exported.ts';
import { stemOf, type TargetAssignment } from './rule.ts';
import type { Run } from './run.ts';
import { eitherOf, findVariable, type Scope, type Variable } from './variable.ts';

/** The variables of a target: its own on those of the target that needs it. `exported` holds those it exports itself. */
export interface TargetScope {
  readonly scope: Scope | undefined;
  readonly exported: ReadonlyMap<Variable, Exported>;
}

/** Nothing of its own. */
export const globalScope: TargetScope = { scope: undefined, exported: new Map() };

/** The scope of a target that `parent` needs. Source: gnu.org/software/make/manual, 6.11 and 6.12. */
export function scopeOf(run: Run, target: string, parent: TargetScope): TargetScope {
  const inherited = withoutPrivate(parent);
  const ofPatterns = withAssignments(run, inherited, assignmentsOfPatterns(run, target));
  return withAssignments(run, ofPatterns, run.rules.assignments.get(target) ?? []);
}

/** The least specific pattern counts first, so that the others overrule it. */
const assignmentsOfPatterns = ({ rules }: Run, target: string): readonly TargetAssignment[] =>
  rules.patternAssignments
    .flatMap((assignment) => {
      const stem = stemOf(assignment.target, target);
      return stem === undefined ? [] : [{ assignment, stem }];
    })
    .sort((a, b) => b.stem.length - a.stem.length)
    .map(({ assignment }) => assignment);

function withAssignments(run: Run, outer: TargetScope, assignments: readonly TargetAssignment[]): TargetScope {
  if (assignments.length === 0) return outer;
  const own = new Map<string, Variable>();
  const exported = new Map(outer.exported);
  const scope: Scope = { own, outer: outer.scope };
  for (const assignment of assignments) {
    const { variable: given, isExported, conditions } = assignment;
    const isOverruled = own.get(given.name)?.origin === 'override' && given.origin !== 'override';
    const before = findVariable(run.globals, scope, given.name);
    const next = isOverruled ? undefined : valueFor(run, assignment, before);
    if (next === undefined) continue;
    if (isExported) {
      const otherwise = (before && exported.get(before)) ?? saidOf(run, run.exported, given.name);
      exported.set(next, exportedUnder(conditions, otherwise));
    }
    own.set(next.name, next);
  }
  return { scope, exported };
}

/** What an assignment of a target makes of the variable that counts there; `undefined` if it leaves things as they are. */
function valueFor(run: Run, assignment: TargetAssignment, before: Variable | undefined): Variable | undefined {
  const { variable: given, appends, onlyIfUnset, conditions } = assignment;
  const { name } = given;
  const isShielded = before?.origin === 'command line' || before?.origin === 'environment override';
  if (isShielded && given.origin !== 'override') return undefined;
  const own = onlyIfUnset
    ? inEachWay(run, before, (found) => withDefault(run, given, found) ?? found)
    : appends
      ? appended(given, before ?? fromEnvironment(run, name, given.place))
      : given;
  if (own === undefined || own === before) return undefined;
  return conditions.reduceRight((then, condition) => eitherVariable(run, name, eitherOf(condition, then, before)), own);
}

const exportedUnder = (conditions: readonly MakeCondition[], otherwise: Exported): Exported =>
  conditions.reduceRight<Exported>((then, condition) => eitherExported(condition, then, otherwise), 'yes');

/** `+=` of a target: joined when it is used. */
const appended = (given: Variable, before: Variable | undefined): Variable =>
  before === undefined ? given : { ...given, isRecursive: true, behind: before };

function withoutPrivate({ scope, exported }: TargetScope): TargetScope {
  return { scope: scope === undefined ? undefined : passedOn(scope), exported };
}

/** The layers of a scope without what is private; those that hold nothing private stay as they are. */
function passedOn(scope: Scope): Scope {
  const outer = scope.outer === undefined ? undefined : passedOn(scope.outer);
  const isPlain = [...scope.own.values()].every(({ isPrivate }) => !isPrivate);
  if (isPlain && outer === scope.outer) return scope;
  return { own: new Map([...scope.own].filter(([, { isPrivate }]) => !isPrivate)), outer };
}
