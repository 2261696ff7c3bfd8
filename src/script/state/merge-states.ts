import type { Span } from '../../source/source-file.ts';
import { type Cause, literal, type Text, type Truth, textKey, unknown } from '../../value/index.ts';
import { namesThatDiffer } from './differing-names.ts';
import { isExported } from './exported.ts';
import { mergeFunctions } from './merge-functions.ts';
import { allOrPerhaps } from './merge-set.ts';
import { lookUp, withEntry, withoutEntry } from './persistent-map.ts';
import type { Shell } from './shell.ts';
import type { ShellState, ShellValue, WrittenFile } from './shell-state.ts';
import { keyOfStatus, type Status } from './status.ts';
import { holeText, keyOfList, symbolOf } from './symbols.ts';
import { inheritedValue, itemsOf, textOf } from './variable-value.ts';
import { oneList } from './word-lists.ts';

/**
 * One state for several ways of which one was taken. A variable on which they disagree becomes one hole. Its symbol
 * is made of the conditions and the alternatives, wherever they are written, so that the same code read for two jobs, or
 * copied from one to the other, gives equal symbols exactly if everything it depends on is equal.
 */
export function mergeStates(shell: Shell, states: readonly ShellState[], at: Span): ShellState {
  const [first, ...others] = states;
  if (first === undefined) throw new Error('no state to go on from');
  if (others.length === 0) return first;
  return {
    ...first,
    variables: mergeVariables(shell, states, at),
    exported: mergeExports(shell, states, at),
    exportsAll: agreed(
      states.map(({ exportsAll }) => exportsAll),
      '`set -a` depends on what runs before',
      at,
    ),
    functions: mergeFunctions(states),
    positional: mergePositional(states, at),
    files: mergeFiles(states, first, at),
    directory: oneOf(states, { name: 'PWD', at, pick: ({ directory }) => directory }),
    formerDirectory: oneOf(states, { name: 'OLDPWD', at, pick: ({ formerDirectory }) => formerDirectory }),
    formerDirectories: others.every((other) => isPushedAlike(first, other)) ? first.formerDirectories : [],
    stopsOnFailure: states.every(({ stopsOnFailure }) => stopsOnFailure),
    locals: [...new Set(states.flatMap(({ locals }) => locals))],
    returned: mergeReturned(states),
    sourced: others.every(({ sourced }) => sourced === first.sourced)
      ? first.sourced
      : symbolOf(...states.map(({ path, sourced }) => symbolOf(path, sourced))),
  };
}

function mergeVariables(shell: Shell, states: readonly ShellState[], at: Span): ShellState['variables'] {
  let variables = states[0]?.variables;
  for (const name of namesThatDiffer(states, (state) => state.variables)) {
    const values = states.map((state) => lookUp(state.variables, name) ?? inheritedValue(shell, name, at));
    variables = withEntry(variables, name, oneValue(shell, states, values, { name, at }));
  }
  return variables;
}

/** A variable and the place where its values meet. */
interface Meeting {
  readonly name: string;
  readonly at: Span;
}

/** What a variable holds afterwards. */
function oneValue(
  shell: Shell,
  states: readonly ShellState[],
  values: readonly ShellValue[],
  { name, at }: Meeting,
): ShellValue {
  const texts = values.map((value) => textOf(value, at));
  if (values.some((value) => value.is === 'array')) {
    return { is: 'array', items: oneList(values.map(itemsOf), `\`$${name}\` is one of several lists`, at) };
  }
  const index = new Map(states.map((state, position) => [state, texts[position] ?? literal('', at)]));
  const pick = (state: ShellState): Text => index.get(state) ?? literal('', at);
  const text = oneOf(states, { name, at, pick });
  return allOrPerhaps(shell, states, values, { name, at, text });
}

function mergeExports(shell: Shell, states: readonly ShellState[], at: Span): ShellState['exported'] {
  let exported = states[0]?.exported;
  for (const name of namesThatDiffer(states, (state) => state.exported)) {
    const ways = states.map((state) => isExported(shell.input, state, name));
    exported = withEntry(
      exported,
      name,
      agreed(ways, `whether \`${name}\` is exported depends on what runs before`, at),
    );
  }
  return exported;
}

/** What all ways have in common. */
function agreed(truths: readonly Truth[], because: string, at: Span): Truth {
  const [first, ...others] = truths;
  if (first !== undefined && others.every(({ is }) => is === first.is)) return first;
  return unknown({ kind: 'expression', because, at });
}

/** Where the ways do not agree, `popd` leads nobody knows where. */
const isPushedAlike = (one: ShellState, other: ShellState): boolean =>
  symbolOf(...one.formerDirectories.map(textKey)) === symbolOf(...other.formerDirectories.map(textKey));

function mergePositional(states: readonly ShellState[], at: Span): ShellState['positional'] {
  const lists = states.map(({ positional }) => positional);
  const [first, ...others] = lists;
  if (first !== undefined && others.every((other) => keyOfList(other) === keyOfList(first))) return first;
  return oneList(lists, '`$@` is one of several lists', at);
}

function mergeFiles(states: readonly ShellState[], first: ShellState, at: Span): ShellState['files'] {
  let { files } = first;
  for (const key of namesThatDiffer(states, (state) => state.files)) {
    const written = states.map((state) => lookUp(state.files, key));
    const some = written.find((file): file is WrittenFile => file !== undefined);
    if (some === undefined) files = withoutEntry(files, key);
    else {
      const pick = (state: ShellState): Text => lookUp(state.files, key)?.content ?? literal('', at);
      files = withEntry(files, key, { path: some.path, content: oneOf(states, { name: key, at, pick }) });
    }
  }
  return files;
}

function mergeReturned(states: readonly ShellState[]): Status | undefined {
  const [first, ...others] = states.map(({ returned }) => returned);
  if (others.every((other) => describe(other) === describe(first))) return first;
  return {
    is: 'undecided',
    key: symbolOf('returned', ...states.map(({ path, returned }) => symbolOf(path, describe(returned)))),
  };
}

/** One string for a status. */
const describe = (status: Status | undefined): string =>
  status === undefined ? '' : `${status.is} ${keyOfStatus(status)}`;

function oneOf(
  states: readonly ShellState[],
  { name, at, pick }: Meeting & { readonly pick: (state: ShellState) => Text },
): Text {
  const texts = states.map(pick);
  const [first] = texts;
  const keys = texts.map(textKey);
  if (first === undefined || keys.every((key) => key === keys[0])) return first ?? literal('', at);
  const symbol = symbolOf('one of', ...states.flatMap(({ path }, index) => [path, keys[index] ?? '']));
  return holeText({ symbol, shown: `$${name}`, cause: undecided(name, at) }, at);
}

const undecided = (name: string, at: Span): Cause => ({
  kind: 'rules',
  because: `the value of \`$${name}\` depends on a condition`,
  at,
});
