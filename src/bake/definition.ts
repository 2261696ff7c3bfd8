import type { HclAttribute, HclBlock, HclBody, HclExpression } from '../syntax/hcl/tree.ts';
import type { UserFunction } from './scope.ts';

/** What the HCL and JSON files of a command say together, before anything is evaluated. */
export interface BakeDefinition {
  /** `variable` blocks; the last one of a name counts. */
  readonly variables: ReadonlyMap<string, HclBlock>;
  /** Attributes outside of blocks, which are variables that the environment does not set. */
  readonly attributes: ReadonlyMap<string, HclAttribute>;
  readonly functions: ReadonlyMap<string, UserFunction>;
  /** `group` blocks; the last one of a name counts. */
  readonly groups: ReadonlyMap<string, HclBlock>;
  /** `target` blocks in order; those of one name are merged. */
  readonly targets: readonly HclBlock[];
}

/** Puts the bodies of several files together. Source: docker/buildx bake/hclparser/hclparser.go, Parse. */
export function definitionOf(bodies: readonly HclBody[]): BakeDefinition {
  const blocks = bodies.flatMap((body) => body.blocks);
  return {
    variables: byLabel(blocks, 'variable'),
    attributes: new Map(bodies.flatMap(({ attributes }) => attributes.map((attribute) => [attribute.name, attribute]))),
    functions: new Map([...byLabel(blocks, 'function')].flatMap(([name, block]) => functionOf(name, block))),
    groups: byLabel(blocks, 'group'),
    targets: blocks.filter(({ type, labels }) => type === 'target' && labels.length === 1),
  };
}

/** The attribute of a block by name; the last one counts. */
export const attributeOf = ({ body }: HclBlock, name: string): HclAttribute | undefined =>
  body.attributes.findLast((attribute) => attribute.name === name);

const byLabel = (blocks: readonly HclBlock[], type: string): ReadonlyMap<string, HclBlock> =>
  new Map(
    blocks.flatMap((block) => (block.type === type ? block.labels.slice(0, 1).map((name) => [name, block]) : [])),
  );

function functionOf(name: string, block: HclBlock): readonly (readonly [string, UserFunction])[] {
  const result = attributeOf(block, 'result');
  if (result === undefined) return [];
  const params = attributeOf(block, 'params')?.value;
  const variadic = attributeOf(block, 'variadic_param') ?? attributeOf(block, 'variadic_params');
  const names = params?.kind === 'list' ? params.items.map(nameIn) : [];
  return [[name, { params: names, variadic: variadic && nameIn(variadic.value), result: result.value }]];
}

/** A parameter: a bare name, or in JSON a text. */
function nameIn(expression: HclExpression): string {
  if (expression.kind === 'reference') return expression.name;
  const [part] = expression.kind === 'template' ? expression.parts : [];
  return part?.kind === 'text' ? part.value : '';
}
