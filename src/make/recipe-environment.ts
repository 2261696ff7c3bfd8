import { entriesOf, lookUp } from '../script/state/persistent-map.ts';
import { literal, type Text } from '../value/index.ts';
import { valueOfVariable } from './expand.ts';
import { toText } from './hole-table.ts';
import { flagsFor } from './options.ts';
import type { Run } from './run.ts';
import type { TargetScope } from './target-scope.ts';
import { isInEnvironment } from './undefined-value.ts';
import type { Scope, Variable } from './variable.ts';

/** What the environment of a recipe has that the caller's has not; `undefined` for a variable that is taken out. */
export type RecipeEnvironment = ReadonlyMap<string, Text | undefined>;

/**
 * The environment of the recipes of a target: exported variables, those of the command line, and those that were in
 * the environment before. Source: gnu.org/software/make/manual, 5.7.2 Communicating Variables to a Sub-make.
 */
export function recipeEnvironment(run: Run, { scope, exported }: TargetScope, automatic: Scope): RecipeEnvironment {
  const environment = new Map<string, Text | undefined>();
  for (const [name, variables] of visibleVariables(run, scope)) {
    const said = exported.get(name) ?? lookUp(run.exported, name);
    const found = said === true ? variables[0] : variables.find((one) => isExportedAnyway(run, one));
    if (said === false || variables[0]?.origin === 'undefined') environment.set(name, undefined);
    else if (found !== undefined) {
      environment.set(name, toText(run.table, exportedValue(run, found, automatic), found.place));
    }
  }
  for (const [name, said] of entriesOf(run.exported))
    if (!said && !environment.has(name)) environment.set(name, undefined);
  const { span } = run.call;
  environment.set('MAKELEVEL', literal(`${levelOf(run) + 1}`, span));
  environment.set('MAKEFLAGS', toText(run.table, flagsFor(run.options), span));
  return environment;
}

/** What came from the environment goes back as it was. Source: GNU make 4.3 src/variable.c, target_environment. */
const exportedValue = (run: Run, found: Variable, automatic: Scope): string =>
  found.origin === 'environment override' ? found.value : valueOfVariable(run, found, automatic);

/** How many calls of make this one is inside of. */
export function levelOf({ call }: Run): number {
  const level = call.environment('MAKELEVEL');
  const [text] = level.is === 'set' ? level.value.parts : [];
  return typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0;
}

/** The variables of each name, the innermost first. One that is not exported hides none of those outside of it. */
function visibleVariables(run: Run, scope: Scope | undefined): ReadonlyMap<string, readonly Variable[]> {
  const visible = new Map<string, readonly Variable[]>();
  const add = (name: string, found: Variable): void => {
    if (/^[A-Za-z_]\w*$/.test(name)) visible.set(name, [...(visible.get(name) ?? []), found]);
  };
  for (let at = scope; at !== undefined; at = at.outer) for (const [name, found] of at.own) add(name, found);
  for (const [name, found] of entriesOf(run.globals)) add(name, found);
  return visible;
}

function isExportedAnyway(run: Run, { name, origin }: Variable): boolean {
  if (name === 'SHELL' || name.startsWith('MAKE') || origin === 'default' || origin === 'automatic') return false;
  return run.exportsAll || origin === 'command line' || isInEnvironment(run, name) === true;
}
