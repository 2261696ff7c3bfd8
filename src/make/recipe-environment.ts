import { entriesOf } from '../script/state/persistent-map.ts';
import { symbolOf } from '../script/state/symbols.ts';
import { literal, type Text } from '../value/index.ts';
import { valueOfVariable } from './expand.ts';
import { type Exported, isExported, saidOf } from './exported.ts';
import { keyOf, markOf, toText } from './hole-table.ts';
import { flagsFor } from './options.ts';
import type { Run } from './run.ts';
import type { TargetScope } from './target-scope.ts';
import { undefinedValue } from './undefined-value.ts';
import { isTakenAway, type Scope, type Variable } from './variable.ts';

/** What the environment of a recipe has that the caller's has not; `undefined` for a variable that is taken out. */
export type RecipeEnvironment = ReadonlyMap<string, Text | undefined>;

/**
 * The environment of the recipes of a target: exported variables, those of the command line, and those that were in
 * the environment before. Source: gnu.org/software/make/manual, 5.7.2 Communicating Variables to a Sub-make.
 */
export function recipeEnvironment(run: Run, target: TargetScope, automatic: Scope): RecipeEnvironment {
  const environment = new Map<string, Text | undefined>();
  for (const [name, variables] of visibleVariables(run, target.scope)) {
    const given = givenOf(run, variables, target.exported);
    if (given === undefined) continue;
    const values = variables.slice(variables.indexOf(given.found)).map((one) => exportedValue(run, one, automatic));
    const value = given.said === 'yes' ? values[0] : perhaps(run, name, given.said.perhaps, values);
    environment.set(name, toText(run.table, value ?? '', given.found.place));
  }
  for (const [name, said] of entriesOf(run.exported)) {
    if (environment.has(name) || said === 'yes') continue;
    const value = typeof said === 'string' ? undefined : perhaps(run, name, said.perhaps, [undefinedValue(run, name)]);
    environment.set(name, value === undefined ? undefined : toText(run.table, value, run.call.span));
  }
  const { span } = run.call;
  environment.set('MAKELEVEL', literal(`${levelOf(run) + 1}`, span));
  environment.set('MAKEFLAGS', toText(run.table, flagsFor(run.options), span));
  return environment;
}

/** The innermost of the variables of a name that a recipe sees, or may see; one that it does not see hides no other. */
function givenOf(
  run: Run,
  variables: readonly Variable[],
  ofTarget: TargetScope['exported'],
): { readonly found: Variable; readonly said: 'yes' | Extract<Exported, object> } | undefined {
  for (const found of variables) {
    const said = isExported(run, found, ofTarget.get(found) ?? saidOf(run, run.exported, found.name));
    if (said !== 'no') return { found, said };
  }
  return undefined;
}

/** A value that a recipe sees or not. */
function perhaps(run: Run, name: string, key: string, values: readonly string[]): string {
  const symbol = symbolOf(key, ...values.map((value) => keyOf(run.table, value)));
  const because = `whether \`${name}\` is exported depends on a condition`;
  return markOf(run.table, { symbol, shown: `$${name}`, cause: { kind: 'rules', because, at: run.call.span } });
}

/** What came from the environment goes back as it was. Source: GNU make 4.3 src/variable.c, target_environment. */
const exportedValue = (run: Run, found: Variable, automatic: Scope): string =>
  found.origin === 'environment override' && found.either === undefined
    ? found.value
    : valueOfVariable(run, found, automatic);

/** How many calls of make this one is inside of. */
export function levelOf({ call }: Run): number {
  const level = call.environment('MAKELEVEL');
  const [text] = level.is === 'set' ? level.value.parts : [];
  return typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0;
}

/** The variables of each name, the innermost first. */
function visibleVariables(run: Run, scope: Scope | undefined): ReadonlyMap<string, readonly Variable[]> {
  const visible = new Map<string, readonly Variable[]>();
  const add = (name: string, found: Variable): void => {
    if (/^[A-Za-z_]\w*$/.test(name) && !isTakenAway(found)) visible.set(name, [...(visible.get(name) ?? []), found]);
  };
  for (let at = scope; at !== undefined; at = at.outer) for (const [name, found] of at.own) add(name, found);
  for (const [name, found] of entriesOf(run.globals)) add(name, found);
  return visible;
}
