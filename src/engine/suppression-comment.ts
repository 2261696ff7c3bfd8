import type { SourceFile, Span } from '../source/source-file.ts';

/** A comment that asks to silence rules, as written. */
export interface SuppressionComment {
  readonly verb: string;
  /** The rules it names, each with its place; `undefined` without brackets. */
  readonly rules: readonly { readonly id: string; readonly span: Span }[] | undefined;
  /** The text behind `until=`; `undefined` if it has no date. */
  readonly until: string | undefined;
  /** Empty if it gives none. */
  readonly reason: string;
  /** 1-based. */
  readonly line: number;
  /** Whether nothing else stands on its line. */
  readonly isAlone: boolean;
  /** From the `#` to the end of the line. */
  readonly span: Span;
}

const marker = 'multiarch-lint:';
const pattern = /^#[ \t]*multiarch-lint:[ \t]*(?<verb>[\w-]*)[ \t]*(?:\[(?<rules>[^\]]*)\])?(?<rest>.*)$/d;

/** The comments of the form `# multiarch-lint: ignore[rule-a,rule-b] until=2027-01-31 reason` in a file, in order. */
export function suppressionComments(file: SourceFile): readonly SuppressionComment[] {
  const comments: SuppressionComment[] = [];
  for (let at = file.text.indexOf(marker); at !== -1; ) {
    const { line } = file.positionAt(at);
    const comment = commentIn(file, line);
    if (comment !== undefined) comments.push(comment);
    at = file.text.indexOf(marker, Math.max(at + 1, file.lineStart(line + 1)));
  }
  return comments;
}

function commentIn(file: SourceFile, line: number): SuppressionComment | undefined {
  const text = file.lineText(line);
  // A comment begins a line or follows a blank; anything else before `#` makes it a part of a word.
  const at = text.search(/(?:^|(?<=\s))#[ \t]*multiarch-lint:/);
  if (at === -1) return undefined;
  const start = file.lineStart(line) + at;
  const match = pattern.exec(text.slice(at));
  const { verb = '', rules, rest = '' } = match?.groups ?? {};
  const until = /^\s*until=(\S*)/.exec(rest);
  return {
    verb,
    rules: rules === undefined ? undefined : namedRules(file, start + (match?.indices?.groups?.rules?.[0] ?? 0), rules),
    until: until?.[1],
    reason: rest.slice(until?.[0].length ?? 0).trim(),
    line,
    isAlone: text.slice(0, at).trim() === '',
    span: file.span(start, start - at + text.trimEnd().length),
  };
}

/** Each rule at its first place: who repeats a name asks for nothing more. */
function namedRules(file: SourceFile, start: number, list: string): readonly { id: string; span: Span }[] {
  const first = new Map<string, Span>();
  for (const { 0: id, index } of list.matchAll(/[^,\s]+/g))
    if (!first.has(id)) first.set(id, file.span(start + index, start + index + id.length));
  return [...first].map(([id, span]) => ({ id, span }));
}
