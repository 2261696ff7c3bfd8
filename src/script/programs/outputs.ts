import type { Span } from '../../source/source-file.ts';
import { type Cause, joinTexts, knownString, literal, showText, type Text, textKey } from '../../value/index.ts';
import { jqOutput } from '../jq/jq.ts';
import { fromCheckout } from '../paths.ts';
import { fileStream } from '../run/redirections.ts';
import { programName } from '../run/run-command.ts';
import { freshHole, type Shell, type Stream } from '../state/shell.ts';
import { derivedHole, symbolOf } from '../state/symbols.ts';
import { workingDirectory } from '../state/variable-value.ts';
import { boundedText } from '../words/fields.ts';
import { archQuestion, machineHole } from '../words/machine-words.ts';
import { withoutLastBreaks } from '../words/substitution.ts';
import { baseName, directoryNames, realPath, topLevel } from './path-outputs.ts';
import { printf } from './printf.ts';
import { isRepeatable } from './programs.ts';
import { runSed } from './sed.ts';
import { cut, lines, translate } from './text-filters.ts';

/** A command whose output is asked for. */
export interface Printing {
  readonly words: readonly Text[];
  /** Why there may be more words, so that what it prints is not known. */
  readonly openTo: readonly Cause[];
  readonly stdin: Stream | undefined;
  readonly at: Span;
}

/** What a command prints: computed where that is simple, otherwise a hole. */
export function outputOf(shell: Shell, printing: Printing): Stream {
  const name = programName(printing.words[0]);
  if (printing.openTo.length > 0 && !silent.has(name)) return opaque(shell, printing);
  const followed = Object.hasOwn(printers, name) ? printers[name]?.(shell, printing) : undefined;
  if (followed !== undefined) return { text: boundedText(followed.parts, followed.span), isFollowed: true };
  if (silent.has(name)) return { text: literal('', printing.at), isFollowed: true };
  return asked(shell, printing) ?? opaque(shell, printing);
}

/** The architecture of the machine. */
function asked(shell: Shell, { words, at }: Printing): Stream | undefined {
  const question = archQuestion(words.map((word) => knownString(word) ?? '\0').join(' '));
  if (question === undefined) return undefined;
  return { text: line(machineHole(shell.input, question, at), at), isFollowed: true };
}

/** Programs that print nothing when all is well. */
const silent: ReadonlySet<string> = new Set(
  ': true false test [ cd export local declare readonly set unset shift mkdir cp mv rm rmdir touch chmod chown ln sleep exit return break continue wait trap'.split(
    ' ',
  ),
);

/** Output that is not followed: one hole, equal wherever the same command certainly prints the same. */
function opaque(shell: Shell, { words, openTo, stdin, at }: Printing): Stream {
  const shown = `$(${words.map(showText).join(' ')})`;
  if (openTo.length > 0 || !isRepeatable(shell, words)) {
    return { text: line(freshOutput(shell, shown, at), at), isFollowed: false };
  }
  const input = stdin === undefined ? '' : textKey(withoutLastBreaks(stdin.text));
  const symbol = symbolOf('output', ...words.map(textKey), input, textKey(shell.state.directory));
  const operands = stdin === undefined ? words : [stdin.text, ...words];
  return { text: line(derivedHole(symbol, shown, operands, at), at), isFollowed: false };
}

function freshOutput(shell: Shell, shown: string, at: Span): Text {
  const hole = freshHole(shell, 'output', `the output of \`${shown.slice(2, -1)}\` is not known`, at);
  return { ...hole, parts: hole.parts.map((part) => (typeof part === 'string' ? part : { ...part, shown })) };
}

const line = (text: Text, at: Span): Text => joinTexts([text, literal('\n', at)], at);

/** Programs whose output is computed; `undefined` where theirs is not known after all. */
const printers: Readonly<Record<string, (shell: Shell, printing: Printing) => Text | undefined>> = {
  echo: (_, { words, at }) => echo(words.slice(1), at),
  printf: (_, { words, at }) => printf(words.slice(1), at),
  pwd: (shell, { at }) => line(workingDirectory(shell, at), at),
  cat: (shell, printing) => concatenated(shell, printing),
  tee: (_, { stdin }) => stdin?.text,
  basename: (_, { words, at }) => baseName(words.slice(1), at),
  dirname: (_, { words, at }) => directoryNames(words.slice(1), at),
  realpath: (shell, { words, at }) => realPath(shell, words, at),
  readlink: (shell, { words, at }) => realPath(shell, words, at),
  git: (shell, { words, at }) => topLevel(shell, words, at),
  uname: ({ input }, { words, at }) =>
    input.machine.is === 'set' && input.machine.value.os === 'linux' && ['', '-s'].includes(argumentsOf(words))
      ? literal('Linux\n', at)
      : undefined,
  jq: (shell, { words, stdin, at }) =>
    jqOutput({ words: words.slice(1), stdin: stdin?.text, fileOf: (path) => writtenFile(shell, path), at }),
  xargs: (_, { words, stdin }) => (words.length === 1 ? oneLineOf(stdin?.text) : undefined),
  sed: (_, { words, stdin }) => runSed(words.slice(1), stdin?.text),
  tr: (_, { words, stdin }) => translate(words.slice(1), stdin?.text),
  cut: (_, { words, stdin }) => cut(words.slice(1), stdin?.text),
  head: (_, { words, stdin }) => lines(words.slice(1), stdin?.text, (all, count) => all.slice(0, count)),
  tail: (_, { words, stdin }) =>
    lines(words.slice(1), stdin?.text, (all, count) => all.slice(Math.max(0, all.length - count))),
};

const argumentsOf = (words: readonly Text[]): string =>
  words
    .slice(1)
    .map((word) => knownString(word) ?? '\0')
    .join(' ');

/** `echo`, as bash prints it; a backslash behind `-e` is left to the program. */
function echo(args: readonly Text[], at: Span): Text | undefined {
  const from = args.findIndex((word) => !/^-[neE]+$/.test(knownString(word) ?? ''));
  const options = args
    .slice(0, from === -1 ? undefined : from)
    .map((word) => knownString(word) ?? '')
    .join('');
  const words = from === -1 ? [] : args.slice(from);
  const text = joinTexts(
    words.flatMap((word, index) => (index === 0 ? [word] : [literal(' ', at), word])),
    at,
  );
  const hasEscapes = text.parts.some((part) => typeof part === 'string' && part.includes('\\'));
  if (options.includes('e') && hasEscapes) return undefined;
  return options.includes('n') ? text : line(text, at);
}

/** `cat`: its input, or files that the script wrote. */
function concatenated(shell: Shell, { words, stdin, at }: Printing): Text | undefined {
  const args = words.slice(1);
  if (args.length === 0) return stdin?.text;
  const streams = args.map((word) =>
    knownString(word) === '-' ? stdin : fileStream(shell, fromCheckout(shell.state.directory, word)),
  );
  const texts = streams.flatMap((stream) => (stream?.isFollowed === true ? [stream.text] : []));
  return texts.length === args.length ? joinTexts(texts, at) : undefined;
}

/** `xargs` without a program prints its input as one line. Quotes and backslashes mean something to it. */
function oneLineOf(input: Text | undefined): Text | undefined {
  const known = input && knownString(input);
  if (input === undefined || known === undefined || /["'\\]/.test(known) || known.length > 2_000) return undefined;
  return line(
    literal(
      known
        .split(/\s+/)
        .filter((word) => word !== '')
        .join(' '),
      input.span,
    ),
    input.span,
  );
}

/** What the script wrote into a file. */
function writtenFile(shell: Shell, path: Text): Text | undefined {
  const stream = fileStream(shell, fromCheckout(shell.state.directory, path));
  return stream.isFollowed ? stream.text : undefined;
}
