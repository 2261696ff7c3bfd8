import type { Span } from '../source/source-file.ts';

/** A change that removes a problem. It is applied whole or not at all. */
export interface Fix {
  /** What it does, in the imperative, no full stop: "Add `--cache-ttl=168h`". */
  readonly title: string;
  /** `safe`: the pipeline does what it did, without the problem. `unsafe`: more may change; `because` says what. */
  readonly safety: Safety;
  /** For an unsafe fix: a clause that completes "unsafe, because …". */
  readonly because?: string;
  readonly patches: readonly Patch[];
}

/** Whether a fix may be applied without looking. */
export type Safety = 'safe' | 'unsafe';

/**
 * A symbolic edit; `src/fix` turns it into text edits that keep comments, layout and line breaks. A fix that does not fit
 * the file as it is written (a flow mapping, an alias, a quoted scalar) is not offered rather than guessed.
 */
export type Patch =
  /** Puts `text` in the place of a span; an empty span inserts. */
  | { readonly op: 'replace'; readonly at: Span; readonly text: string }
  /** Writes `value` under keys below the mapping whose own key is at `in`; keys of the path that are missing are made. */
  | { readonly op: 'set-key'; readonly in: Span; readonly path: readonly string[]; readonly value: YamlValue }
  /** Puts a YAML value in the place of the value at `at`, or of the value whose key is at `at`. */
  | { readonly op: 'set-value'; readonly at: Span; readonly value: YamlValue }
  /** Adds an item at the end of the sequence at `to`, or of the sequence whose key is at `to`. */
  | { readonly op: 'append-item'; readonly to: Span; readonly item: YamlValue }
  /** Adds a line behind the line (or the instruction) that ends at the span's end, indented as that line is. */
  | { readonly op: 'add-line'; readonly after: Span; readonly text: string };

/** What a patch writes as YAML, in the style that stands around it. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Inserts `text` just behind a span. */
export const insertBehind = ({ file, end }: Span, text: string): Patch => ({
  op: 'replace',
  at: file.span(end, end),
  text,
});

/** Puts `text` in the place of a span. */
export const replaceBy = (at: Span, text: string): Patch => ({ op: 'replace', at, text });
