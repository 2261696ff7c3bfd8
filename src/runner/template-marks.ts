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
  let line = lineAt(embedded.text, 0);
  const text = embedded.text.replace(/\{\{.*?\}\}/gs, (action: string, at: number) => {
    const word = /^\{\{-?\s*(\w+)?/.exec(action)?.[1];
    if (word === 'if' || word === 'range' || word === 'with') opened.push(at);
    if (word === 'end') {
      const start = opened.pop();
      if (start !== undefined && opened.length === 0) conditional.push(embedded.spanOf(start, at + action.length));
    }
    // Actions come in order, so the ends of a long line are looked for once.
    if (at > line.end) line = lineAt(embedded.text, at);
    return replacementOf(
      action,
      embedded.text.slice(line.start, at),
      embedded.text.slice(at + action.length, line.end),
    );
  });
  return { text: new EmbeddedText(text, embedded.segments, embedded.span), conditional };
}

function lineAt(text: string, at: number): { readonly start: number; readonly end: number } {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: end === -1 ? text.length : end };
}

/** Behind so many UTF-16 units of a line, an action stands in a string. */
const longestHead = 2000;

/** Text of the same length that TOML can read; `before` and `after` are the rest of the action's line. */
function replacementOf(action: string, before: string, after: string): string {
  if (/^[\s}]*$/.test(before) && /^\s*(?:\{\{|$)/.test(after)) return action.replace(/[^\r\n]/g, ' ');
  const isQuoted = before.length > longestHead || (before.replace(/\\./g, '').match(/["']/g) ?? []).length % 2 === 1;
  if (isQuoted) return filledIn.repeat(action.length);
  return /=\s*$/.test(before) && /^\s*$/.test(after)
    ? `"${filledIn.repeat(action.length - 2)}"`
    : action.replace(/[^\r\n]/g, ' ');
}
