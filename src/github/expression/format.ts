import type { Span } from '../../source/source-file.ts';
import { joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';
import { textOfValue } from './text-of-value.ts';

/** `{{`, `}}`, `{0}`, other text; a lone brace is none of them. */
const parts = /\{\{|\}\}|\{(\d+)[^{}]*\}|[^{}]+/y;

/**
 * `format('{0} of {1}', a, b)`. Nothing where the format is not known, asks for an argument that is not there, or holds a brace
 * that means nothing: then GitHub fails.
 */
export function formatValues([format, ...args]: readonly GithubValue[], at: Span): readonly GithubValue[] {
  const source = format === undefined ? undefined : knownString(textOfValue(format, at));
  if (format === undefined || format.is === 'hidden' || source === undefined) return [];
  const texts: Text[] = [];
  for (let from = 0; from < source.length; ) {
    parts.lastIndex = from;
    const part = parts.exec(source);
    const text = part === null ? undefined : textOfPart(part, args, at);
    if (part === null || text === undefined) return [];
    texts.push(text);
    from += part[0].length;
  }
  return [{ is: 'text', text: joinTexts(texts, at) }];
}

function textOfPart([written, index]: RegExpExecArray, args: readonly GithubValue[], at: Span): Text | undefined {
  if (index === undefined) return literal(/^[{}]/.test(written) ? written.charAt(0) : written, at);
  const arg = args[Number(index)];
  return arg === undefined ? undefined : textOfValue(arg, at);
}
