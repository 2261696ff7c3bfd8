import type { CompoundList, If } from '../../syntax/shell.ts';
import { shownSource } from '../code.ts';
import { noteIf } from '../state/choices.ts';
import { mayGoOn, placeOf, type Shell, within } from '../state/shell.ts';
import { keyOfStatus, type Status, success } from '../state/status.ts';
import { runBranches } from './branches.ts';
import { runStatements } from './run-statements.ts';

/** `if … elif … else`: only the taken way where the conditions are decided, otherwise all that may be. */
export function runIf(shell: Shell, node: If): Status {
  noteIf(shell, node);
  const clauses = [{ clause: node.clause, then: node.then }, ...node.elif];
  return runClauses(shell, { clauses, otherwise: node.else }, 0);
}

interface Clauses {
  readonly clauses: readonly { readonly clause: CompoundList; readonly then: CompoundList }[];
  readonly otherwise: CompoundList | undefined;
}

function runClauses(shell: Shell, all: Clauses, index: number): Status {
  const here = all.clauses[index];
  if (here === undefined) return all.otherwise === undefined ? success : runStatements(shell, all.otherwise.commands);
  const at = placeOf(shell, here.clause);
  if (!mayGoOn(shell, here.clause)) return success;
  const status = runCondition(shell, here.clause);
  if (shell.state.jump !== undefined) return status;
  const runThen = (): Status => runStatements(shell, here.then.commands);
  if (status.is === 'success') return runThen();
  const runElse = (): Status =>
    within(shell, { depth: shell.frame.depth + 1 }, () => runClauses(shell, all, index + 1));
  if (status.is === 'failure') return runElse();
  const source = shownSource(shell.frame.code, here.clause.pos, here.clause.end).replace(/\s*;$/, '');
  const key = keyOfStatus(status);
  return runBranches(
    shell,
    [
      { because: `the command runs only if \`${source}\``, key: `if ${key}`, run: runThen },
      { because: `the command runs only if \`${source}\` fails`, key: `else ${key}`, run: runElse },
    ],
    at,
  );
}

/** Reads the commands of a condition: their failure is an answer. */
export const runCondition = (shell: Shell, { commands }: CompoundList): Status =>
  within(shell, { isTolerant: true, mayFail: true, isLast: false }, () => runStatements(shell, commands));
