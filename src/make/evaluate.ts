import { withEntry } from '../script/state/persistent-map.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { foldLines, isDefinition, type MakefileLine, readMakefile } from '../syntax/makefile.ts';
import { wordsOf } from '../syntax/makefile-words.ts';
import { define, mention, undefine } from './assignment.ts';
import { readBoth } from './both-ways.ts';
import { decide } from './conditional.ts';
import { expand } from './expand.ts';
import { includeFiles } from './include.ts';
import { type LineMeaning, meaningOf } from './line-meaning.ts';
import { addRecipeLine, readRule } from './read-rule.ts';
import { doubt, limits, mayGoOn, type Run } from './run.ts';
import { parseModified } from './written-assignment.ts';

/** A makefile, or text that is read as one. */
export interface MakeSource {
  readonly text: EmbeddedText;
  readonly lines: readonly MakefileLine[];
}

/** Reads a makefile's lines from the first to the last. */
export const evaluateSource = (run: Run, source: MakeSource): void => {
  evaluate(run, source, 0, source.lines.length);
  run.pending = [];
};

/** `$(eval …)`: text that is read as a makefile where it stands. */
export function evaluateText(run: Run, text: EmbeddedText): void {
  if (!mayGoOn(run)) return;
  const { pending, at } = run;
  run.pending = [];
  run.depth += 1;
  evaluateSource(run, { text, lines: readMakefile(text.text) });
  run.depth -= 1;
  run.pending = pending;
  run.at = at;
}

/** The place of a line. */
export const placeOf = ({ text }: MakeSource, { start, end }: MakefileLine): Span => text.spanOf(start, end);

function evaluate(run: Run, source: MakeSource, from: number, to: number): void {
  for (let index = from; index < to && !run.isStopped; index += 1) {
    const line = source.lines[index];
    if (line === undefined || !mayGoOn(run)) return;
    if (line.endOfPart === undefined) readLine(run, source, line);
    else if (isDefinition(line.text)) index = readDefinition(run, source, index);
    else if (/^ifn?(?:eq|def)/.test(line.text)) index = readConditional(run, source, index);
  }
}

function readLine(run: Run, source: MakeSource, line: MakefileLine): void {
  if (line.isIndented && run.pending.length > 0) {
    addRecipeLine(run, source, line);
    return;
  }
  const meaning = meaningOf(line);
  if (meaning.is === 'nothing') return;
  run.at = placeOf(source, line);
  switch (meaning.is) {
    case 'undefine':
      run.pending = [];
      undefine(run, expand(run, meaning.name, undefined).trim(), meaning.isOverride);
      return;
    case 'assignment':
      run.pending = [];
      define(run, { ...meaning.parsed, origin: 'file', place: run.at });
      return;
    case 'directive':
      readDirective(run, meaning);
      return;
    case 'rule':
      readRule(run, line);
      return;
    case 'end':
  }
}

/** `export`, `include` and other lines that are neither rule nor assignment. */
function readDirective(run: Run, { word, rest }: Extract<LineMeaning, { readonly is: 'directive' }>): void {
  run.pending = [];
  const words = wordsOf(expand(run, rest, undefined));
  if (word.endsWith('export')) {
    const exported = word === 'export' ? 'yes' : 'no';
    if (words.length === 0) run.exportsAll = exported;
    for (const name of words) {
      mention(run, name);
      run.exported = withEntry(run.exported, name, exported);
    }
  } else if (word.endsWith('include')) {
    run.depth += 1;
    includeFiles(run, words, word === 'include');
    run.depth -= 1;
  } else if (word === 'vpath') run.rules.hasSearchPath = words.length > 0 || run.rules.hasSearchPath;
  else if (word.endsWith('load')) doubt(run, `it loads \`${words.join(' ')}\``);
}

/** `define NAME … endef`; answers the index of its last line. */
function readDefinition(run: Run, source: MakeSource, index: number): number {
  const line = source.lines[index];
  const end = Math.min(line?.endOfPart ?? index, source.lines.length);
  if (line === undefined) return index;
  run.pending = [];
  run.at = placeOf(source, line);
  const first = source.lines[index + 1];
  const last = source.lines[end - 1];
  const isEmpty = first === undefined || last === undefined || end <= index + 1;
  const body = isEmpty ? source.text.slice(line.end, line.end) : source.text.slice(first.start, last.end);
  const head = line.text.replace(/^((?:(?:override|export|private)\s+)*)define\s*/, '$1');
  const parsed = parseModified(head) ?? parseModified(`${head} =`);
  if (parsed === undefined) return end;
  const value = isEmpty ? '' : body.text.replace(/\r(?=\n|$)/g, '');
  const assignment = { ...parsed.assignment, value };
  define(run, { ...parsed, assignment, origin: 'file', place: run.at, body });
  return end;
}

/** `ifeq … else … endif`; answers the index of its last line. */
function readConditional(run: Run, source: MakeSource, index: number): number {
  const parts: number[] = [index];
  for (;;) {
    const next = source.lines[parts.at(-1) ?? index]?.endOfPart;
    if (next === undefined || next >= source.lines.length) break;
    parts.push(next);
  }
  const isEnded = parts.length > 1;
  const end = isEnded ? (parts.at(-1) ?? index) : source.lines.length;
  readParts(run, source, isEnded ? parts : [index, end], 0);
  return end;
}

/** Reads the taken part of a conditional, or both ways where nobody can tell. */
function readParts(run: Run, source: MakeSource, parts: readonly number[], first: number): void {
  for (let at = first; at < parts.length - 1; at += 1) {
    const [begin = 0, end = 0] = parts.slice(at, at + 2);
    const line = source.lines[begin];
    if (line === undefined || !mayGoOn(run)) return;
    const text = line.text.replace(/^else(?:\s+|$)/, '');
    const decision = text === '' ? true : decide(run, text, placeOf(source, line));
    const then = (): void => {
      inside(run, () => {
        evaluate(run, source, begin + 1, end);
      });
    };
    const otherwise = (): void => {
      inside(run, () => {
        readParts(run, source, parts, at + 1);
      });
    };
    if (decision === undefined) doubt(run, `\`${foldLines(text)}\` is not understood`);
    else if (decision === true) then();
    else if (decision !== false) readBoth(run, decision, { then, otherwise });
    if (decision !== false) return;
  }
}

/** Conditionals in conditionals count as depth. */
function inside(run: Run, read: () => void): void {
  run.depth += 1;
  read();
  run.depth -= 1;
}

/** Whether a text is too long to be read as a makefile. */
export const isTooLong = ({ lines }: MakeSource): boolean => lines.length > limits.lines;
