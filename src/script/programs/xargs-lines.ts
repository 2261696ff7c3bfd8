import type { Span } from '../../source/source-file.ts';
import {
  type Cause,
  findInText,
  joinTexts,
  knownString,
  literal,
  showText,
  sliceText,
  type Text,
  textKey,
} from '../../value/index.ts';
import type { Invocation } from '../run/run-invocation.ts';
import { holeText, symbolOf } from '../state/symbols.ts';

/**
 * The words of `xargs -I{} program {}`, each line of the input in the place of its mark; `undefined` for a call that
 * adds what it reads behind the words. All lines are one round: the line if there is only one, otherwise some line.
 *
 * Source: xargs(1) of findutils: `-I`, `-i`, `--replace`.
 */
export function wordsPerLine({ words, streams, span }: Invocation, first: number): readonly Text[] | undefined {
  const mark = markOf(words.slice(1, first));
  if (mark === undefined) return undefined;
  const line = lineOf(streams.stdin?.text, span);
  return words.slice(first).map((word) => withLine(word, mark, line));
}

/** The last option counts. */
function markOf(options: readonly Text[]): string | undefined {
  let mark: string | undefined;
  for (const [index, option] of options.entries()) {
    const word = knownString(option) ?? '';
    const next = options[index + 1];
    if (word === '-I') mark = next && knownString(next);
    else if (word.startsWith('-I')) mark = word.slice(2);
    else if (word === '-i' || word === '--replace') mark = '{}';
    else if (word.startsWith('-i')) mark = word.slice(2);
    else if (word.startsWith('--replace=')) mark = word.slice('--replace='.length);
  }
  return mark === '' ? undefined : mark;
}

function lineOf(input: Text | undefined, at: Span): Text {
  const known = input && knownString(input)?.replace(/^\s+/, '').replace(/\n$/, '');
  // Quotes and backslashes mean something to xargs.
  if (known !== undefined && known !== '' && !/[\n"'\\]/.test(known)) return literal(known, at);
  const written = input === undefined ? '' : showText(input).trim();
  const shown = written === '' || written.includes('\n') ? 'a line' : written;
  const cause: Cause = { kind: 'command-substitution', because: `\`xargs\` reads \`${shown}\` line by line`, at };
  const symbol = symbolOf(`one word line`, input === undefined ? '' : textKey(input), at.file.path, `${at.start}`);
  return holeText({ symbol, shown, cause }, at);
}

function withLine(word: Text, mark: string, line: Text): Text {
  const at = findInText(word, mark);
  if (at === -1) return word;
  const rest = withLine(sliceText(word, at + mark.length), mark, line);
  return joinTexts([sliceText(word, 0, at), line, rest], word.span);
}
