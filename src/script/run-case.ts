import type { Case, Word } from '../syntax/shell.ts';
import { any, known, knownString, sameText, type Text, type Truth, textKey, unknown } from '../value/index.ts';
import { type Branch, runBranches } from './branches.ts';
import { noteCase } from './choices.ts';
import { expandPattern, expandText } from './expand-word.ts';
import { matchesPattern } from './pattern.ts';
import { runStatements } from './run-statements.ts';
import { placeOf, type Shell } from './shell.ts';
import { type Status, success } from './status.ts';
import { symbolOf } from './symbols.ts';

/** `case`: the first item that certainly matches, and all that may match before it. */
export function runCase(shell: Shell, node: Case): Status {
  const word = expandText(shell, node.word);
  noteCase(shell, node, word);
  return runItems(shell, node, word);
}

function runItems(shell: Shell, node: Case, word: Text): Status {
  const branches: Branch[] = [];
  for (const [index, item] of node.items.entries()) {
    const holds = any(item.pattern.map((pattern) => matches(shell, word, pattern)));
    if (holds.is === 'no') continue;
    const patterns = item.pattern.map(({ text }) => text).join('|');
    branches.push({
      because: `the command runs only if \`${node.word.text}\` matches \`${patterns}\``,
      key: symbolOf(
        'case',
        textKey(word),
        `${index}`,
        ...item.pattern.map((pattern) => textKey(expandText(shell, pattern))),
      ),
      run: () => runItem(shell, { ...node, items: node.items.slice(index) }, word),
    });
    if (holds.is === 'yes') return runAny(shell, node, branches);
  }
  const none: Branch = {
    because: `the command runs only if \`${node.word.text}\` matches nothing`,
    key: symbolOf('case', textKey(word), 'none', ...branches.map(({ key }) => key)),
    run: () => success,
  };
  return runAny(shell, node, [...branches, none]);
}

function runAny(shell: Shell, node: Case, branches: readonly Branch[]): Status {
  const [only, ...others] = branches;
  if (only === undefined) return success;
  return others.length === 0 ? only.run() : runBranches(shell, branches, placeOf(shell, node));
}

/** The first item, and those into which it falls by `;&`; behind `;;&` the others are asked, too. */
function runItem(shell: Shell, node: Case, word: Text): Status {
  const { items } = node;
  const end = items.findIndex(({ terminator }) => terminator !== ';&');
  const count = end === -1 ? items.length : end + 1;
  const status = runStatements(
    shell,
    items.slice(0, count).flatMap(({ body }) => body.commands),
  );
  const others = items[end]?.terminator === ';;&' && shell.state.jump === undefined ? items.slice(count) : [];
  return others.length === 0 ? status : runItems(shell, { ...node, items: others }, word);
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
