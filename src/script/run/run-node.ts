import type { CommandNode, CompoundList } from '../../syntax/shell.ts';
import { literal, textKey } from '../../value/index.ts';
import { testExpression } from '../programs/test-expression.ts';
import { withEntry } from '../state/persistent-map.ts';
import { mayGoOn, placeOf, type Shell, within } from '../state/shell.ts';
import { decided, type Status, success } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';
import { evaluate } from '../words/arithmetic.ts';
import { runApart } from '../words/substitution.ts';
import { readRedirections, writeFiles } from './redirections.ts';
import { runCase } from './run-case.ts';
import { runCommand } from './run-command.ts';
import { runIf } from './run-if.ts';
import { runArithmeticFor, runFor, runWhile } from './run-loops.ts';
import { runStatements } from './run-statements.ts';

/** Reads one command, simple or compound, and answers how it ends. */
export function runNode(shell: Shell, node: CommandNode | CompoundList): Status {
  if (!mayGoOn(shell, node)) return success;
  return within(shell, { depth: shell.frame.depth + 1 }, () => runKind(shell, node));
}

function runKind(shell: Shell, node: CommandNode | CompoundList): Status {
  switch (node.type) {
    case 'Command':
      return runCommand(shell, node);
    case 'CompoundList':
      return runStatements(shell, node.commands);
    case 'BraceGroup':
      return runStatements(shell, node.body.commands);
    case 'Subshell':
      return runApart(shell, () => within(shell, { isLast: true }, () => runStatements(shell, node.body.commands)));
    case 'Redirected':
      return runRedirected(shell, node);
    case 'If':
      return runIf(shell, node);
    case 'Case':
      return runCase(shell, node);
    case 'For':
    case 'Select':
      return runFor(shell, node);
    case 'ArithmeticFor':
      return runArithmeticFor(shell, node);
    case 'While':
      return runWhile(shell, node);
    case 'Function':
      return define(shell, node);
    case 'TestCommand':
      return testExpression(shell, node.expression);
    case 'ArithmeticCommand':
      return arithmeticStatus(shell, node);
    case 'Coproc':
      return runApart(shell, () => runNode(shell, node.body));
  }
}

type NodeOf<T> = Extract<CommandNode, { type: T }>;

/** A compound with redirections: its commands read and write the files. */
function runRedirected(shell: Shell, { command, redirects }: NodeOf<'Redirected'>): Status {
  const { stdin, outputs } = readRedirections(shell, redirects);
  if (outputs === undefined) return within(shell, { stdin }, () => runNode(shell, command));
  writeFiles(
    shell,
    outputs.filter(({ appends }) => !appends),
    literal('', placeOf(shell, command)),
  );
  const files = outputs.map(({ path }) => path);
  return within(shell, { stdin, sink: undefined, files }, () => runNode(shell, command));
}

function define(shell: Shell, { name, body }: NodeOf<'Function'>): Status {
  const { code, file } = shell.frame;
  shell.state = { ...shell.state, functions: withEntry(shell.state.functions, name.value, { body, code, file }) };
  return success;
}

function arithmeticStatus(shell: Shell, { expression, body }: NodeOf<'ArithmeticCommand'>): Status {
  const operands: Parameters<typeof textKey>[0][] = [];
  const result = expression === undefined ? undefined : evaluate(shell, expression, operands);
  if (result !== undefined) return decided(result !== 0);
  return { is: 'undecided', key: symbolOf(body, shell.input.scope, ...operands.map(textKey)) };
}
