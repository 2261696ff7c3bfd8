import type { CommandNode, CompoundList, For, While } from '../../syntax/shell.ts';
import { concatAll, isClosed, type OpenList, type Text } from '../../value/index.ts';
import { shownSource } from '../code.ts';
import { freshSymbol, limits, placeOf, type Shell, type Stream, within } from '../state/shell.ts';
import { withText } from '../state/shell-state.ts';
import { type Status, success } from '../state/status.ts';
import { holeText } from '../state/symbols.ts';
import { evaluate } from '../words/arithmetic.ts';
import { expandFields, isGlob } from '../words/expand-word.ts';
import { fileNamed } from '../words/file-names.ts';
import { catchJumps } from './branches.ts';
import { linesRead } from './line-loops.ts';
import { runCondition } from './run-if.ts';
import { runStatements } from './run-statements.ts';
import { runUnknownRounds } from './unknown-rounds.ts';

/** `for name in …`: round by round over a known list, otherwise once for all rounds. `select` waits for a person. */
export function runFor(shell: Shell, node: For | Extract<CommandNode, { type: 'Select' }>): Status {
  const words = node.wordlist;
  const list: OpenList<Text> =
    words === undefined ? shell.state.positional : concatAll(words.map((word) => expandFields(shell, word)));
  const isKnown = node.type === 'For' && isClosed(list) && words?.some(isGlob) !== true;
  const name = node.name.value;
  if (!isKnown || list.items.length > limits.rounds) {
    const [pattern, ...others] = list.items;
    const isOfFiles = words?.length === 1 && words.every(isGlob) && pattern !== undefined && others.length === 0;
    return runUnknownRounds(shell, {
      isOfFiles,
      body: node.body,
      because: `the command runs once for each of \`${shownSource(shell.frame.code, node.name.end, node.body.pos).replace(/^in\s+|\s*;?\s*do$/g, '')}\``,
      prepare: () => {
        if (isOfFiles)
          shell.state = withText(
            shell.state,
            name,
            fileNamed(shell, { pattern, shown: `$${name}`, at: placeOf(shell, node.name) }),
          );
        else setToSomeItem(shell, node);
      },
    });
  }
  const before = shell.state;
  const status = runRounds(
    shell,
    node.body,
    list.items.map((item) => () => {
      shell.state = withText(shell.state, name, item);
      return true;
    }),
  );
  catchJumps(shell, ['break', 'continue'], before, placeOf(shell, node));
  return status;
}

/** The variable of a loop over a list that is not known: one word, another one in each loop. */
function setToSomeItem(shell: Shell, node: For | Extract<CommandNode, { type: 'Select' }>): void {
  const at = placeOf(shell, node.name);
  const shown = `$${node.name.value}`;
  const symbol = `one word ${freshSymbol(shell, shown, at)}`;
  const cause = { kind: 'expression', because: `\`${shown}\` goes through a list that is not known`, at } as const;
  shell.state = withText(shell.state, node.name.value, holeText({ symbol, shown, cause }, at));
}

/** Reads the body once for each round that begins; a jump out ends it. */
function runRounds(shell: Shell, body: CompoundList, rounds: readonly (() => boolean)[]): Status {
  let status = success;
  const before = shell.state;
  for (const begin of rounds) {
    if (!begin()) break;
    status = within(shell, { isLast: false }, () => runStatements(shell, body.commands));
    catchJumps(shell, ['continue'], before, placeOf(shell, body));
    if (shell.state.jump !== undefined) break;
  }
  return status;
}

/** `while`/`until`: round by round while the condition is decided, from then on once for all rounds. */
export function runWhile(shell: Shell, node: While): Status {
  const isUntil = node.kind === 'until';
  const lines = isUntil ? undefined : linesRead(shell, node.clause);
  if (lines !== undefined) return runLines(shell, node, lines);
  const source = shownSource(shell.frame.code, node.clause.pos, node.clause.end).replace(/\s*;$/, '');
  const isEndless = /^(?:true|:)$/.test(source) !== isUntil && /^(?:true|:|false)$/.test(source);
  return runConditionRounds(shell, {
    body: node.body,
    because: `the command runs ${isUntil ? 'until' : 'while'} \`${source}\``,
    isEndless,
    condition: () => {
      const status = runCondition(shell, node.clause);
      if (status.is !== 'success' && status.is !== 'failure') return undefined;
      return (status.is === 'success') !== isUntil;
    },
  });
}

/** One round for each line that is read; at the last, which has no line break, `read` finds the end of its input. */
function runLines(shell: Shell, { clause, body }: While, lines: readonly Stream[]): Status {
  const before = shell.state;
  const status = runRounds(
    shell,
    body,
    lines.map((stdin) => () => within(shell, { stdin }, () => runCondition(shell, clause)).is === 'success'),
  );
  catchJumps(shell, ['break', 'continue'], before, placeOf(shell, body));
  return status;
}

/** `for ((i = 0; i < 3; i++))`. */
export function runArithmeticFor(shell: Shell, node: Extract<CommandNode, { type: 'ArithmeticFor' }>): Status {
  if (node.initialize !== undefined) evaluate(shell, node.initialize);
  const { update, test } = node;
  return runConditionRounds(shell, {
    body: node.body,
    because: `the command runs in rounds of \`${shownSource(shell.frame.code, node.pos, node.body.pos)}\``,
    isEndless: false,
    condition: () => {
      const result = test === undefined ? undefined : evaluate(shell, test);
      return result === undefined ? undefined : result !== 0;
    },
    afterRound: () => {
      if (update !== undefined) evaluate(shell, update);
    },
  });
}

interface ConditionLoop {
  readonly body: CompoundList;
  readonly because: string;
  readonly isEndless: boolean;
  /** Whether a next round begins; `undefined` for "perhaps". Reads the commands of the condition. */
  readonly condition: () => boolean | undefined;
  readonly afterRound?: () => void;
}

function runConditionRounds(shell: Shell, loop: ConditionLoop): Status {
  const { body, because, isEndless, condition } = loop;
  const before = shell.state;
  const at = placeOf(shell, body);
  for (let round = 0; round < limits.rounds && !isEndless; round += 1) {
    const goesOn = probe(shell, condition);
    if (goesOn === undefined) break;
    condition();
    if (goesOn && !hasLeft(shell)) {
      within(shell, { isLast: false }, () => runStatements(shell, body.commands));
      catchJumps(shell, ['continue'], before, at);
    }
    if (!goesOn || hasLeft(shell)) {
      catchJumps(shell, ['break', 'continue'], before, at);
      return success;
    }
    loop.afterRound?.();
  }
  const prepare = (): void => {
    loop.afterRound?.();
    condition();
  };
  const status = runUnknownRounds(shell, { body, because, isEndless, prepare });
  catchJumps(shell, ['break', 'continue'], before, at);
  return status;
}

const hasLeft = ({ state }: Shell): boolean => state.jump !== undefined;

/** Asks the condition without leaving a trace. */
function probe(shell: Shell, condition: () => boolean | undefined): boolean | undefined {
  const { state, found } = shell;
  const [commands, causes] = [found.commands.length, found.openTo.length];
  const answer = within(shell, { sink: undefined, files: [] }, condition);
  shell.state = state;
  found.commands.length = commands;
  found.openTo.length = causes;
  return answer;
}
