import { forEachChild, type ParameterOperation, parse, type SyntaxNode } from 'unbash';

/** The variables that a piece of shell source uses and sets. */
export interface ShellVariables {
  /** In no particular order. */
  readonly uses: readonly ShellVariableUse[];
  /** Names that an assignment, a loop or a builtin sets somewhere. */
  readonly sets: ReadonlySet<string>;
  /** A command that may set any name: `.`, `source`, `eval`, as half-open offsets; absent if there is none. */
  readonly setsAny?: { readonly start: number; readonly end: number };
}

/** `$NAME`, or `${NAME:-default}` with its operator. */
export interface ShellVariableUse {
  readonly name: string;
  /** Empty for the plain value. */
  readonly operator: string;
  /** What follows the operator, as written; empty without one. */
  readonly operand: string;
  /** Half-open UTF-16 offsets of the expansion. */
  readonly start: number;
  readonly end: number;
}

/** Where shell source expands variables, in whatever order and depth; single quotes and escapes hide them. Never throws. */
export function shellVariables(text: string): ShellVariables {
  const uses: ShellVariableUse[] = [];
  const sets = new Set<string>();
  let setsAny: { start: number; end: number } | undefined;
  const waiting: SyntaxNode[] = [parse(text)];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const use = useOf(node, text);
    if (use !== undefined) uses.push(use);
    for (const name of namesSetBy(node)) sets.add(name);
    if (isOpenCommand(node)) setsAny = { start: node.pos, end: node.end };
    forEachChild(node, (child) => waiting.push(child));
  }
  return { uses, sets, ...(setsAny === undefined ? {} : { setsAny }) };
}

function useOf(node: SyntaxNode, source: string): ShellVariableUse | undefined {
  const { pos: start, end } = node;
  if (node.type === 'SimpleExpansion') return { name: node.text.slice(1), operator: '', operand: '', start, end };
  if (node.type !== 'ParameterExpansion') return undefined;
  const { operation, prefix = '' } = node;
  const operand = operation === undefined ? '' : source.slice(operation.operatorEnd, operation.end);
  return { name: node.parameter, operator: prefix + operatorOf(operation), operand, start, end };
}

const operatorOf = (operation: ParameterOperation | undefined): string => operation?.operator ?? '';

/** Builtins whose words are names that they set. */
const naming: ReadonlySet<string> = new Set(['read', 'declare', 'local', 'readonly', 'typeset', 'mapfile']);

function namesSetBy(node: SyntaxNode): readonly string[] {
  if (node.type === 'Assignment') return [node.name];
  if (node.type === 'For' || node.type === 'Select') return [node.name.text];
  if (node.type === 'ParameterExpansion' && /^:?=$/.test(operatorOf(node.operation))) return [node.parameter];
  if (node.type !== 'Command' || !naming.has(node.name?.value ?? '')) return [];
  return node.args.flatMap((word) => (word.type === 'Word' ? [word.value] : []));
}

const isOpenCommand = (node: SyntaxNode): boolean =>
  node.type === 'Command' && /^(?:\.|source|eval)$/.test(node.name?.value ?? '');
