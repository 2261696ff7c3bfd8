import type { MakeCondition, MakeStep } from '../script/run/make-call.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { Hole } from '../value/index.ts';
import { opposite } from './conditional.ts';
import type { Conditions } from './conditions.ts';
import { isOpen } from './hole-table.ts';
import { collapsed, expandPlaced } from './placed.ts';
import type { RecipeLine } from './rule.ts';
import { doubt, type Run } from './run.ts';
import type { Scope } from './variable.ts';

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
  return recipe.flatMap(({ text, prefix, conditions }) => {
    run.at = text.span;
    const isForced = /\$[({]MAKE[)}]/.test(text.text);
    return splitLines(expandPlaced(run, collapsed(text, prefix), scope)).flatMap((line) => {
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

/**
 * With `.ONESHELL` the whole recipe is one script; the prefixes of its first line are those of all. Where lines stand
 * under conditions, there is one for each way.
 */
export function asOneShell(run: Run, lines: readonly ShellLine[], empty: Span): readonly ShellLine[] {
  const conditions = lines.flatMap((line) => line.conditions);
  const open = conditions.filter(
    (one, index) => conditions.findIndex((other) => isSameOrOpposite(one, other)) === index,
  );
  if (open.length > mostOpen) {
    doubt(run, 'which lines of a recipe its one shell runs depends on many conditions');
    return [];
  }
  const ways = open.reduce<readonly Conditions[]>(
    (all, condition) =>
      all.flatMap((way) => [
        [...way, opposite(condition)],
        [...way, condition],
      ]),
    [[]],
  );
  return ways.flatMap((way) => {
    const keys = new Set(way.map(({ key }) => key));
    const counting = lines.filter((line) => line.conditions.every(({ key }) => keys.has(key)));
    const [first] = counting;
    if (first === undefined) return [];
    const texts = counting.map((line) => line.text);
    return [{ ...first, text: EmbeddedText.join(texts, '\n', empty), conditions: way }];
  });
}

/** Three conditions are eight ways. */
const mostOpen = 3;

const isSameOrOpposite = (one: MakeCondition, other: MakeCondition): boolean =>
  one.key === other.key || one.key === opposite(other).key;
