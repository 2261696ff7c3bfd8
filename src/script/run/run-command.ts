import type { Assignment, Command, Word } from '../../syntax/shell.ts';
import { type Cause, closed, joinTexts, knownString, literal, type OpenList, type Text } from '../../value/index.ts';
import { freshSymbol, placeOf, type Shell } from '../state/shell.ts';
import { type Status, success } from '../state/status.ts';
import { textOf } from '../state/variable-value.ts';
import { expandFields, expandText, plainWord } from '../words/expand-word.ts';
import { assign, assignedValue } from './assignment.ts';
import { readRedirections, writeFiles } from './redirections.ts';
import { type Invocation, runInvocation } from './run-invocation.ts';

/** A simple command: assignments, words and redirections. */
export function runCommand(shell: Shell, node: Command): Status {
  const { name } = node;
  if (name === undefined) return runAssignments(shell, node, assignmentsOf(node));
  const span = placeOf(shell, node);
  const before = shell.found.commands.length;
  const prefix = prefixOf(shell, node);
  const words = wordsOf(shell, name, node);
  if (shell.state.jump !== undefined) return success;
  const streams = readRedirections(shell, node.redirects);
  if (words.items.length === 0) {
    return shell.found.commands.length > before ? believed(shell, node) : success;
  }
  const invocation: Invocation = {
    words: words.items,
    openTo: words.openTo,
    prefix,
    streams,
    span,
    node,
    isWrapped: false,
  };
  return runInvocation(shell, invocation);
}

const assignmentsOf = ({ prefix }: Command): readonly Assignment[] =>
  prefix.filter((part) => part.type === 'Assignment');

/** Most commands have no assignments in front of them. */
const noPrefix: Invocation['prefix'] = new Map();

function prefixOf(shell: Shell, node: Command): Invocation['prefix'] {
  if (node.prefix.length === 0) return noPrefix;
  return new Map(assignmentsOf(node).map((one) => [one.name, textOf(assignedValue(shell, one), placeOf(shell, one))]));
}

/** The program and its arguments, expanded in order. */
function wordsOf(shell: Shell, name: Word, { args }: Command): OpenList<Text> {
  const items: Text[] = [];
  const openTo: Cause[] = [];
  const take = (words: OpenList<Text>): void => {
    for (const word of words.items) items.push(word);
    for (const cause of words.openTo) openTo.push(cause);
  };
  const takePlain = (word: Word): boolean => {
    const plain = plainWord(shell, word);
    if (plain !== undefined) items.push(plain);
    return plain !== undefined;
  };
  if (!takePlain(name)) take(expandFields(shell, name));
  for (const argument of args) {
    if (argument.type !== 'Word' || !takePlain(argument)) take(argumentWords(shell, argument));
  }
  return { items, openTo };
}

/** A command of assignments and redirections only: it ends as the last substitution in it does. */
function runAssignments(shell: Shell, node: Command, assignments: readonly Assignment[]): Status {
  const before = shell.found.commands.length;
  for (const assignment of assignments) assign(shell, assignment.name, assignedValue(shell, assignment));
  const { stdin, outputs } = readRedirections(shell, node.redirects);
  if (outputs !== undefined) writeFiles(shell, outputs, literal('', placeOf(shell, node)));
  // `$(< file)` prints the file.
  const reads = node.redirects.some((redirect) => redirect.type === 'Redirect' && redirect.operator === '<');
  if (reads && stdin !== undefined) shell.frame.sink?.printed.push({ stream: stdin, path: shell.state.path });
  return shell.found.commands.length > before ? believed(shell, node) : success;
}

const believed = (shell: Shell, node: Command): Status => ({
  is: 'assumed',
  key: freshSymbol(shell, 'status', placeOf(shell, node)),
});

/** The words of an argument; `A=$B` behind `export` and its kin is one word whatever the value. */
function argumentWords(shell: Shell, argument: Word | Assignment): OpenList<Text> {
  if (argument.type === 'Word') return expandFields(shell, argument);
  const at = placeOf(shell, argument);
  const operator = argument.append === true ? '+=' : '=';
  if (argument.value.type === 'ArrayValue') return closed([literal(`${argument.name}${operator}`, at)]);
  return closed([joinTexts([literal(`${argument.name}${operator}`, at), expandText(shell, argument.value)], at)]);
}

/** The word as the program it names, without folders: `/usr/bin/env` is `env`. */
export function programName(text: Text | undefined): string {
  const known = text === undefined ? undefined : knownString(text);
  return known?.includes('/') === true ? known.replace(/^.*\/(?=[^/]+$)/, '') : (known ?? '');
}
