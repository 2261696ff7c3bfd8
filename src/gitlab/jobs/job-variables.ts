import type { Variable, Variables } from '../../model/pipeline/variables.ts';
import type { JobRule } from '../../model/presence/conditions.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { type Cause, literal, type OpenList } from '../../value/index.ts';
import { causeOfRules, type ReadRule, readRules, rulesOf } from '../fields/rules.ts';
import { reachableRules } from '../fields/timing.ts';
import { type Layer, readVariables, type VariableDefinition } from '../variables/definition.ts';
import type { Scope } from '../variables/scope.ts';
import { isMapping, isScalar, isSequence, scalarText, valueAt } from '../yaml-access.ts';
import type { JobEntry } from './job-entry.ts';
import type { Cell } from './matrix.ts';

/** The variables that all jobs of a pipeline start from, and those that beat the jobs' own. */
export interface PipelineLayers {
  /** `variables` of the configuration and of `workflow:rules`. */
  readonly global: Layer;
  /** Variables of the project or group, which replace those of the configuration. */
  readonly environment: ReadonlyMap<string, string>;
  /** Variables that a trigger job hands over. */
  readonly given: Layer;
}

/** The global variables of a configuration; what `workflow:rules` may change is hidden. */
export function globalLayer(root: YamlMapping, child: string): Layer {
  const global = readVariables(valueAt(root, 'variables'));
  const workflow = valueAt(root, 'workflow');
  const rules = isMapping(workflow) ? valueAt(workflow, 'rules') : undefined;
  const list = rules === undefined ? undefined : rulesOf(rules);
  return list === undefined ? global : withRules(global, list, `@workflow${child}`);
}

/**
 * The definitions of a job's variables, lowest layer first: global, job, matrix, rules, project, handed over.
 * Source: GitLab `doc/ci/variables/_index.md` (precedence), `lib/gitlab/ci/variables/builder.rb`.
 */
export function jobLayers(job: JobEntry, cell: Cell, { global, environment, given }: PipelineLayers): Layer {
  const layers = new Map<string, VariableDefinition>();
  const add = (layer: Layer): void => {
    for (const [name, definition] of layer) layers.set(name, definition);
  };
  const inherits = inheritedVariables(job);
  for (const [name, definition] of global) if (inherits(name)) layers.set(name, definition);
  add(ownVariables(job));
  add(cellLayer(cell));
  const rules = readRules(job);
  const all = rules === undefined ? layers : new Map(withRules(layers, rules, `@rules of ${job.name}`));
  for (const [name, { span }] of all) {
    const value = environment.get(name);
    if (value !== undefined) all.set(name, { name, span, value: { is: 'given', text: literal(value, span) } });
  }
  for (const [name, definition] of given) all.set(name, definition);
  return all;
}

/** The variables of a job's own `variables`. */
export const ownVariables = (job: JobEntry): Layer => readVariables(valueAt(job.own, 'variables'));

/** The variables of one matrix cell. */
const cellLayer = (cell: Cell): Layer =>
  new Map(
    cell.map(({ name, text, span }) => [name, { name, span, value: { is: 'written', text, isRaw: false } as const }]),
  );

/** `inherit:variables`: all, none, or those it names. */
function inheritedVariables(job: JobEntry): (name: string) => boolean {
  const inherit = valueAt(job.own, 'inherit');
  const choice = isMapping(inherit) ? valueAt(inherit, 'variables') : undefined;
  if (choice?.kind === 'boolean') return () => choice.value;
  if (!isSequence(choice)) return () => true;
  const chosen = new Set(choice.items.filter(isScalar).map((item) => scalarText(item).text));
  return (name) => chosen.has(name);
}

/** A layer under the `variables` of rules: known where all rules that can match agree, else hidden. */
function withRules(layer: Layer, rules: OpenList<ReadRule>, symbol: string): Layer {
  const running = reachableRules(rules.items).filter(({ when }: JobRule) => when !== 'never');
  const changes = running.map(({ block }) => readVariables(valueAt(block, 'variables')));
  const names = new Set(changes.flatMap((change) => [...change.keys()]));
  const result = new Map(layer);
  for (const name of names) {
    const values = changes.map((change) => change.get(name) ?? layer.get(name));
    const changed = changes.find((change) => change.has(name))?.get(name);
    if (changed === undefined) continue;
    const isAgreed =
      rules.openTo.length === 0 && values.every((value) => writtenValue(value) === writtenValue(changed));
    const cause: Cause = rules.openTo[0] ?? causeOfRules(changed.span);
    result.set(name, isAgreed ? changed : { ...changed, value: { is: 'hidden', cause, symbol: `${name}${symbol}` } });
  }
  return result;
}

function writtenValue(definition: VariableDefinition | undefined): string | undefined {
  return definition?.value.is === 'written' ? definition.value.text.text : undefined;
}

/** The model's view of a job's variables. Values are put together when they are asked for. */
export function variablesOf(scope: Scope): Variables {
  let defined: ReadonlyMap<string, Variable> | undefined;
  return {
    get defined() {
      defined ??= definedIn(scope);
      return defined;
    },
    valueOf: (name, at) => scope.run.valueOf(name, at),
  };
}

function definedIn({ definitions, run }: Scope): ReadonlyMap<string, Variable> {
  const defined = new Map<string, Variable>();
  for (const { name, span } of definitions.values()) {
    defined.set(name, {
      name,
      span,
      get value() {
        return run.valueOf(name, span);
      },
    });
  }
  return defined;
}

/** What `$[[ matrix.X ]]` reads: the variables of the job and of the cell, as written. */
export function matrixValues(job: JobEntry, cell: Cell): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, { value }] of ownVariables(job)) if (value.is === 'written') values.set(name, value.text.text);
  for (const { name, text } of cell) values.set(name, text.text);
  return values;
}
