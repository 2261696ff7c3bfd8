import { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';

/** The character that stands for what a template fills in. It is of the private use area, so no file means it. */
export const filledIn = '\ue000';

/** A text without template actions, and the parts of it that a template may leave out. */
export interface Untemplated {
  readonly text: EmbeddedText;
  /** Half-open ranges of the decoded text between `{{ if … }}` and its `{{ end }}`. */
  readonly conditional: readonly Span[];
}

/**
 * Takes Go template actions out of a TOML text, offset by offset. An action in quotes becomes marks, one in place of
 * a value becomes a string of marks, and one on a line of its own becomes blanks.
 *
 * Source: helm.sh/docs/chart_template_guide (the chart runs `tpl` over `runners.config`).
 */
export function withoutTemplates(embedded: EmbeddedText): Untemplated {
  const conditional: Span[] = [];
  const opened: number[] = [];
  const text = embedded.text.replace(/\{\{.*?\}\}/gs, (action: string, at: number) => {
    const word = /^\{\{-?\s*(\w+)?/.exec(action)?.[1];
    if (word === 'if' || word === 'range' || word === 'with') opened.push(at);
    if (word === 'end') {
      const start = opened.pop();
      if (start !== undefined && opened.length === 0) conditional.push(embedded.spanOf(start, at + action.length));
    }
    return replacementOf(action, embedded.text, at);
  });
  return { text: new EmbeddedText(text, embedded.segments, embedded.span), conditional };
}

/** Text of the same length that TOML can read. */
function replacementOf(action: string, text: string, at: number): string {
  const before = text.slice(text.lastIndexOf('\n', at) + 1, at);
  const lineEnd = text.indexOf('\n', at + action.length);
  const after = text.slice(at + action.length, lineEnd === -1 ? text.length : lineEnd);
  if (/^[\s}]*$/.test(before) && /^\s*(?:\{\{|$)/.test(after)) return action.replace(/[^\r\n]/g, ' ');
  const isQuoted = (before.replace(/\\./g, '').match(/["']/g) ?? []).length % 2 === 1;
  if (isQuoted) return filledIn.repeat(action.length);
  return /=\s*$/.test(before) && /^\s*$/.test(after)
    ? `"${filledIn.repeat(action.length - 2)}"`
    : action.replace(/[^\r\n]/g, ' ');
}
