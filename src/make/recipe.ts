import type { MakeCondition, MakeStep } from '../script/make-call.ts';
import { EmbeddedText, type Segment } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { endOfReference } from '../syntax/makefile-words.ts';
import type { Hole } from '../value/index.ts';
import { expandReference } from './expand.ts';
import { findFunction } from './functions.ts';
import { isOpen } from './hole-table.ts';
import type { RecipeLine } from './rule.ts';
import { doubt, limits, type Run } from './run.ts';
import { findVariable, type Scope } from './variable.ts';

/** A line of a recipe as the shell gets it. */
export interface ShellLine {
  readonly text: EmbeddedText;
  readonly conditions: readonly MakeCondition[];
  readonly isSilent: boolean;
  readonly failureIsIgnored: boolean;
  /** `+`, or a call of `$(MAKE)`: runs even with `-n`. */
  readonly isForced: boolean;
}

/** The lines of a recipe, expanded; a value of several lines makes several. */
export function shellLines(run: Run, recipe: readonly RecipeLine[], scope: Scope): readonly ShellLine[] {
  return recipe.flatMap(({ text, conditions }) => {
    run.at = text.span;
    const isForced = /\$[({]MAKE[)}]/.test(text.text);
    return splitLines(expandPlaced(run, collapsed(text), scope)).flatMap((line) => {
      const whole = shellLine(line, conditions);
      return whole.text.text.trim() === '' ? [] : [{ ...whole, isForced: whole.isForced || isForced }];
    });
  });
}

function shellLine(line: EmbeddedText, conditions: readonly MakeCondition[]): ShellLine {
  const prefix = /^[\s@+-]*/.exec(line.text)?.[0] ?? '';
  return {
    text: line.slice(prefix.length, line.text.length),
    conditions,
    isSilent: prefix.includes('@'),
    failureIsIgnored: prefix.includes('-'),
    isForced: prefix.includes('+'),
  };
}

/** Inside of references, continued lines are one; outside, the tab in front of the next line goes. */
function collapsed(text: EmbeddedText): EmbeddedText {
  const { text: source } = text;
  if (!source.includes('\\\n')) return text;
  const pieces: EmbeddedText[] = [];
  let at = 0;
  const keep = (end: number): void => {
    if (end > at) pieces.push(text.slice(at, end));
  };
  const pattern = /\$|\\\n\t/g;
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    if (match[0] !== '$') {
      keep(match.index + 2);
      at = match.index + 3;
      continue;
    }
    const end = endOfReference(source, match.index);
    const reference = source.slice(match.index, end);
    if (reference.includes('\\\n')) {
      keep(match.index);
      const one = reference.replace(/[ \t]*\\\n[ \t]*/g, ' ');
      pieces.push(EmbeddedText.opaque(one, text.spanOf(match.index, end)));
      at = end;
    }
    pattern.lastIndex = end;
  }
  keep(source.length);
  return EmbeddedText.join(pieces, '', text.span);
}

/** Expands a text and keeps the places of what stands in it literally. */
export function expandPlaced(run: Run, text: EmbeddedText, scope: Scope): EmbeddedText {
  const { text: source } = text;
  if (!source.includes('$')) return text;
  const built: Built = { text: '', segments: [] };
  let at = 0;
  for (let dollar = source.indexOf('$'); dollar !== -1; dollar = source.indexOf('$', at)) {
    append(built, text.slice(at, dollar));
    at = endOfReference(source, dollar);
    run.at = text.spanOf(dollar, at);
    append(built, expandedReference(run, source.slice(dollar, at), scope));
    if (built.text.length > limits.length) {
      doubt(run, 'a line of a recipe is longer than is followed');
      return EmbeddedText.opaque('', text.span);
    }
  }
  append(built, text.slice(at, source.length));
  return new EmbeddedText(built.text, built.segments, text.span);
}

interface Built {
  text: string;
  readonly segments: Segment[];
}

function append(built: Built, { text, segments }: EmbeddedText): void {
  for (const segment of segments) built.segments.push({ ...segment, at: segment.at + built.text.length });
  built.text += text;
}

/** A reference to a `define` of several lines is shown where those stand; any other where it is used. */
function expandedReference(run: Run, reference: string, scope: Scope): EmbeddedText {
  const place = run.at;
  const name = /^\$[({]([^\s$:]+)[)}]$/.exec(reference)?.[1];
  const found =
    name === undefined || findFunction(name) !== undefined ? undefined : findVariable(run.globals, scope, name);
  const body = found?.isRecursive === true ? found.body : undefined;
  if (found !== undefined && body !== undefined && body.text === found.value && !run.expanding.has(found.name)) {
    run.expanding.add(found.name);
    const inside = expandPlaced(run, collapsed(body), scope);
    run.expanding.delete(found.name);
    run.at = place;
    return inside;
  }
  const value = expandReference(run, reference, scope);
  return value === '' ? new EmbeddedText('', [], place) : EmbeddedText.opaque(value, place);
}

/** Cut at line breaks that no backslash escapes. */
function splitLines(text: EmbeddedText): readonly EmbeddedText[] {
  const { text: source } = text;
  if (!source.includes('\n')) return [text];
  const lines: EmbeddedText[] = [];
  let start = 0;
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
    let count = 0;
    while (source.charAt(at - 1 - count) === '\\') count += 1;
    if (count % 2 === 1) continue;
    lines.push(text.slice(start, at));
    start = at + 1;
  }
  return [...lines, text.slice(start, source.length)];
}

/** What the steps of one target share. */
export type StepFrame = Omit<MakeStep, 'code' | 'isPrinted' | 'conditions' | 'failureIsIgnored'> & {
  readonly conditions: readonly MakeCondition[];
  readonly isSilent: boolean;
  readonly ignoresAll: boolean;
};

/** A line as a step of the plan. */
export const stepOf = (run: Run, line: ShellLine, frame: StepFrame): MakeStep => {
  const { isSilent, ignoresAll, conditions, ...shared } = frame;
  return {
    ...shared,
    code: { text: line.text, holes: isOpen(line.text.text) ? run.table.holes : noHoles },
    conditions: [...conditions, ...line.conditions],
    failureIsIgnored: ignoresAll || line.failureIsIgnored,
    isPrinted: !isSilent && !line.isSilent,
  };
};

const noHoles: ReadonlyMap<string, Hole> = new Map();

/** With `.ONESHELL` the whole recipe is one script; the prefixes of its first line are those of all. */
export function asOneShell(lines: readonly ShellLine[], empty: Span): readonly ShellLine[] {
  const [first] = lines;
  if (first === undefined) return [];
  const text = EmbeddedText.join(
    lines.map((line) => line.text),
    '\n',
    empty,
  );
  return [{ ...first, text }];
}
