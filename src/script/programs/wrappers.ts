import { knownString, type Text } from '../../value/index.ts';
import { splitAssignment } from '../run/assignment.ts';
import { programName } from '../run/run-command.ts';
import type { Invocation } from '../run/run-invocation.ts';
import { wordsPerLine } from './xargs-lines.ts';

/** How a program that starts another one writes its own arguments. */
interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valued: readonly string[];
  /** Words between its options and the program: the duration of `timeout`. */
  readonly operands?: number;
  /** `NAME=value` in front of the program sets its environment. */
  readonly assigns?: boolean;
  /** The program stays in this shell, so that functions and builtins are within reach. */
  readonly isShell?: boolean;
  /** With one of these options it starts nothing. */
  readonly asks?: readonly string[];
  /** It adds arguments of its own to the program's. */
  readonly adds?: string;
}

/**
 * Programs that start the program their arguments name.
 * Source: the manuals of sudo, coreutils, util-linux, findutils, bash; doas(1), tini, gosu, su-exec.
 */
const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valued: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-U', '-D', '-R', '-T'],
    assigns: true,
    asks: ['-l', '-v', '-k'],
  },
  doas: { valued: ['-u', '-C'] },
  env: { valued: ['-u', '--unset', '-C', '--chdir'], assigns: true, asks: ['-S'] },
  time: { valued: ['-f', '-o'] },
  exec: { valued: ['-a'] },
  command: { valued: [], isShell: true, asks: ['-v', '-V'] },
  builtin: { valued: [], isShell: true },
  nohup: { valued: [] },
  setsid: { valued: [] },
  timeout: { valued: ['-s', '--signal', '-k', '--kill-after'], operands: 1 },
  nice: { valued: ['-n', '--adjustment'] },
  ionice: { valued: ['-c', '-n', '-p'] },
  stdbuf: { valued: ['-i', '-o', '-e'] },
  chronic: { valued: [] },
  tini: { valued: ['-p'] },
  'dumb-init': { valued: [] },
  gosu: { valued: [], operands: 1 },
  'su-exec': { valued: [], operands: 1 },
  xargs: {
    valued: ['-n', '-I', '-P', '-L', '-d', '-a', '-E', '-s', '--max-args', '--max-procs', '--delimiter', '--arg-file'],
    adds: 'xargs',
  },
  busybox: { valued: [] },
};

/** The command that a wrapping program starts; `undefined` if the program wraps nothing. */
export function peel(invocation: Invocation): Invocation | undefined {
  const name = programName(invocation.words[0]);
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (wrapper === undefined) return undefined;
  const start = skipOptions(invocation.words, wrapper);
  if (start === undefined) return undefined;
  const prefix = new Map(invocation.prefix);
  let first = start + (wrapper.operands ?? 0);
  while (wrapper.assigns === true) {
    const word = invocation.words[first];
    const assignment = word === undefined ? undefined : splitAssignment(word);
    if (assignment === undefined) break;
    prefix.set(assignment.name, assignment.value);
    first += 1;
  }
  const perLine = wrapper.adds === undefined ? undefined : wordsPerLine(invocation, first);
  const words = perLine ?? invocation.words.slice(first);
  if (words.length === 0) return undefined;
  const isWrapped = invocation.isWrapped || wrapper.isShell !== true;
  const more = perLine === undefined ? added(invocation, wrapper) : [];
  return { ...invocation, words, prefix, isWrapped, openTo: [...invocation.openTo, ...more] };
}

/** Index of the first word that is no option; `undefined` if an option says that nothing is started. */
function skipOptions(words: readonly Text[], { valued, asks }: Wrapper): number | undefined {
  let index = 1;
  for (;;) {
    const word = words[index];
    const known = word === undefined ? undefined : knownString(word);
    if (known === '--') return index + 1;
    if (known === undefined || !known.startsWith('-') || known === '-') return index;
    if (asks?.includes(known) === true) return undefined;
    index += valued.includes(known) ? 2 : 1;
  }
}

const added = ({ span }: Invocation, { adds }: Wrapper): Invocation['openTo'] =>
  adds === undefined
    ? []
    : [{ kind: 'command-substitution', because: `\`${adds}\` adds arguments that it reads`, at: span }];
