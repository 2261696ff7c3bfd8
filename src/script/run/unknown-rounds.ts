import type { Span } from '../../source/source-file.ts';
import type { CompoundList } from '../../syntax/shell.ts';
import {
  all,
  atomCount,
  type Cause,
  causesIn,
  isClosed,
  joinTexts,
  literal,
  open,
  sliceText,
  type Text,
  textKey,
  unknown,
} from '../../value/index.ts';
import { mergeStates } from '../state/merge-states.ts';
import { differingNames, lookUp, withEntry } from '../state/persistent-map.ts';
import { freshHole, freshSymbol, placeOf, type Shell, within } from '../state/shell.ts';
import { type ShellState, type ShellValue, withVariable } from '../state/shell-state.ts';
import { type Status, success } from '../state/status.ts';
import { keyOfList, symbolOf } from '../state/symbols.ts';
import { itemsOf, textOf, valueOf } from '../state/variable-value.ts';
import { growthOf } from '../state/word-lists.ts';
import { fieldsOf } from '../words/fields.ts';
import { moreWords } from '../words/file-names.ts';
import { catchJumps } from './branches.ts';
import { runStatements } from './run-statements.ts';

/** A loop of which nobody knows how often it runs. */
export interface UnknownRounds {
  readonly body: CompoundList;
  /** Completes "cannot tell, because …". */
  readonly because: string;
  /** What comes before each round: the variable of `for`, the condition of `while`. */
  readonly prepare: () => void;
  /** `while true`: it certainly runs once. */
  readonly isEndless?: boolean;
  /** One round for each file that a pattern names: it certainly runs once, if only for the pattern itself. */
  readonly isOfFiles?: boolean;
}

/** Reads the body once, for all rounds: what it changes is not known while it runs, nor afterwards. */
export function runUnknownRounds(shell: Shell, loop: UnknownRounds): Status {
  const at = placeOf(shell, loop.body);
  const before = shell.state;
  shell.state = withUnknownChanges(shell, loop);
  const entered = shell.state;
  loop.prepare();
  const cause: Cause = { kind: 'rules', because: loop.because, at };
  if (loop.isEndless !== true) {
    shell.state = {
      ...shell.state,
      runs: all([before.runs, unknown(cause)]),
      path: symbolOf(before.path, freshSymbol(shell, 'rounds', at)),
    };
  }
  const asked = shell.state;
  within(shell, { isLast: false }, () => runStatements(shell, loop.body.commands));
  catchJumps(shell, ['break', 'continue'], entered, at);
  const { runs, path } = before;
  const end = shell.state;
  const isCertain = loop.isEndless === true || loop.isOfFiles === true || end.jump !== undefined;
  const ends = isCertain ? [end.jump === undefined ? end : asked] : [asked, end];
  const isOver = loop.isEndless === true && end.jump !== undefined;
  shell.state = isOver ? end : { ...mergeStates(shell, ends, at), departed: end.departed, runs, path };
  return success;
}

/** The state in which any round may begin: whatever the body changes may have been changed before. */
function withUnknownChanges(shell: Shell, loop: UnknownRounds): ShellState {
  const before = shell.state;
  if (shell.frame.isTrial) return before;
  const at = placeOf(shell, loop.body);
  const after = trial(shell, loop);
  let state = before;
  for (const name of differingNames(before.variables, after.variables)) {
    const grown = grownValue(shell, name, { after, at, isOfFiles: loop.isOfFiles === true });
    const text = freshHole(shell, `$${name}`, `\`$${name}\` changes from round to round`, at);
    state = withVariable(state, name, grown ?? { is: 'text', text });
  }
  if (keyOfList(before.positional) !== keyOfList(after.positional)) {
    state = { ...state, positional: changedArguments(shell, after, at) };
  }
  for (const key of differingNames(before.files, after.files)) {
    const path = lookUp(after.files, key)?.path ?? literal('', at);
    const content = freshHole(shell, '…', 'a loop writes it', at);
    state = { ...state, files: withEntry(state.files, key, { path, content }) };
  }
  return state;
}

/** The arguments as they are before any round of which others may have gone before. */
function changedArguments(shell: Shell, after: ShellState, at: Span): ShellState['positional'] {
  const { positional } = shell.state;
  const growth = growthOf(positional, after.positional);
  if (growth === undefined) return open([], { kind: 'expression', because: '`$@` changes from round to round', at });
  const because = '`$@` grows in a loop of which it is not known how often it runs';
  return open(positional.items, ...positional.openTo, ...causesIn(moreWords(shell, '$@', { because, at, growth })));
}

/** What one round makes of the variables. */
interface Growth {
  readonly after: ShellState;
  readonly at: Span;
  readonly isOfFiles: boolean;
}

/**
 * A variable to whose end a round adds, as it is before any round of which others may have gone before: what it was, and
 * the words of the others. `undefined` for one that changes in other ways.
 */
function grownValue(shell: Shell, name: string, { after, at, isOfFiles }: Growth): ShellValue | undefined {
  const [before, now] = [valueOf(shell, name, at), lookUp(after.variables, name)];
  const because = isOfFiles
    ? `\`$${name}\` holds a word for each file that is there at run time`
    : `\`$${name}\` grows in a loop of which it is not known how often it runs`;
  if (now?.is === 'array') {
    const items = itemsOf(before);
    const growth = growthOf(items, now.items);
    const more = moreWords(shell, `$${name}`, { because, at, growth });
    return growth && { is: 'array', items: open(items.items, ...items.openTo, ...causesIn(more)) };
  }
  if (now?.is !== 'text') return undefined;
  const was = textOf(before, at);
  if (textKey(was) !== textKey(sliceText(now.text, 0, atomCount(was)))) return undefined;
  const tail = sliceText(now.text, atomCount(was));
  if (!isOfFiles && !/^\s/.test(literalHead(tail))) return undefined;
  const words = fieldsOf([{ is: 'split', text: tail }], ' \t\n', at);
  const growth = isClosed(words) ? words.items : 'any';
  return { is: 'text', text: joinTexts([was, moreWords(shell, `$${name}`, { because, at, growth })], at) };
}

const literalHead = ({ parts: [first] }: Text): string => (typeof first === 'string' ? first : '');

/** The state after one round that leaves no other trace. */
function trial(shell: Shell, { body, prepare }: UnknownRounds): ShellState {
  const { state, found } = shell;
  const [commands, causes] = [found.commands.length, found.openTo.length];
  within(shell, { sink: undefined, files: [], isLast: false, isTrial: true }, () => {
    prepare();
    runStatements(shell, body.commands);
  });
  catchJumps(shell, ['continue', 'break', 'return', 'exit'], state, placeOf(shell, body));
  const after = shell.state;
  shell.state = state;
  found.commands.length = commands;
  found.openTo.length = causes;
  return after;
}
