import { EmbeddedText } from '../../source/embedded-text.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { parseShell, type ShellSyntax } from '../../syntax/shell.ts';
import { joinTexts, knownString, literal, onceFor, showText, type Text, textKey } from '../../value/index.ts';
import { type Code, codeOf, codeOfText, isTooOpen } from '../code.ts';
import { fromCheckout } from '../paths.ts';
import { lookUp } from '../state/persistent-map.ts';
import { limits, openCommands, placeOf, type Shell, within } from '../state/shell.ts';
import { type ShellState, withExported } from '../state/shell-state.ts';
import { type Status, success } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';
import { runApart } from '../words/substitution.ts';
import { catchJumps } from './branches.ts';
import { exportedOnly } from './command-environment.ts';
import { programName } from './run-command.ts';
import type { Invocation } from './run-invocation.ts';
import { runStatements } from './run-statements.ts';

/** A script that a command runs: its source, its parameters, and where it runs. */
interface Called {
  readonly code: Code;
  readonly parameters: readonly Text[];
  /** `$0` of a shell of its own; `undefined` for what runs in this very shell. */
  readonly name?: Text;
  /** As it was named; absent for code of no file. */
  readonly file?: Text;
}

/**
 * How to read what `eval`, `source`, `sh -c`, `sh file` and `./file.sh` run. `undefined` for other programs, and for
 * scripts that lie out of sight; those leave a cause.
 */
export function followedScript(shell: Shell, invocation: Invocation): (() => Status | undefined) | undefined {
  const called = calledScript(shell, invocation);
  if (called === undefined) return undefined;
  return () =>
    called.name === undefined
      ? runCode(shell, invocation, called)
      : runApart(shell, () => runCode(shell, invocation, called) ?? success);
}

function calledScript(shell: Shell, invocation: Invocation): Called | undefined {
  const { words, isWrapped } = invocation;
  const name = programName(words[0]);
  if (!isWrapped && name === 'eval') return evaluated(shell, invocation);
  if (!isWrapped && (name === '.' || name === 'source')) return sourced(shell, invocation);
  if (shells.has(name)) return ofShell(shell, invocation);
  const path = words[0];
  const isPath = path !== undefined && showText(path).includes('/');
  return isPath ? fromFile(shell, invocation, { path, rest: words.slice(1) }) : undefined;
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

function evaluated(shell: Shell, { words, span, node }: Invocation): Called | undefined {
  const text = joinTexts(
    words.slice(1).flatMap((word) => [word, literal(' ', span)]),
    span,
  );
  const isClear = text.parts.some((part) => typeof part === 'string' && part.trim() !== '') && !isTooOpen(text);
  const { file } = shell.frame;
  const code = isClear ? (exactCode(shell, node, words[1]) ?? codeOfText(text)) : undefined;
  if (code !== undefined) return { code, parameters: [], ...(file && { file }) };
  const shown = showText(text).trim();
  // Prints assignments of its own variables and nothing else. Source: ssh-agent(1).
  if (shown !== '' && !/^(?:\$\(|`)ssh-agent\b/.test(shown))
    openCommands(shell, 'indirection', `\`eval ${shown}\` runs what it is given`, span);
  return undefined;
}

/** `sh -c code`, `sh file`, and `sh` that reads its input. */
function ofShell(shell: Shell, invocation: Invocation): Called | undefined {
  const { words, streams, span, node } = invocation;
  const [name = literal('sh', span)] = words;
  const index = words.findIndex((word, at) => at > 0 && !/^[-+]/.test(knownString(word) ?? 'x'));
  const options = words.slice(1, index === -1 ? undefined : index).map((word) => knownString(word) ?? '');
  const first = index === -1 ? undefined : words[index];
  const isCode = options.some((option) => /^-[a-z]*c$/.test(option));
  if (first === undefined || options.includes('-s')) {
    if (options.some((option) => option.startsWith('--')) || streams.stdin === undefined) return undefined;
    if (streams.stdin.isFollowed) return { code: codeOfText(streams.stdin.text), parameters: [], name };
    openCommands(shell, 'indirection', `\`${showText(name)}\` runs what it reads`, span);
    return undefined;
  }
  if (!isCode) return fromFile(shell, invocation, { path: first, rest: words.slice(index + 1) });
  const [own = name, ...parameters] = words.slice(index + 1);
  if (!first.parts.some((part) => typeof part === 'string')) {
    openCommands(shell, 'indirection', `\`${showText(first)}\` holds the commands`, span);
    return undefined;
  }
  return { code: exactCode(shell, node, first) ?? codeOfText(first), parameters, name: own };
}

/** A script file: one that the script wrote, or one of the repository. */
function fromFile(
  shell: Shell,
  { span }: Invocation,
  { path, rest }: { readonly path: Text; readonly rest: readonly Text[] },
): Called | undefined {
  const code = codeOfFile(shell, path);
  if (code !== undefined) return isForShell(code) ? { code, parameters: rest, name: path, file: path } : undefined;
  const shown = showText(path);
  const isUnseen = shell.input.readFile === undefined && /^[\w.]/.test(shown);
  if (isUnseen || /\.(?:sh|bash)$/.test(shown))
    openCommands(shell, 'indirection', `\`${showText(path)}\` was not read`, span);
  return undefined;
}

/** `.` and `source`: a file out of sight may set any variable that nobody else sets. */
function sourced(shell: Shell, { words, span }: Invocation): Called | undefined {
  const path = words[1];
  if (path === undefined) return undefined;
  const code = codeOfFile(shell, path);
  if (code !== undefined) return { code, parameters: words.slice(2), file: path };
  openCommands(shell, 'indirection', `\`${showText(path)}\` was not read`, span);
  const key = textKey(fromCheckout(shell.state.directory, path));
  shell.state = { ...shell.state, sourced: symbolOf('from', shell.state.sourced, key) };
  return undefined;
}

/** The source of a file that the script wrote, or of one of the repository; `undefined` if it is not there. */
export function codeOfFile(shell: Shell, written: Text): Code | undefined {
  const path = fromCheckout(shell.state.directory, written);
  const key = textKey(path);
  const file = lookUp(shell.state.files, key);
  if (file === undefined) shell.found.sought.add(key);
  if (file !== undefined) return isTooOpen(file.content) ? undefined : codeOfText(file.content);
  const known = knownString(path);
  const source = known === undefined ? undefined : shell.input.readFile?.(known);
  return source === undefined ? undefined : codeOfSource(source);
}

const codeOfSource = onceFor(
  (file: SourceFile): Code => ({ text: EmbeddedText.verbatim(file.whole), holes: new Map() }),
);

/** Whether the first line names a shell, or nothing at all. */
const isForShell = ({ text }: Code): boolean => {
  const first = /^#![^\n]*/.exec(text.text)?.[0];
  return first === undefined ? !text.text.slice(0, 200).includes('\0') : /\b(?:ba|da|a|k|z)?sh\b/.test(first);
};

/** The source of a quoted argument, with exact places, where it stands in the script just as it is. */
function exactCode(shell: Shell, { args }: Invocation['node'], text: Text | undefined): Code | undefined {
  const known = text === undefined ? undefined : knownString(text);
  if (text === undefined || known === undefined) return undefined;
  const word = args.find((argument) => argument.type === 'Word' && placeOf(shell, argument).start === text.span.start);
  const { text: source } = shell.frame.code;
  if (word === undefined || source.text.slice(word.pos + 1, word.end - 1) !== known) return undefined;
  return codeOf(source.slice(word.pos + 1, word.end - 1));
}

/** A file that many jobs run is parsed once. */
const syntaxOf = onceFor(({ text }: Code) => parseShell(text.text));

/** The statements of source that was put together; what is no shell opens the script. */
export function codeSyntax(shell: Shell, code: Code): ShellSyntax['statements'] {
  const { statements, errors } = syntaxOf(code);
  const [error] = errors;
  if (error !== undefined) openCommands(shell, 'syntax', error.message, code.text.spanOf(error.offset, error.offset));
  return statements;
}

function runCode(
  shell: Shell,
  { span, prefix, openTo }: Invocation,
  { code, parameters, name, file }: Called,
): Status | undefined {
  const { frame } = shell;
  const isHere = name === undefined;
  if (frame.calls >= limits.calls) {
    openCommands(shell, 'indirection', 'scripts call each other more deeply than is followed', span);
    return undefined;
  }
  const statements = codeSyntax(shell, code);
  const before = shell.state;
  const hasOwnParameters = !isHere || parameters.length > 0;
  const started = exportedOnly(shell, prefix, span);
  shell.state = isHere ? inFrontOf(before, prefix) : { ...started, stopsOnFailure: false };
  if (hasOwnParameters) shell.state = { ...shell.state, positional: { items: parameters, openTo } };
  const via = [...frame.via, span];
  const own = {
    code,
    name: name ?? frame.name,
    file,
    via,
    calls: frame.calls + 1,
    isLast: isHere ? frame.isLast : true,
  };
  const status = within(shell, own, () => runStatements(shell, statements));
  if (isHere) catchJumps(shell, ['return'], before, span);
  shell.state = { ...shell.state, positional: before.positional };
  return statements.length === 0 ? success : status;
}

/** `A=1 eval …` sets its variable for what it runs. */
const inFrontOf = (state: ShellState, prefix: Invocation['prefix']): ShellState =>
  [...prefix].reduce((next, [name, text]) => withExported(next, name, text), state);
