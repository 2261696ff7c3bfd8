import type { FileWrite } from '../../model/index.ts';
import type { HereDoc, Redirection } from '../../syntax/shell.ts';
import { joinTexts, literal, type Text, textKey } from '../../value/index.ts';
import { textOfLiteral } from '../code.ts';
import { fromCheckout, isDevice } from '../paths.ts';
import { lookUp, withEntry } from '../state/persistent-map.ts';
import { freshHole, placeOf, type Shell, type Stream } from '../state/shell.ts';
import { expandParts, expandText } from '../words/expand-word.ts';
import { boundedText } from '../words/fields.ts';

/** What redirections make of a command's streams. */
export interface Streams {
  readonly stdin: Stream | undefined;
  /** Files that its output goes to; `undefined` if the output goes where it went before. */
  readonly outputs: readonly Output[] | undefined;
}

/** A file that output goes to, by its path from the checkout. */
export interface Output {
  readonly path: Text;
  readonly appends: boolean;
}

/** Reads redirections in order; the last one of a stream counts. */
export function readRedirections(shell: Shell, redirections: readonly Redirection[]): Streams {
  const stdin = inheritedInput(shell);
  if (redirections.length === 0 && stdin === undefined) return noStreams;
  let streams: Streams = { stdin, outputs: undefined };
  for (const redirection of redirections) streams = withRedirection(shell, streams, redirection);
  return streams;
}

/** What a command reads that redirects nothing. */
function inheritedInput(shell: Shell): Stream | undefined {
  const { stdin } = shell.frame;
  if (stdin === undefined || !shell.found.begun.has(stdin)) return stdin;
  const { span } = stdin.text;
  return { text: freshHole(shell, '$(cat)', '`read` has taken a part of the input', span), isFollowed: false };
}

const noStreams: Streams = { stdin: undefined, outputs: undefined };

function withRedirection(shell: Shell, streams: Streams, redirection: Redirection): Streams {
  const at = placeOf(shell, redirection);
  if (redirection.type === 'HereDoc') return { ...streams, stdin: followed(heredocText(shell, redirection)) };
  if (redirection.target === undefined) return streams;
  const target = expandText(shell, redirection.target);
  if (redirection.type === 'HereString') {
    return { ...streams, stdin: followed(joinTexts([target, literal('\n', at)], target.span)) };
  }
  const descriptor = redirection.descriptor?.type === 'FileDescriptor' ? redirection.descriptor.value : undefined;
  const path = fromCheckout(shell.state.directory, target);
  switch (redirection.operator) {
    case '<':
    case '<>':
      return { ...streams, stdin: fileStream(shell, path) };
    case '<&':
      return streams;
    case '>&':
      return descriptor === 2 ? streams : { ...streams, outputs: [] };
    default: {
      if (descriptor !== undefined && descriptor !== 1) return streams;
      const appends = redirection.operator.endsWith('>>');
      return { ...streams, outputs: isDevice(path, at) ? [] : [{ path, appends }] };
    }
  }
}

const followed = (text: Text): Stream => ({ text, isFollowed: true });

/** What is in a file: what the script wrote, otherwise a hole of its own. */
export function fileStream(shell: Shell, path: Text): Stream {
  const key = textKey(path);
  const written = lookUp(shell.state.files, key);
  if (written === undefined) shell.found.sought.add(key);
  if (written !== undefined) return followed({ ...written.content, span: path.span });
  if (isDevice(path, path.span)) return followed(literal('', path.span));
  const text = freshHole(shell, '$(…)', 'a file is read that the script did not write', path.span);
  return { text, isFollowed: false };
}

/** The body of a heredoc with the span of the body. */
function heredocText(shell: Shell, { body, delimiter, operator }: HereDoc): Text {
  const at = placeOf(shell, body);
  const strip = operator === '<<-';
  if (body.parts !== undefined && delimiter?.quoted !== true) {
    const text = expandParts(shell, body.parts, at);
    return strip ? withoutTabs(text) : text;
  }
  const raw = delimiter?.quoted === true ? body.text : body.text.replace(/\\([\\$`\n])/g, unescaped);
  const text = textOfLiteral(shell.frame.code, raw, at);
  return strip ? withoutTabs(text) : text;
}

const unescaped = (_: string, char: string): string => (char === '\n' ? '' : char);

/** `<<-` takes the tabs off the beginnings of lines. */
const withoutTabs = (text: Text): Text => ({
  ...text,
  parts: text.parts.map((part, index) =>
    typeof part === 'string' ? part.replace(/\n\t+/g, '\n').replace(index === 0 ? /^\t+/ : /(?!)/, '') : part,
  ),
});

/** Writes what a command prints into files; answers what it wrote. */
export function writeFiles(shell: Shell, outputs: readonly Output[], content: Text): readonly FileWrite[] {
  return outputs.map(({ path, appends }) => {
    const key = textKey(path);
    const before = appends ? lookUp(shell.state.files, key)?.content : undefined;
    const whole = before === undefined ? content : boundedText([...before.parts, ...content.parts], content.span);
    shell.state = { ...shell.state, files: withEntry(shell.state.files, key, { path, content: whole }) };
    return { path, content, appends };
  });
}
