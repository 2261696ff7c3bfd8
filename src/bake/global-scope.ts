import type { HclBlock } from '../syntax/hcl/tree.ts';
import { hole, literal, type Text } from '../value/index.ts';
import type { BakeEnvironment } from './bake-environment.ts';
import { type BakeValue, spanOf } from './bake-value.ts';
import { attributeOf, type BakeDefinition } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { derived, type Effort, type Scope, untold } from './scope.ts';
import { asTyped } from './typed-variable.ts';

/** What evaluating the expressions of a command needs. */
export interface GlobalQuestion {
  readonly definition: BakeDefinition;
  readonly environment: BakeEnvironment;
  readonly run: string;
  readonly effort: Effort;
}

/**
 * The scope of everything global: built-in variables, attributes, `variable` blocks with what the environment makes of
 * them, functions, and attributes of other targets. Each name is evaluated once; a cycle is a hole.
 */
export function globalScope({ definition, environment, run, effort }: GlobalQuestion): Scope {
  const values = new Map<string, BakeValue | undefined>();
  const inProgress = new Set<string>();
  const lookUp = (name: string): BakeValue | undefined => {
    if (values.has(name)) return values.get(name);
    const block = definition.variables.get(name);
    const span = definition.attributes.get(name)?.span ?? block?.span;
    if (inProgress.has(name) && span !== undefined) return untold(span, `\`${name}\` is defined by itself`);
    inProgress.add(name);
    const value = builtIn(name, environment, run) ?? attribute(name) ?? (block && variable(name, block));
    inProgress.delete(name);
    values.set(name, value);
    return value;
  };
  const attribute = (name: string): BakeValue | undefined => {
    const found = definition.attributes.get(name);
    return found && evaluate(found.value, scope);
  };
  const variable = (name: string, block: HclBlock): BakeValue => {
    const written = attributeOf(block, 'default');
    const byDefault = written && evaluate(written.value, scope);
    return withEnvironment({ name, block, byDefault }, environment);
  };
  const blockAttribute: Scope['blockAttribute'] = (type, name, key) => {
    const progress = `${type}.${name}.${key}`;
    const blocks = type === 'target' ? definition.targets.filter(({ labels }) => labels[0] === name) : [];
    const found = blocks.flatMap((block) => attributeOf(block, key) ?? []).at(-1);
    if (found === undefined || inProgress.has(progress)) return undefined;
    inProgress.add(progress);
    const value = evaluate(found.value, scope);
    inProgress.delete(progress);
    return value;
  };
  const functionNamed = (name: string) => definition.functions.get(name);
  const scope: Scope = { lookUp, lookUpGlobal: lookUp, functionNamed, calling: new Set(), blockAttribute, run, effort };
  return scope;
}

/** Source: docs.docker.com/build/bake/reference, "Built-in variables". */
function builtIn(name: string, { localPlatform }: BakeEnvironment, run: string): BakeValue | undefined {
  if (name !== 'BAKE_CMD_CONTEXT' && name !== 'BAKE_LOCAL_PLATFORM') return undefined;
  if (localPlatform.is === 'set') {
    const text = name === 'BAKE_CMD_CONTEXT' ? literal('cwd://', localPlatform.value.span) : localPlatform.value;
    return { kind: 'text', text };
  }
  const cause = localPlatform.is === 'unknown' ? localPlatform.causes[0] : undefined;
  if (cause === undefined) return undefined;
  if (name === 'BAKE_CMD_CONTEXT') return { kind: 'text', text: literal('cwd://', cause.at) };
  return { kind: 'text', text: hole(`${name}@${run}`, name, cause) };
}

interface Variable {
  readonly name: string;
  readonly block: HclBlock;
  readonly byDefault: BakeValue | undefined;
}

/** Source: docker/buildx bake/hclparser/hclparser.go, resolveValue. */
function withEnvironment({ name, block, byDefault }: Variable, environment: BakeEnvironment): BakeValue {
  const given = environment.variable(name);
  if (given.is === 'unset') return byDefault ?? { kind: 'text', text: environment.holeOf(name, block.span) };
  const text: Text = given.is === 'set' ? given.value : environment.holeOf(name, block.span);
  const own = asTyped(text, { type: attributeOf(block, 'type')?.value, byDefault, span: block.span });
  const mayBeEmpty = given.is === 'unknown' || text.parts.length === 1;
  const isPlain = byDefault === undefined || (byDefault.kind === 'text' && byDefault.text.parts.length === 0);
  if (isPlain || !mayBeEmpty || given.is === 'set') return own;
  return derived('variable', [own, byDefault], spanOf(byDefault));
}
