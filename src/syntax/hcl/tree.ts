import type { Span } from '../../source/source-file.ts';

/** What an HCL text came to: its body as far as it could be read, and what is wrong with the text. */
export interface HclReading {
  readonly body: HclBody;
  readonly problems: readonly HclProblem[];
}

/** Something that HCL does not allow. The rest of the file is read nevertheless. */
export interface HclProblem {
  /** A clause without full stop. */
  readonly message: string;
  readonly at: Span;
}

/** The attributes and blocks of a file or a block, in the order in which they are written. */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** `name = value`. */
export interface HclAttribute {
  readonly name: string;
  readonly value: HclExpression;
  /** The whole of it. */
  readonly span: Span;
}

/** `type "label" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  /** Type and labels, without the body. */
  readonly span: Span;
}

/** An expression. Source: github.com/hashicorp/hcl hclsyntax/spec.md, "Expressions". */
export type HclExpression =
  | { readonly kind: 'literal'; readonly value: number | boolean | null; readonly span: Span }
  | HclTemplate
  | { readonly kind: 'list'; readonly items: readonly HclExpression[]; readonly span: Span }
  | { readonly kind: 'object'; readonly entries: readonly HclEntry[]; readonly span: Span }
  | { readonly kind: 'reference'; readonly name: string; readonly span: Span }
  | { readonly kind: 'attribute'; readonly of: HclExpression; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly of: HclExpression; readonly key: HclExpression; readonly span: Span }
  /** `list[*].name` or `list.*.name`: the same of every item. `each` refers to the item by the name `*`. */
  | { readonly kind: 'splat'; readonly of: HclExpression; readonly each: HclExpression; readonly span: Span }
  | HclCall
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: HclExpression; readonly span: Span }
  | HclBinary
  | HclConditional
  | HclFor
  /** What could not be read; a problem tells why. */
  | { readonly kind: 'broken'; readonly span: Span };

/** A string in quotes or a heredoc. */
export interface HclTemplate {
  readonly kind: 'template';
  readonly parts: readonly HclTemplatePart[];
  /** Without its quotes; of a heredoc, its lines. */
  readonly span: Span;
}

/** A piece of a template: text with its escapes undone, `${expression}`, or what lies between `%{` directives. */
export type HclTemplatePart =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'interpolation'; readonly value: HclExpression }
  | { readonly kind: 'directive'; readonly span: Span };

/** A key and a value of an object. A bare name as a key is a text. */
export interface HclEntry {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

/** `name(arguments)`; with `...` behind the last argument, its items are the arguments. */
export interface HclCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly HclExpression[];
  readonly isSpread: boolean;
  readonly span: Span;
}

/** An operator between two operands. */
export interface HclBinary {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: HclExpression;
  readonly right: HclExpression;
  readonly span: Span;
}

/** `condition ? then : otherwise`. */
export interface HclConditional {
  readonly kind: 'conditional';
  readonly condition: HclExpression;
  readonly then: HclExpression;
  readonly otherwise: HclExpression;
  readonly span: Span;
}

/** `[for k, v in of : value if condition]`, or with `key` the object `{for k, v in of : key => value}`. */
export interface HclFor {
  readonly kind: 'for';
  /** One name for the value, or two for key and value. */
  readonly names: readonly string[];
  readonly of: HclExpression;
  readonly key: HclExpression | undefined;
  readonly value: HclExpression;
  readonly condition: HclExpression | undefined;
  /** `...` behind the value: values of equal keys are grouped. */
  readonly isGrouped: boolean;
  readonly span: Span;
}
