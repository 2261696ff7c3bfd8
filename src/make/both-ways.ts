import type { MakeCondition } from '../script/run/make-call.ts';
import { differingNames, lookUp, type PersistentMap, withEntry, withoutEntry } from '../script/state/persistent-map.ts';
import { opposite } from './conditional.ts';
import { eitherVariable } from './either-variable.ts';
import { type Exported, eitherExported, saidOf } from './exported.ts';
import type { Run } from './run.ts';
import { eitherOf, type Variable } from './variable.ts';

/** What to do where a condition holds, and where it does not. */
export interface Ways {
  readonly then: () => void;
  readonly otherwise: () => void;
}

/** Both ways from the same state; variables on which they disagree become one of two. */
export function readBoth(run: Run, condition: MakeCondition, { then, otherwise }: Ways): void {
  const { globals, exported, exportsAll, conditions, pending } = run;
  run.conditions = [...conditions, condition];
  then();
  const afterThen = { ...run };
  Object.assign(run, { globals, exported, exportsAll, pending });
  run.conditions = [...conditions, opposite(condition)];
  otherwise();
  run.globals = mergedVariables(run, afterThen.globals, condition);
  run.exported = mergedExports(run, afterThen.exported, condition);
  run.exportsAll = eitherExported(condition, afterThen.exportsAll, run.exportsAll);
  run.pending = afterThen.pending === pending ? run.pending : [...new Set([...afterThen.pending, ...run.pending])];
  run.conditions = conditions;
}

function mergedVariables(run: Run, then: PersistentMap<Variable>, condition: MakeCondition): PersistentMap<Variable> {
  let globals = run.globals;
  for (const name of differingNames(then, run.globals)) {
    const [one, other] = [lookUp(then, name), lookUp(run.globals, name)];
    globals =
      one === undefined && other === undefined
        ? withoutEntry(globals, name)
        : withEntry(globals, name, eitherVariable(run, name, eitherOf(condition, one, other)));
  }
  return globals;
}

function mergedExports(run: Run, then: PersistentMap<Exported>, condition: MakeCondition): PersistentMap<Exported> {
  let exported = run.exported;
  for (const name of differingNames(then, run.exported)) {
    const said = eitherExported(condition, saidOf(run, then, name), saidOf(run, run.exported, name));
    exported = withEntry(exported, name, said);
  }
  return exported;
}
