import type { EmbeddedText } from '../../source/embedded-text.ts';
import { literal, type Text } from '../../value/index.ts';
import type { Contexts, GithubValue } from './github-value.ts';
import { textOfValue } from './text-of-value.ts';

/** The value of a text that may hold expressions: of any type if it is one expression and nothing else; otherwise a string. */
export function valueOfWritten(text: EmbeddedText, _contexts: Contexts): GithubValue {
  return { is: 'text', text: literal(text.text, text.span) };
}

/** A text with its expressions replaced by their values. */
export function textOfWritten(text: EmbeddedText, contexts: Contexts): Text {
  return textOfValue(valueOfWritten(text, contexts), text.span);
}
