import { findOutside } from './makefile-words.ts';

/** One logical line of a makefile: physical lines that a backslash joins are one. */
export interface MakefileLine {
  /** Half-open UTF-16 offsets, the line break at the end left out. */
  readonly start: number;
  readonly end: number;
  /** As written, without carriage returns in front of line breaks. */
  readonly raw: string;
  /** On one line, without comment and without the blanks in front; the form in which all but recipes are read. */
  readonly text: string;
  /** Whether it begins with the prefix of recipe lines: a tab unless `.RECIPEPREFIX` says otherwise. */
  readonly isIndented: boolean;
  /**
   * Of `ifeq` and its kin, and of `else`: index of the line that ends its part, an `else` or the `endif`.
   * Of `define`: index of its `endef`. The number of lines where nothing ends it; `undefined` for other lines.
   */
  readonly endOfPart: number | undefined;
}

/**
 * The logical lines of a makefile, with conditionals and definitions matched. Never throws; takes time in proportion
 * to the text. Source: gnu.org/software/make/manual, 3.1.1 Splitting Long Lines; GNU make 4.3 src/read.c.
 */
export function readMakefile(text: string): readonly MakefileLine[] {
  const lines = logicalLines(text);
  const ends = endsOfParts(lines);
  return lines.map((line, index) => ({ ...line, endOfPart: ends.get(index) }));
}

/** Continued lines as one: a backslash, its line break and the blanks around them are one blank. */
export const foldLines = (raw: string): string =>
  raw.includes('\\\n') ? raw.replace(/[ \t]*(\\+)\n[ \t]*/g, folded) : raw;

/** A line without its comment; a backslash in front of `#` makes it an ordinary character. */
export function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  const at = findOutside(line, '#');
  return (at === -1 ? line : line.slice(0, at)).replace(/\\#/g, '#');
}

type Line = Omit<MakefileLine, 'endOfPart'>;

function logicalLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let prefix = '\t';
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const raw = text.slice(start, end).replace(/\r(?=\n|$)/g, '');
    const read = withoutComment(foldLines(raw)).replace(/^[ \t]+/, '');
    lines.push({ start, end, raw, text: read, isIndented: raw.startsWith(prefix) });
    const changed = /^\.RECIPEPREFIX\s*:{0,2}=\s*(\S?)/.exec(read);
    if (changed !== null) prefix = changed[1] === undefined || changed[1] === '' ? '\t' : changed[1];
    start = end + 1;
  }
  return lines;
}

/** Offset of the line break that ends the logical line; the end of the text for the last one. */
function endOfLine(text: string, start: number): number {
  for (let from = start; ; ) {
    const at = text.indexOf('\n', from);
    if (at === -1) return text.length;
    let back = at - 1;
    if (text.charAt(back) === '\r') back -= 1;
    let count = 0;
    while (back - count >= start && text.charAt(back - count) === '\\') count += 1;
    if (count % 2 === 0) return at;
    from = at + 1;
  }
}

/** An odd backslash takes the break; pairs of them in front of it are halved. */
function folded(_: string, backslashes: string): string {
  const kept = '\\'.repeat(Math.floor(backslashes.length / 2));
  return backslashes.length % 2 === 1 ? `${kept} ` : `${kept}\n`;
}

const conditional = /^(?:ifeq|ifneq|ifdef|ifndef)(?=[\s("']|$)/;

/** One pass over the lines, what is open on a stack. A line of a recipe is no directive. */
function endsOfParts(lines: readonly Line[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  let inRule = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || (line.isIndented && inRule)) continue;
    const { text } = line;
    if (isDefinition(text)) {
      const end = endOfDefinition(lines, index);
      ends.set(index, end);
      index = end;
      inRule = false;
    } else if (conditional.test(text)) open.push(index);
    else if (/^(?:else|endif)(?:\s|$)/.test(text)) {
      const begun = open.pop();
      if (begun !== undefined) ends.set(begun, index);
      if (text.startsWith('else') && begun !== undefined) open.push(index);
    } else if (text !== '') inRule = isRuleLike(text);
  }
  for (const index of open) ends.set(index, lines.length);
  return ends;
}

/** `define NAME`, with or without modifiers; `define = x` assigns a variable of that name. */
export const isDefinition = (text: string): boolean =>
  /^(?:(?:override|export|private)\s+)*define(?:\s+(?![:+?!]{0,2}=)|$)/.test(text);

function endOfDefinition(lines: readonly Line[], begin: number): number {
  let depth = 1;
  for (let index = begin + 1; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.isIndented) continue;
    if (/^define(?:\s|$)/.test(line.text)) depth += 1;
    if (/^endef(?:\s|$)/.test(line.text)) depth -= 1;
    if (depth === 0) return index;
  }
  return lines.length;
}

/** Whether a line may open a rule; assignments and directives end one. */
const isRuleLike = (text: string): boolean =>
  !/^(?:(?:export|override|private|unexport|undefine|vpath)\s|-?include\s|sinclude\s)/.test(text) &&
  !/^[^\s:=$]+\s*(?::{0,3}=|[+?!]=)/.test(text);
