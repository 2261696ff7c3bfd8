import type { HclTemplate } from '../syntax/hcl/tree.ts';
import { joinTexts, literal, type Text } from '../value/index.ts';
import { type BakeValue, placedAt, textOf } from './bake-value.ts';
import type { Evaluate } from './evaluate.ts';
import { type Scope, untold } from './scope.ts';

/** The text of a template. One that is nothing but `${x}` is x itself, of whatever type. */
export function fillTemplate({ parts, span }: HclTemplate, scope: Scope, evaluate: Evaluate): BakeValue {
  const [first, ...others] = parts;
  if (first?.kind === 'interpolation' && others.length === 0) return placedAt(evaluate(first.value, scope), span);
  if (parts.some(({ kind }) => kind === 'directive')) return untold(span, 'directives of templates are not followed');
  const texts: Text[] = [];
  for (const part of parts) {
    if (part.kind === 'text') texts.push(literal(part.value, span));
    if (part.kind !== 'interpolation') continue;
    const value = evaluate(part.value, scope);
    const text = textOf(value);
    if (text === undefined) return untold(part.value.span, 'a template cannot hold this value');
    texts.push(text);
  }
  return { kind: 'text', text: joinTexts(texts, span) };
}
