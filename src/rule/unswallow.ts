import type { SwallowedWords } from '../model/command/swallowed-words.ts';
import type { Span } from '../source/source-file.ts';
import { type Fix, type Patch, replaceBy } from './fix.ts';

/** Gives a command the words back that it loses, where the text shows how; comments move in front of the command. */
export function unswallow({ by, at, lost, item }: Omit<SwallowedWords, 'isMeant'>): Fix | undefined {
  switch (by) {
    case 'blank-behind-backslash':
      return withoutBlanks(at, lost);
    case 'folded-comment':
      return commentsAbove(item);
    case 'comment-line':
      return commentsInFront(at);
    case 'folded-backslash':
      return withoutBackslashes(at, item);
  }
}

function withoutBlanks(at: Span, lost: Span): Fix | undefined {
  const between = at.file.text.slice(at.start, lost.start);
  const blanks = /\\([ \t]+)\r?\n\s*$/.exec(between);
  if (blanks === null) return undefined;
  const start = at.start + blanks.index + 1;
  const place = at.file.span(start, start + (blanks[1] ?? '').length);
  return { title: 'Drop the blanks behind the backslash', safety: 'safe', patches: [replaceBy(place, '')] };
}

/** A line of a text with its comment, by offsets in the file. */
interface Line {
  /** Of what is not blank. */
  readonly start: number;
  /** Without the line break and blanks before it. */
  readonly end: number;
  /** Where a comment begins that no quotes hold. */
  readonly comment: number | undefined;
}

/** The lines of a folded block behind its header; `undefined` where quotes stay open. */
function linesOf({ file, start, end }: Span): readonly Line[] | undefined {
  const source = file.text.slice(start, end);
  if (!/^>[-+0-9]*[ \t]*\r?\n/.test(source)) return undefined;
  const lines: Line[] = [];
  let quote = '';
  let offset = source.indexOf('\n') + 1;
  for (const text of source.slice(offset).split('\n')) {
    let comment: number | undefined;
    for (let index = 0; index < text.length && comment === undefined; index += 1) {
      const char = text.charAt(index);
      if (quote !== '') quote = char === quote ? '' : quote;
      else if (char === '"' || char === "'") quote = char;
      else if (char === '#' && /^$|\s/.test(text.charAt(index - 1))) comment = index;
    }
    const from = start + offset;
    const lead = text.length - text.trimStart().length;
    lines.push({ start: from + lead, end: from + text.trimEnd().length, comment: comment && from + comment });
    offset += text.length + 1;
  }
  return quote === '' && !source.includes('\\"') ? lines.filter((line) => line.end > line.start) : undefined;
}

/** Comments of a folded block as comments of YAML above the item; the last line keeps its own, which swallows nothing. */
function commentsAbove(item: Span): Fix | undefined {
  const { file } = item;
  const lines = linesOf(item) ?? [];
  const patches = lines.slice(0, -1).flatMap(({ start, end, comment }, index): readonly Patch[] => {
    if (comment === undefined) return [];
    const isWhole = comment === start;
    const before = isWhole ? start : start + file.text.slice(start, comment).trimEnd().length;
    const text = file.text.slice(comment, end).replace(/^#+\s*/, '');
    return [
      replaceBy(file.span(before, isWhole ? (lines[index + 1]?.start ?? end) : end), ''),
      { op: 'add-comment', above: file.span(item.start, item.end), text },
    ];
  });
  if (patches.length === 0) return undefined;
  const what = patches.length > 2 ? 'comments' : 'comment';
  return { title: `Move the ${what} above the item`, safety: 'safe', patches };
}

/** Whether a line goes on in the next one. */
const goesOn = (line: string): boolean => /(?:^|[^\\])(?:\\\\)*\\$/.test(line.trimEnd());

const isComment = (line: string): boolean => line.trimStart().startsWith('#');

/** Comment lines in a command of a literal block as lines in front of it. */
function commentsInFront({ file, start }: Span): Fix | undefined {
  const line = (number: number): string =>
    file.text.slice(file.lineStart(number), file.lineStart(number + 1)).replace(/\r?\n$/, '');
  const at = file.positionAt(start).line;
  const most = 100;
  let first = at;
  while (first > 1 && at - first < most && goesOn(line(first - 1))) first -= 1;
  let last = at;
  while (last - at < most && (isComment(line(last)) || goesOn(line(last)))) last += 1;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => line(first + index));
  const [top = ''] = lines;
  const lead = top.length - top.trimStart().length;
  const rest = lines.filter((text) => !isComment(text));
  if (isComment(top) || lines.some((text) => text.trim() === '' || text.slice(0, lead).trim() !== '')) return undefined;
  const comments = lines.filter(isComment).map((text) => text.trim());
  const text = [...comments, ...rest.map((one) => one.slice(lead))].join('\n');
  const place = file.span(file.lineStart(first) + lead, file.lineStart(last) + line(last).length);
  return { title: 'Move the comment in front of the command', safety: 'safe', patches: [replaceBy(place, text)] };
}

/** Joined lines without the backslashes at their ends, where no quotes are open. */
function withoutBackslashes(at: Span, { file, start, end }: Span): Fix | undefined {
  const source = file.text.slice(start, end);
  const found = [...source.matchAll(/[ \t]*\\[ \t]*(?=\r?\n)/g)];
  const isOpen = (quote: string, to: number): boolean => source.slice(0, to).split(quote).length % 2 === 0;
  if (/^['"|]/.test(source) || found.some(({ index }) => isOpen('"', index) || isOpen("'", index))) return undefined;
  if (!found.some(({ index, 0: text }) => start + index <= at.start && at.start < start + index + text.length))
    return undefined;
  const patches = found.map(({ index, 0: text }) =>
    replaceBy(file.span(start + index, start + index + text.length), ''),
  );
  return { title: 'Drop the backslashes at the ends of the lines', safety: 'safe', patches };
}
