import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { type CommandExpansionPart, type ParsedScript, shellSyntaxOf, type WordPart } from '../../syntax/shell.ts';
import { type Hole, joinTexts, literal, type Text, textKey } from '../../value/index.ts';
import type { Code } from '../code.ts';
import { runStatements } from '../run/run-statements.ts';
import {
  freshHole,
  mayGoOn,
  openCommands,
  placeOf,
  type Shell,
  type Sink,
  type Stream,
  within,
} from '../state/shell.ts';
import type { ShellState } from '../state/shell-state.ts';
import type { Status } from '../state/status.ts';
import { derivedHole, symbolOf } from '../state/symbols.ts';
import { boundedText } from './fields.ts';

/** `$( … )`: reads its commands in a shell of their own and answers what they print, without the last line breaks. */
export function commandOutput(shell: Shell, part: CommandExpansionPart): Text {
  const at = placeOf(shell, part);
  if (part.script === undefined || !mayGoOn(shell, part)) {
    return freshHole(shell, part.text, `the output of \`${part.text}\` is not known`, at);
  }
  const { script } = part;
  const sink: Sink = { printed: [] };
  const path = shell.state.path;
  runApart(shell, () =>
    within(
      shell,
      { sink, files: [], code: codeOfScript(shell, script, at), depth: shell.frame.depth + 1, isLast: true },
      () => readScript(shell, script, at),
    ),
  );
  const { text } = streamOf(sink, path, at);
  return { ...withoutLastBreaks({ ...text, parts: text.parts.map((hole) => renamed(hole, part.text)) }), span: at };
}

/** `<( … )`: reads its commands; what flows through is not followed. */
export function runProcessSubstitution(shell: Shell, part: Extract<WordPart, { type: 'ProcessSubstitution' }>): void {
  const { script } = part;
  const at = placeOf(shell, part);
  if (script === undefined || !mayGoOn(shell, part)) return;
  const sink: Sink = { printed: [] };
  runApart(shell, () =>
    within(shell, { sink, files: [], depth: shell.frame.depth + 1, isTolerant: true }, () =>
      readScript(shell, script, at),
    ),
  );
}

/** Reads something in a process of its own: of what it changes only the files stay. */
export function runApart(shell: Shell, read: () => Status): Status {
  const before = shell.state;
  const ends = shell.found.ends.length;
  shell.state = { ...before, departed: [] };
  const status = read();
  // Who leaves a process of its own does not end the script.
  shell.found.ends.length = ends;
  shell.state = restored(before, shell.state);
  return status;
}

const restored = (before: ShellState, { files }: ShellState): ShellState => ({ ...before, files });

/** All that was printed, as one text; what was printed under conditions makes it one hole. */
export function streamOf({ printed }: Sink, path: string, at: Span): Stream {
  const texts = printed.map(({ stream }) => stream.text);
  const isFollowed = printed.every(({ stream }) => stream.isFollowed);
  if (printed.every((one) => one.path === path)) {
    return { text: boundedText(joinTexts(texts, at).parts, at), isFollowed };
  }
  const keys = printed.flatMap(({ stream, path: condition }) => [condition, textKey(stream.text)]);
  const hole = derivedHole(symbolOf('output', 'one of', ...keys), '$(…)', texts, at);
  return { text: joinTexts([hole, literal('\n', at)], at), isFollowed: false };
}

/** A text without the line breaks at its end, as a substitution gives it. */
export function withoutLastBreaks(text: Text): Text {
  const last = text.parts.at(-1);
  if (typeof last !== 'string') return text;
  const rest = last.replace(/\n+$/, '');
  if (rest === last) return text;
  const parts = text.parts.slice(0, -1);
  return rest === '' ? withoutLastBreaks({ ...text, parts }) : { ...text, parts: [...parts, rest] };
}

function readScript(shell: Shell, script: ParsedScript, at: Span): Status {
  const { statements, errors } = shellSyntaxOf(script);
  const [error] = errors;
  if (error !== undefined) openCommands(shell, 'syntax', error.message, at);
  return runStatements(shell, statements);
}

/** The source of backquotes is decoded, so its offsets are its own. */
function codeOfScript({ frame }: Shell, { source }: ParsedScript, at: Span): Code {
  return source === undefined ? frame.code : { text: EmbeddedText.opaque(source, at), holes: frame.code.holes };
}

/** An output is shown as the substitution that reads it. */
const renamed = (part: string | Hole, shown: string): string | Hole =>
  typeof part !== 'string' && part.symbol.startsWith('output') ? { ...part, shown } : part;
