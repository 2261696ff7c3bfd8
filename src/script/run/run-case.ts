import type { Case, Word } from '../../syntax/shell.ts';
import { any, known, knownString, sameText, type Text, type Truth, textKey, unknown } from '../../value/index.ts';
import { noteCase } from '../state/choices.ts';
import { mayGoOn, openCommands, placeOf, type Shell, within } from '../state/shell.ts';
import { type Status, success } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';
import { expandPattern, expandText } from '../words/expand-word.ts';
import { matchesPattern } from '../words/pattern.ts';
import { type Branch, runBranches } from './branches.ts';
import { runStatements } from './run-statements.ts';

/** `case`: the first item that certainly matches, and all that may match before it. */
export function runCase(shell: Shell, node: Case): Status {
  const word = expandText(shell, node.word);
  noteCase(shell, node, word);
  return runItems(shell, node, word);
}

/** The items of a `case`, or those that are asked behind one that ends with `;;&`. */
function runItems(shell: Shell, node: Case, word: Text): Status {
  const branches: Branch[] = [];
  for (const [index, item] of node.items.entries()) {
    const holds = any(item.pattern.map((pattern) => matches(shell, word, pattern)));
    if (holds.is === 'no') continue;
    const asked: Asked = { node, index, word };
    if (holds.is === 'yes') {
      return runAny(shell, node, [...branches, { ...branchOf(shell, asked), run: () => runMatching(shell, asked) }]);
    }
    if (item.terminator === ';;&') {
      return runAny(shell, node, [...branches, { ...noneOf(asked, branches), run: () => runPerhaps(shell, asked) }]);
    }
    branches.push(branchOf(shell, asked));
  }
  return runAny(shell, node, [...branches, noneOf({ node, word }, branches)]);
}

/** An item that is asked whether it matches. */
interface Asked {
  readonly node: Case;
  readonly index: number;
  readonly word: Text;
}

function branchOf(shell: Shell, { node, index, word }: Asked): Branch {
  const pattern = node.items[index]?.pattern ?? [];
  return {
    because: `the command runs only if \`${node.word.text}\` matches \`${pattern.map(({ text }) => text).join('|')}\``,
    key: symbolOf(
      'case',
      textKey(word),
      `${index}`,
      ...pattern.map((one) => symbolOf(one.text, textKey(expandText(shell, one)))),
    ),
    run: () => runBodies(shell, fallen(node, index), false),
  };
}

const noneOf = ({ node, word }: Omit<Asked, 'index'>, branches: readonly Branch[]): Branch => ({
  because: `the command runs only if \`${node.word.text}\` matches nothing`,
  key: symbolOf('case', textKey(word), 'none', ...branches.map(({ key }) => key)),
  run: () => success,
});

function runAny(shell: Shell, node: Case, branches: readonly Branch[]): Status {
  const [only, ...others] = branches;
  if (only === undefined) return success;
  return others.length === 0 ? only.run() : runBranches(shell, branches, placeOf(shell, node));
}

/** An item, and those into which it falls by `;&`. */
function fallen({ items }: Case, index: number): Case['items'] {
  const end = items.findIndex(({ terminator }, at) => at >= index && terminator !== ';&');
  return items.slice(index, end === -1 ? undefined : end + 1);
}

/** Bodies one after the other. That others are asked behind them, if that is so, is known where `isFollowed`. */
function runBodies(shell: Shell, items: Case['items'], isFollowed: boolean): Status {
  const last = items.at(-1);
  const status = runStatements(
    shell,
    items.flatMap(({ body }) => body.commands),
  );
  if (!isFollowed && last?.terminator === ';;&') {
    openCommands(shell, 'rules', 'what runs behind `;;&` is not followed here', placeOf(shell, last));
  }
  return status;
}

/** An item that certainly matches; behind `;;&` the others are asked, too. */
function runMatching(shell: Shell, { node, index, word }: Asked): Status {
  const items = fallen(node, index);
  const status = runBodies(shell, items, true);
  return items.at(-1)?.terminator === ';;&'
    ? askOthers(shell, { node, index: index + items.length, word }, status)
    : status;
}

/** An item that ends with `;;&`, so that the others are asked whether it matches or not. */
function runPerhaps(shell: Shell, asked: Asked): Status {
  const { node, index, word } = asked;
  const taken: Branch = { ...branchOf(shell, asked), run: () => runBodies(shell, fallen(node, index), true) };
  const status = runBranches(shell, [taken, noneOf(asked, [taken])], placeOf(shell, node));
  return askOthers(shell, { node, index: index + 1, word }, status);
}

/** The items from an index on. `status`: that of the bodies before them. */
function askOthers(shell: Shell, { node, index, word }: Asked, status: Status): Status {
  const items = node.items.slice(index);
  if (items.length === 0 || !mayGoOn(shell, node)) return status;
  return within(shell, { depth: shell.frame.depth + 1 }, () => runItems(shell, { ...node, items }, word));
}

function matches(shell: Shell, word: Text, pattern: Word): Truth {
  if (pattern.text === '*') return known(true);
  const expanded = expandPattern(shell, pattern);
  const value = knownString(word);
  const answer = expanded === undefined || value === undefined ? undefined : matchesPattern(value, expanded);
  if (answer !== undefined) return known(answer);
  if (expanded !== undefined && !/[*?[\\]/.test(expanded)) return sameText(word, expandText(shell, pattern));
  return unknown({ kind: 'rules', because: `\`${pattern.text}\` may match`, at: placeOf(shell, pattern) });
}
