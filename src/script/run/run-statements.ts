import type { AndOr, Pipeline, PipelineNode, Statement } from '../../syntax/shell.ts';
import { onceFor } from '../../value/index.ts';
import { shownSource } from '../code.ts';
import { placeOf, type Shell, type Sink, within } from '../state/shell.ts';
import { failure, keyOfStatus, negated, type Status, success } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';
import { runApart, streamOf } from '../words/substitution.ts';
import { runBranches } from './branches.ts';
import { endsScript } from './ends-script.ts';
import { runNode } from './run-node.ts';

/** Reads statements one after the other, as long as control does not leave. Answers the status of the last. */
export function runStatements(shell: Shell, statements: readonly Statement[]): Status {
  let status = success;
  const { isLast } = shell.frame;
  let left = statements.length;
  for (const statement of statements) {
    if (shell.state.jump !== undefined) break;
    left -= 1;
    status = runStatement(shell, statement, isLast && left === 0);
  }
  return status;
}

function runStatement(shell: Shell, { command, background }: Statement, isLast: boolean): Status {
  const isBackground = background === true;
  const isTolerant = shell.frame.isTolerant || isBackground || (!shell.state.stopsOnFailure && !isLast);
  return within(shell, { isTolerant, isLast }, () => {
    if (command.type === 'AndOr') return runAndOr(shell, command);
    const status = isBackground ? runApart(shell, () => runPipeline(shell, command)) : runPipeline(shell, command);
    if (!isNegated(command)) stopOnFailure(shell, status);
    return isBackground ? success : status;
  });
}

const isNegated = (node: PipelineNode): boolean =>
  node.type === 'Pipeline' && node.prefixes.some(({ type }) => type === 'Negation');

/** `set -e`: a command that certainly fails ends the script unless its failure is asked for. */
function stopOnFailure(shell: Shell, status: Status): void {
  const stops = status.is === 'failure' && shell.state.stopsOnFailure && !shell.frame.isTolerant;
  if (stops && shell.state.jump === undefined) shell.state = { ...shell.state, jump: 'exit' };
}

/**
 * `a && b || c`. A command is believed to succeed, so what follows `&&` runs as surely as the command itself;
 * what follows `||` runs only if it fails.
 */
function runAndOr(shell: Shell, node: AndOr): Status {
  const [first, ...others] = node.commands;
  if (first === undefined) return success;
  let status = runOperand(shell, node, 0);
  for (const [index, command] of others.entries()) {
    if (shell.state.jump !== undefined) return status;
    status = runNext(shell, { node, index: index + 1, left: status, command });
  }
  return status;
}

interface Next {
  readonly node: AndOr;
  readonly index: number;
  readonly command: PipelineNode;
  /** How what stands in front of the operator ends. */
  readonly left: Status;
}

function runNext(shell: Shell, { node, index, command, left: status }: Next): Status {
  const isAnd = node.operators[index - 1] === '&&';
  if (status.is === 'success' || status.is === 'failure') {
    return (status.is === 'success') === isAnd ? runOperand(shell, node, index) : status;
  }
  if (isAnd && status.is === 'assumed') {
    const next = runOperand(shell, node, index);
    return next.is === 'success' ? status : next;
  }
  const source = shownSource(shell.frame.code, node.pos, node.commands[index - 1]?.end ?? node.end);
  const key = keyOfStatus(status);
  const taken = isAnd ? 'succeeds' : 'fails';
  return runBranches(
    shell,
    [
      {
        because:
          isAnd && status.is === 'undecided'
            ? `it runs only if \`${source}\``
            : `it runs only if \`${source}\` ${taken}`,
        key: `${key} ${taken}`,
        run: () => {
          const next = runOperand(shell, node, index);
          return isAnd || next.is !== 'failure' ? next : failure;
        },
      },
      {
        because: `the command runs only if not \`${source}\``,
        key: `${key} not ${taken}`,
        run: () => (isAnd ? failure : success),
      },
    ],
    placeOf(shell, command),
  );
}

/** Reads one operand; its failure matters only if it is the last one, or if what answers it ends the script. */
function runOperand(shell: Shell, node: AndOr, index: number): Status {
  const command = node.commands[index];
  if (command === undefined) return success;
  const isLast = index === node.commands.length - 1;
  const isTolerant = shell.frame.isTolerant || (!isLast && goesOn(shell, node, index));
  const mayFail = shell.frame.mayFail || (isTolerant && (nextOrs(node)[index] ?? -1) !== -1);
  const inside = { isTolerant, mayFail, isLast: isLast && shell.frame.isLast };
  const status = within(shell, inside, () => runPipeline(shell, command));
  if (isLast && !isNegated(command)) stopOnFailure(shell, status);
  return status;
}

/** Whether the script goes on when an operand that is not the last fails: bash does not count such failures. */
function goesOn(shell: Shell, node: AndOr, index: number): boolean {
  const next = nextOrs(node)[index] ?? -1;
  if (next === -1) return !shell.frame.isLast;
  const answer = node.commands[next + 1];
  return answer === undefined || !endsScript(shell, answer);
}

/** For each operand the index of the next `||`, -1 without one. Kept for the list, since every operand asks. */
const nextOrs = onceFor(({ operators }: AndOr): readonly number[] => {
  const indices = operators.map(() => -1);
  for (let at = operators.length - 1, next = -1; at >= 0; at -= 1) {
    if (operators[at] === '||') next = at;
    indices[at] = next;
  }
  return indices;
});

/** A pipeline: every part in a process of its own, its output the input of the next one. */
function runPipeline(shell: Shell, node: PipelineNode): Status {
  if (node.type !== 'Pipeline') return runNode(shell, node);
  const isNot = isNegated(node);
  const isTolerant = shell.frame.isTolerant || isNot;
  const mayFail = shell.frame.mayFail || isNot;
  const status = within(shell, { isTolerant, mayFail }, () => runParts(shell, node));
  return isNot ? negated(status) : status;
}

function runParts(shell: Shell, node: Pipeline): Status {
  const [first] = node.commands;
  if (node.commands.length === 1 && first !== undefined) return runNode(shell, first);
  const { frame } = shell;
  const { path } = shell.state;
  let { stdin } = frame;
  let status = success;
  const keys: string[] = [];
  for (const [index, command] of node.commands.entries()) {
    const isLast = index === node.commands.length - 1;
    const sink: Sink = { printed: [] };
    const isTolerant = frame.isTolerant || (!isLast && !shell.state.failsInPipes);
    const output = isLast ? { sink: frame.sink, files: frame.files } : { sink, files: [] };
    status = runApart(shell, () => within(shell, { stdin, isTolerant, ...output }, () => runNode(shell, command)));
    keys.push(keyOfStatus(status));
    stdin = streamOf(sink, path, placeOf(shell, command));
  }
  return 'key' in status ? { ...status, key: symbolOf(...keys) } : status;
}
