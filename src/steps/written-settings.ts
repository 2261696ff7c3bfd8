import type { ShellCommand } from '../model/index.ts';
import {
  all,
  type Cause,
  causesIn,
  findInText,
  joinTexts,
  knownString,
  literal,
  sliceText,
  splitText,
  type Text,
  type Truth,
  textKey,
} from '../value/index.ts';

/** A name and its value as a script hands them to the runner. */
export interface Setting {
  readonly name: string;
  readonly value: Text;
  /** Whether it does, as far as the script runs. */
  readonly runs: Truth;
}

/** What was read of a file that the runner reads after a step. */
export interface Settings {
  readonly settings: readonly Setting[];
  /** Lines of which not even the name is known. */
  readonly unread: readonly Cause[];
}

/**
 * What the commands of a step write into one of the runner's files (`$GITHUB_OUTPUT`, `$GITHUB_ENV`): lines
 * `NAME=value`, and `NAME<<DELIMITER` with the lines of the value up to the delimiter.
 *
 * Source: docs.github.com/actions/reference/workflow-commands-for-github-actions (environment files, multiline strings).
 */
export const settingsIn = (commands: readonly ShellCommand[], file: Text): Settings =>
  readLines(linesWritten(commands, textKey(file)));

interface Line {
  readonly text: Text;
  readonly runs: Truth;
}

function linesWritten(commands: readonly ShellCommand[], file: string): readonly Line[] {
  const lines: Line[] = [];
  let begun: Line | undefined;
  for (const { writes, runs } of commands) {
    for (const { path, content, appends } of writes) {
      if (textKey(path) !== file) continue;
      if (!appends && runs.is === 'yes') lines.length = 0;
      for (const [index, text] of splitText(content, '\n').entries()) {
        if (index > 0 && begun !== undefined) lines.push(begun);
        const before: Line | undefined = index > 0 ? undefined : begun;
        begun = before === undefined ? { text, runs } : joined(before, { text, runs });
      }
      if (begun?.text.parts.length === 0) begun = undefined;
    }
  }
  return begun === undefined ? lines : [...lines, begun];
}

const joined = (one: Line, other: Line): Line => ({
  text: joinTexts([one.text, other.text], other.text.span),
  runs: all([one.runs, other.runs]),
});

function readLines(lines: readonly Line[]): Settings {
  const settings: Setting[] = [];
  const unread: Cause[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || line.text.parts.length === 0) continue;
    const head = headOf(line.text);
    if (head === undefined) for (const cause of causesIn(line.text)) unread.push(cause);
    else if (head.delimiter === undefined) settings.push({ name: head.name, value: head.value, runs: line.runs });
    else {
      const end = endOf(lines, at + 1, head.delimiter);
      const body = lines.slice(at + 1, end);
      settings.push({ name: head.name, ...bodyOf(body, line) });
      at = end;
    }
  }
  return { settings, unread };
}

interface Head {
  readonly name: string;
  readonly value: Text;
  /** One key for the line that ends the value; absent: the value is on the line. */
  readonly delimiter?: string;
}

/** The name in front of `=` or `<<`, whichever comes first; `undefined` if it is not known. */
function headOf(line: Text): Head | undefined {
  const [equals, heredoc] = [findInText(line, '='), findInText(line, '<<')];
  const isHeredoc = heredoc !== -1 && (equals === -1 || heredoc < equals);
  const end = isHeredoc ? heredoc : equals;
  const name = end === -1 ? undefined : knownString(sliceText(line, 0, end))?.trim();
  if (name === undefined || name === '') return undefined;
  const value = sliceText(line, end + (isHeredoc ? 2 : 1));
  return isHeredoc ? { name, value, delimiter: keyOfLine(value) } : { name, value };
}

function endOf(lines: readonly Line[], from: number, delimiter: string): number {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line !== undefined && keyOfLine(line.text) === delimiter) return at;
  }
  return lines.length;
}

const keyOfLine = (text: Text): string => textKey(text).replace(/\r$/, '');

function bodyOf(body: readonly Line[], head: Line): Pick<Setting, 'value' | 'runs'> {
  const at = body[0]?.text.span ?? head.text.span;
  const texts = body.flatMap(({ text }, index) => (index === 0 ? [text] : [literal('\n', at), text]));
  return { value: joinTexts(texts, at), runs: all([head.runs, ...body.map(({ runs }) => runs)]) };
}
