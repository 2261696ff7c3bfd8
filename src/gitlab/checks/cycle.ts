/** The edges of a graph by node: what each node waits for. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** Graphs with more edges are not searched; GitLab refuses pipelines of that size anyway. */
const mostEdges = 500_000;

/**
 * The nodes of the first cycle that a topological sort meets, in the order of its search; `undefined` without one.
 * Source: Ruby `lib/tsort.rb` (Tarjan), which GitLab `lib/gitlab/ci/yaml_processor/dag.rb` uses.
 */
export function firstCycle(graph: Graph): readonly string[] | undefined {
  let edges = 0;
  for (const children of graph.values()) edges += children.length;
  if (edges > mostEdges) return undefined;
  const search: Search = { graph, order: new Map(), low: new Map(), component: [], isOpen: new Set() };
  for (const node of graph.keys()) {
    const cycle = search.order.has(node) ? undefined : searchFrom(node, search);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

interface Search {
  readonly graph: Graph;
  /** When each node was met. */
  readonly order: Map<string, number>;
  /** The earliest open node that each node reaches. */
  readonly low: Map<string, number>;
  /** Nodes whose component is not complete, in the order in which they were met. */
  readonly component: string[];
  readonly isOpen: Set<string>;
}

interface Visit {
  readonly node: string;
  readonly children: readonly string[];
  next: number;
}

/** Tarjan's search without recursion. */
function searchFrom(start: string, search: Search): readonly string[] | undefined {
  const path: Visit[] = [meet(start, search)];
  for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
    const child = visit.children[visit.next++];
    if (child === visit.node) return [child];
    if (child === undefined) {
      path.pop();
      const cycle = close(visit.node, search);
      if (cycle !== undefined) return cycle;
      lower(path.at(-1)?.node, search.low.get(visit.node), search);
    } else if (!search.order.has(child) && search.graph.has(child)) path.push(meet(child, search));
    else if (search.isOpen.has(child)) lower(visit.node, search.order.get(child), search);
  }
  return undefined;
}

function meet(node: string, { graph, order, low, component, isOpen }: Search): Visit {
  low.set(node, order.size);
  order.set(node, order.size);
  component.push(node);
  isOpen.add(node);
  return { node, children: graph.get(node) ?? [], next: 0 };
}

function lower(node: string | undefined, to: number | undefined, { low }: Search): void {
  if (node !== undefined && to !== undefined && to < (low.get(node) ?? 0)) low.set(node, to);
}

/** Takes a complete component off; more than one node is a cycle. */
function close(node: string, { order, low, component, isOpen }: Search): readonly string[] | undefined {
  if (low.get(node) !== order.get(node)) return undefined;
  const nodes = component.splice(component.lastIndexOf(node));
  for (const one of nodes) isOpen.delete(one);
  return nodes.length > 1 ? nodes : undefined;
}
