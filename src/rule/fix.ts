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
  /**
   * Writes `value` under keys below the mapping whose own key is at `in`; keys of the path that are missing are made. An
   * empty span at the beginning of a file is its root.
   */
  | { readonly op: 'set-key'; readonly in: Span; readonly path: readonly string[]; readonly value: YamlValue }
  /** Puts a YAML value in the place of the value at `at` (with the tag, if the span begins with it), or whose key is at `at`. */
  | { readonly op: 'set-value'; readonly at: Span; readonly value: YamlValue }
  /** Adds an item at the end of the sequence at `to`, or of the sequence whose key is at `to`. */
  | { readonly op: 'append-item'; readonly to: Span; readonly item: YamlValue }
  /** Adds an item to a sequence behind the item at `behind`. */
  | { readonly op: 'insert-item'; readonly behind: Span; readonly item: YamlValue }
  /** Adds an item at the beginning of the sequence at `to`, or of the sequence whose key is at `to`. */
  | { readonly op: 'prepend-item'; readonly to: Span; readonly item: YamlValue }
  /** Takes the key at `at` away with its value; the last one of a mapping is refused. */
  | { readonly op: 'remove-key'; readonly at: Span }
  /** Takes the item of a sequence away that `at` is, or in which it is; the last one of a sequence is refused. */
  | { readonly op: 'remove-item'; readonly at: Span }
  /** Takes a command away: its line of a literal block, or the item that it is. A line that holds more is refused. */
  | { readonly op: 'remove-line'; readonly at: Span }
  /** Adds a line with a comment (without `#`) above the item or key that holds the span. */
  | { readonly op: 'add-comment'; readonly above: Span; readonly text: string }
  /** Adds a line behind the line (or the instruction) that ends at the span's end, indented as that line is. */
  | { readonly op: 'add-line'; readonly after: Span; readonly text: string };

/**
 * What a patch writes as YAML, in the style that stands around it. A mapping of the one key `!reference` stands for that tag
 * with a list.
 */
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** What GitLab's `!reference` puts in its place: the value under these keys. */
export const reference = (...path: readonly string[]): YamlValue => ({ '!reference': path });

/** The span that a patch is about. */
export function patchPlace(patch: Patch): Span {
  switch (patch.op) {
    case 'set-key':
      return patch.in;
    case 'append-item':
    case 'prepend-item':
      return patch.to;
    case 'add-comment':
      return patch.above;
    case 'insert-item':
      return patch.behind;
    case 'add-line':
      return patch.after;
    default:
      return patch.at;
  }
}

/** The patch for another place. */
export function patchAt(patch: Patch, place: Span): Patch {
  switch (patch.op) {
    case 'set-key':
      return { ...patch, in: place };
    case 'append-item':
    case 'prepend-item':
      return { ...patch, to: place };
    case 'add-comment':
      return { ...patch, above: place };
    case 'insert-item':
      return { ...patch, behind: place };
    case 'add-line':
      return { ...patch, after: place };
    default:
      return { ...patch, at: place };
  }
}

/** One string for equal patches. */
export function patchKey(patch: Patch): string {
  const { file, start, end } = patchPlace(patch);
  const values = Object.entries(patch).filter(([, value]) => typeof value !== 'object' || !('file' in value));
  return JSON.stringify([file.path, start, end, values]);
}

/** Inserts `text` just behind a span. */
export const insertBehind = ({ file, end }: Span, text: string): Patch => ({
  op: 'replace',
  at: file.span(end, end),
  text,
});

/** Puts `text` in the place of a span. */
export const replaceBy = (at: Span, text: string): Patch => ({ op: 'replace', at, text });
