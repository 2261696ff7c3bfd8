import { symbolOf } from '../script/state/symbols.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import type { HclExpression } from '../syntax/hcl/tree.ts';
import type { Cause } from '../value/index.ts';
import { type BakeValue, causesOf, valueKey } from './bake-value.ts';

/** What expressions of a bake file refer to. */
export interface Scope {
  /** The value of a name; `undefined` if nothing has it. */
  readonly lookUp: (name: string) => BakeValue | undefined;
  /** The same without the names of a matrix, a function or a `for`. */
  readonly lookUpGlobal: (name: string) => BakeValue | undefined;
  /** A function that the files define. */
  readonly functionNamed: (name: string) => UserFunction | undefined;
  /** The functions of the files that are being called: none may call itself. */
  readonly calling: ReadonlySet<string>;
  /** `target.app.args`: an attribute of another block as written there; `undefined` if there is none. */
  readonly blockAttribute: (type: string, name: string, attribute: string) => BakeValue | undefined;
  /** What a call of `timestamp()` and its like belongs to, so that no two runs share its value. */
  readonly run: string;
  readonly effort: Effort;
}

/** A `function` block. Its result may use the parameters and everything global. */
export interface UserFunction {
  readonly params: readonly string[];
  /** The name of the list that takes further arguments. */
  readonly variadic: string | undefined;
  readonly result: HclExpression;
}

/** How much evaluating has been done and may still be done, shared by all expressions of one command. */
export interface Effort {
  steps: number;
  depth: number;
}

/** Beyond these, values are holes: a bake file that needs more is no bake file. */
export const limits = { steps: 50_000, depth: 150 };

/** A fresh count. */
export const noEffort = (): Effort => ({ steps: 0, depth: 0 });

/** The scope with names of its own before those outside: parameters, matrix values, names of a `for`. */
export const withNames = (scope: Scope, names: ReadonlyMap<string, BakeValue>): Scope => ({
  ...scope,
  lookUp: (name) => names.get(name) ?? scope.lookUp(name),
});

/** A value that follows from others in a way that is not known: equal operands, equal value. */
export function derived(operation: string, operands: readonly BakeValue[], span: Span, because?: string): BakeValue {
  const [cause = becauseOf(span, because)] = operands.flatMap(causesOf);
  const symbol = symbolOf('bake', operation, ...operands.map(valueKey));
  return { kind: 'unknown', hole: { symbol, shown: shownOf(span), cause }, span };
}

/** A value that this reader cannot tell, and why: completes "cannot tell, because …". */
export function untold(span: Span, because: string): BakeValue {
  const symbol = symbolOf('bake', because, span.file.path, String(span.start));
  return {
    kind: 'unknown',
    hole: { symbol, shown: shownOf(span), cause: { kind: 'expression', because, at: span } },
    span,
  };
}

const becauseOf = (at: Span, because = `\`${shownOf(at)}\` is not computed here`): Cause => ({
  kind: 'expression',
  because,
  at,
});

/** The expression as written, on one line, cut where it is long. */
function shownOf(span: Span): string {
  const written = sourceText(span).slice(0, 200).replaceAll(/\s+/g, ' ').trim();
  return written.length > 60 ? `${written.slice(0, 57)}…` : written;
}
