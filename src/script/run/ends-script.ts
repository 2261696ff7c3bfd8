import type { CommandNode, PipelineNode, Statement } from '../../syntax/shell.ts';
import { lookUp } from '../state/persistent-map.ts';
import type { Shell } from '../state/shell.ts';

/** Whether a command certainly leaves the script or fails: `exit 1`, `{ echo no; exit 1; }`, a function that does so. */
export function endsScript(shell: Shell, node: PipelineNode, depth = 0): boolean {
  if (node.type === 'Command') {
    const name = node.name?.value ?? '';
    if (['exit', 'return', 'false', 'break'].includes(name)) return true;
    const called = lookUp(shell.state.functions, name);
    return called !== undefined && 'body' in called && depth < 5 && bodyEnds(shell, called.body, depth + 1);
  }
  if (node.type === 'Pipeline') return false;
  return bodyEnds(shell, node, depth);
}

function bodyEnds(
  shell: Shell,
  node: CommandNode | { readonly type: 'CompoundList'; readonly commands: readonly Statement[] },
  depth: number,
): boolean {
  if (node.type === 'CompoundList') return someEnds(shell, node.commands, depth);
  if (node.type === 'BraceGroup' || node.type === 'Subshell') return someEnds(shell, node.body.commands, depth);
  return node.type === 'Redirected' && bodyEnds(shell, node.command, depth);
}

/** Whether some statement of a list certainly leaves the script or fails. */
export const listEnds = (shell: Shell, statements: readonly Statement[]): boolean => someEnds(shell, statements, 0);

const someEnds = (shell: Shell, statements: readonly Statement[], depth: number): boolean =>
  statements.some(({ command }) => command.type !== 'AndOr' && endsScript(shell, command, depth));
