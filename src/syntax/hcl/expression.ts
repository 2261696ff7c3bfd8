import { readBrackets, readParentheses } from './brackets.ts';
import {
  type Cursor,
  complain,
  isNext,
  maxDepth,
  since,
  skipBlanks,
  skipLines,
  take,
  takeMatch,
  takeName,
  within,
} from './cursor.ts';
import { readHeredoc, readQuoted } from './template.ts';
import type { HclExpression } from './tree.ts';

/**
 * Reads one expression. Never throws and always ends: where nothing can be read it is broken, with a problem.
 *
 * Source: github.com/hashicorp/hcl hclsyntax/spec.md, "Expressions".
 */
export function readExpression(cursor: Cursor): HclExpression {
  skipBlanks(cursor);
  const start = cursor.at;
  if (cursor.depth >= maxDepth) return broken(cursor, 'the expression is nested too deeply');
  cursor.depth += 1;
  const condition = readBinary(cursor, 0);
  const whole = take(cursor, '?') ? readBranches(cursor, condition, start) : condition;
  cursor.depth -= 1;
  return whole;
}

function readBranches(cursor: Cursor, condition: HclExpression, start: number): HclExpression {
  const then = readExpression(cursor);
  if (!take(cursor, ':')) complain(cursor, 'a conditional needs `:`');
  const otherwise = readExpression(cursor);
  return { kind: 'conditional', condition, then, otherwise, span: since(cursor, start) };
}

/** Operators by how strongly they bind, the weakest first. Source: spec.md, "Operations". */
const levels: readonly RegExp[] = [/\|\|/y, /&&/y, /==|!=/y, /<=|>=|<(?!<)|>/y, /[+-]/y, /[*%](?!\{)|\/(?![/*])/y];

function readBinary(cursor: Cursor, level: number): HclExpression {
  const pattern = levels[level];
  if (pattern === undefined) return readUnary(cursor);
  skipBlanks(cursor);
  const start = cursor.at;
  let left = readBinary(cursor, level + 1);
  for (;;) {
    skipBlanks(cursor);
    const operator = takeMatch(cursor, pattern);
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: readBinary(cursor, level + 1), span: since(cursor, start) };
  }
}

function readUnary(cursor: Cursor): HclExpression {
  skipBlanks(cursor);
  const start = cursor.at;
  const marks: ('!' | '-')[] = [];
  for (;;) {
    if (take(cursor, '!')) marks.push('!');
    else if (take(cursor, '-')) marks.push('-');
    else break;
  }
  const operand = readSteps(cursor, readTerm(cursor));
  if (marks.length > maxDepth) return broken(cursor, 'the expression is nested too deeply');
  const wrap = (inner: HclExpression, operator: '!' | '-'): HclExpression => {
    return { kind: 'unary', operator, operand: inner, span: since(cursor, start) };
  };
  return marks.reduceRight(wrap, operand);
}

/** What stands behind a term: `.name`, `.0`, `[key]`, and the splats `.*` and `[*]`. */
function readSteps(cursor: Cursor, term: HclExpression): HclExpression {
  const { start } = term.span;
  let read = term;
  let isOpen = true;
  for (let steps = 0; isOpen && steps < maxDepth; steps += 1) {
    skipBlanks(cursor);
    const splat = takeMatch(cursor, /\.[ \t]*\*|\[\s*\*\s*\]/y);
    if (splat !== undefined) {
      const each = readSteps(cursor, { kind: 'reference', name: '*', span: since(cursor, cursor.at) });
      return { kind: 'splat', of: read, each, span: since(cursor, start) };
    }
    const next = readStep(cursor, read, start);
    isOpen = next !== undefined;
    read = next ?? read;
  }
  return read;
}

function readStep(cursor: Cursor, of: HclExpression, start: number): HclExpression | undefined {
  if (takeMatch(cursor, /\.(?=\d)/y) !== undefined) {
    const from = cursor.at;
    const value = Number(takeMatch(cursor, /\d+/y));
    const key: HclExpression = { kind: 'literal', value, span: since(cursor, from) };
    return { kind: 'index', of, key, span: since(cursor, start) };
  }
  if (takeMatch(cursor, /\.(?!\.)/y) !== undefined) {
    skipBlanks(cursor);
    const name = takeName(cursor);
    if (name === undefined) complain(cursor, 'a name is expected behind the dot');
    return { kind: 'attribute', of, name: name ?? '', span: since(cursor, start) };
  }
  if (takeMatch(cursor, /\[/y) === undefined) return undefined;
  const key = within(cursor, true, () => readExpression(cursor));
  within(cursor, true, () => {
    if (!take(cursor, ']')) complain(cursor, '`]` is expected');
  });
  return { kind: 'index', of, key, span: since(cursor, start) };
}

function readTerm(cursor: Cursor): HclExpression {
  skipBlanks(cursor);
  const start = cursor.at;
  const number = takeMatch(cursor, /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) return { kind: 'literal', value: Number(number), span: since(cursor, start) };
  if (takeMatch(cursor, /"/y) !== undefined) return readQuoted(cursor, readExpression);
  if (takeMatch(cursor, /<</y) !== undefined) return readHeredoc(cursor, readExpression);
  if (isNext(cursor, '[') || isNext(cursor, '{')) return readBrackets(cursor, readExpression);
  if (isNext(cursor, '(')) return readParentheses(cursor, readExpression);
  const name = takeMatch(cursor, qualified) ?? takeName(cursor);
  if (name === undefined) return broken(cursor, 'an expression is expected');
  const keyword = keywords.get(name);
  if (keyword !== undefined) return { kind: 'literal', value: keyword, span: since(cursor, start) };
  return isNext(cursor, '(') ? readCall(cursor, name, start) : { kind: 'reference', name, span: since(cursor, start) };
}

/** The name of a function within a namespace: `provider::name`. */
const qualified = /[\p{L}_][\p{L}\p{N}_-]*(?:::[\p{L}_][\p{L}\p{N}_-]*)+/uy;

const keywords: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readCall(cursor: Cursor, name: string, start: number): HclExpression {
  cursor.at += 1;
  return within(cursor, true, () => {
    const args: HclExpression[] = [];
    let isSpread = false;
    while (!take(cursor, ')')) {
      const from = cursor.at;
      args.push(readExpression(cursor));
      if (take(cursor, '...')) isSpread = true;
      if (!take(cursor, ',') && !isNext(cursor, ')')) complain(cursor, '`)` is expected');
      if (cursor.at === from || cursor.at >= cursor.text.length) break;
    }
    return { kind: 'call', name, args, isSpread, span: since(cursor, start) };
  });
}

/** Nothing that can be read: the cursor moves over one character, so that whoever repeats gets to an end. */
function broken(cursor: Cursor, message: string): HclExpression {
  const start = cursor.at;
  complain(cursor, message);
  if (!cursor.acrossLines && !/[\n})\]]/.test(cursor.text.charAt(cursor.at))) cursor.at += 1;
  if (cursor.acrossLines) skipLines(cursor);
  return { kind: 'broken', span: cursor.file.span(start, Math.max(cursor.at, start)) };
}
