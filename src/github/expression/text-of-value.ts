import type { Span } from '../../source/source-file.ts';
import { literal, type Text } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';

/** The value as the string that GitHub puts in place of an expression. */
export function textOfValue(value: GithubValue, at: Span): Text {
  if (value.is === 'text') return { parts: value.text.parts, span: at };
  if (value.is === 'hidden') return { parts: [value.hole], span: at };
  if (value.is === 'boolean' || value.is === 'number') return literal(String(value.value), at);
  return literal(value.is === 'null' ? '' : value.is === 'array' ? 'Array' : 'Object', at);
}
