import { endOfReference } from '../syntax/makefile-words.ts';

/** How a variable is assigned. */
export type Operator = '=' | ':=' | '+=' | '?=' | '!=';

/** An assignment as written. */
export interface Assignment {
  /** A template. */
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Words in front of an assignment. */
export interface Modifiers {
  readonly isOverride: boolean;
  readonly isPrivate: boolean;
  readonly isExported: boolean;
}

/** A line as an assignment; `undefined` for any other line. Source: GNU make 4.3, parse_variable_definition. */
export function parseAssignment(text: string): Assignment | undefined {
  let at = /^\s*/.exec(text)?.[0].length ?? 0;
  const start = at;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '#') return undefined;
    if (char === '$') {
      at = endOfReference(text, at) - 1;
      continue;
    }
    if (!mayOperate.test(char)) continue;
    const operator = /^(?::{0,3}=|[+?!]=|:|\s+)/.exec(text.slice(at, at + 4))?.[0];
    if (operator === undefined) continue;
    if (operator.trim() === '') return behindName(text, start, at);
    return operator === ':' ? undefined : assignmentAt(text, { start, end: at, at, operator });
  }
  return undefined;
}

/** The characters with which an operator, or the blank in front of it, begins. */
const mayOperate = /[:=+?!\s]/;

/** Behind a blank only an operator makes it an assignment. */
function behindName(text: string, start: number, end: number): Assignment | undefined {
  const match = /^\s+(:{0,3}=|[+?!]=)/.exec(text.slice(end));
  if (match?.[1] === undefined) return undefined;
  return assignmentAt(text, { start, end, at: end + match[0].length - match[1].length, operator: match[1] });
}

function assignmentAt(
  text: string,
  {
    start,
    end,
    at,
    operator,
  }: { readonly start: number; readonly end: number; readonly at: number; readonly operator: string },
): Assignment {
  const value = text.slice(at + operator.length).replace(/^\s+/, '');
  return { name: text.slice(start, end), operator: kindOf(operator), value };
}

function kindOf(operator: string): Operator {
  if (operator === '=' || operator === '+=' || operator === '?=' || operator === '!=') return operator;
  return ':=';
}

/** A line without the modifiers in front of an assignment; `undefined` if no assignment stands behind them. */
export function parseModified(
  text: string,
): { readonly assignment: Assignment; readonly modifiers: Modifiers } | undefined {
  let rest = text.replace(/^\s+/, '');
  let modifiers: Modifiers = { isOverride: false, isPrivate: false, isExported: false };
  for (;;) {
    const word = /^(export|override|private)\s+(?!(?::{0,3}|[+?!])=)/.exec(rest);
    if (word === null) break;
    if (word[1] === 'override') modifiers = { ...modifiers, isOverride: true };
    else if (word[1] === 'private') modifiers = { ...modifiers, isPrivate: true };
    else modifiers = { ...modifiers, isExported: true };
    rest = rest.slice(word[0].length);
  }
  const assignment = parseAssignment(rest);
  return assignment === undefined ? undefined : { assignment, modifiers };
}
