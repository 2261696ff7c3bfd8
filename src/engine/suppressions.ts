import type { Project } from '../model/index.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import { type FileLayout, layoutOf } from './file-layout.ts';
import { type SuppressionComment, suppressionComments } from './suppression-comment.ts';
import { flawOf, type SuppressionFlaw } from './suppression-flaw.ts';

/** One rule that a valid comment silences in some lines of a file. */
export interface Suppression {
  readonly ruleId: string;
  readonly file: SourceFile;
  /** The lines it speaks for: 1-based, both ends included. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly reason: string;
  /** The rule's name in the comment. */
  readonly span: Span;
}

/** What the comments of a project ask for, and what is wrong with them. */
export interface Suppressions {
  readonly valid: readonly Suppression[];
  readonly flaws: readonly SuppressionFlaw[];
}

/** Where comments are looked for, and what they are measured by. */
export interface SuppressionScope {
  readonly files: readonly SourceFile[];
  /** For the places of jobs. */
  readonly project: Project;
  /** An ISO date. */
  readonly today: string;
  /** Whether a comment may name the id. */
  readonly isKnownRule: (id: string) => boolean;
}

/** Reads all comments. Files of the same path are one file. */
export function readSuppressions({ files, project, today, isKnownRule }: SuppressionScope): Suppressions {
  const distinct = new Map(files.map((file) => [file.path, file]));
  const read = [...distinct.values()].flatMap((file) => {
    const comments = suppressionComments(file);
    if (comments.length === 0) return [];
    const layout = layoutOf(file, jobLinesOf(project, file));
    return comments.map((comment) => {
      const flaw = flawOf(comment, today, layout);
      return flaw === undefined ? readRules(comment, layout, isKnownRule) : { valid: [], flaws: [flaw] };
    });
  });
  return { valid: read.flatMap(({ valid }) => valid), flaws: read.flatMap(({ flaws }) => flaws) };
}

/** The 1-based lines of a file in which jobs begin, rising. */
function jobLinesOf({ pipelines }: Project, file: SourceFile): readonly number[] {
  const spans = pipelines.flatMap(({ definitions }) => definitions.map(({ span }) => span));
  const lines = spans.filter((span) => span.file.path === file.path).map(({ start }) => file.positionAt(start).line);
  return [...new Set(lines)].sort((a, b) => a - b);
}

/** The suppressions that apply to a finding of a rule that begins at `at`; the narrowest one first. */
export function suppressionsOf(
  ruleId: string,
  at: Span,
  suppressions: ReadonlyMap<string, readonly Suppression[]>,
): readonly Suppression[] {
  const { line } = at.file.positionAt(at.start);
  return (suppressions.get(suppressionKey({ ruleId, file: at.file })) ?? [])
    .filter(({ lines }) => lines.first <= line && line <= lines.last)
    .sort((a, b) => a.lines.last - a.lines.first - (b.lines.last - b.lines.first));
}

/** The suppressions by rule and file. */
export function suppressionIndex(valid: readonly Suppression[]): ReadonlyMap<string, readonly Suppression[]> {
  const index = new Map<string, Suppression[]>();
  for (const suppression of valid) {
    const key = suppressionKey(suppression);
    const known = index.get(key);
    if (known === undefined) index.set(key, [suppression]);
    else known.push(suppression);
  }
  return index;
}

const suppressionKey = ({ ruleId, file }: Pick<Suppression, 'ruleId' | 'file'>): string => `${ruleId} ${file.path}`;

function readRules(
  comment: SuppressionComment,
  layout: FileLayout,
  isKnownRule: SuppressionScope['isKnownRule'],
): Suppressions {
  const { file } = comment.span;
  const lines = linesOf(comment, layout);
  const rules = comment.rules ?? [];
  return {
    valid: rules
      .filter(({ id }) => isKnownRule(id))
      .map(({ id, span }) => ({ ruleId: id, file, lines, reason: comment.reason, span })),
    flaws: rules
      .filter(({ id }) => !isKnownRule(id))
      .map(({ id, span }) => ({ at: span, message: `there is no rule \`${id}\``, help: 'name the rule by its id' })),
  };
}

/**
 * The lines a comment speaks for: its own, or, where it stands alone, the next one that is no comment; and if a job or a
 * step of a workflow begins there, all of it.
 */
function linesOf(
  { verb, line, isAlone, span: { file } }: SuppressionComment,
  layout: FileLayout,
): Suppression['lines'] {
  if (verb === 'ignore-file') return { first: 1, last: file.lineCount };
  if (!isAlone) return { first: line, last: line };
  const first = layout.contentBehind(line);
  return { first, last: layout.lastOfBlock(first) };
}
