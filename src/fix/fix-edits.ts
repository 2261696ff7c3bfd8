import { type Fix, type Patch, patchAt, patchPlace } from '../rule/fix.ts';
import { SourceFile, type Span } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';
import { type EditedText, editsOf, isUnedited, presentRange, presentText, unedited, withEdit } from './edited-text.ts';
import { patchLines } from './line-patch.ts';
import { type Refusal, refused } from './refusal.ts';
import { patchYaml } from './yaml-patch.ts';

/** What a fix does to each file, in edits of the files as the findings show them. */
export type FixEdits = { readonly is: 'edits'; readonly files: ReadonlyMap<SourceFile, readonly TextEdit[]> } | Refusal;

/**
 * A fix as text edits, or why it does not fit the files as they are written. Its patches build upon each other: two keys
 * under a mapping that is not there yet make one mapping.
 */
export function editsOfFix({ patches }: Fix): FixEdits {
  const texts = new Map<SourceFile, EditedText>();
  for (const patch of patches) {
    const place = patchPlace(patch);
    const before = texts.get(place.file) ?? unedited(place.file.text);
    const after = withPatch(before, patch, place);
    if ('is' in after) return after;
    texts.set(place.file, after);
  }
  const files = [...texts].map(([file, text]) => [file, editsOf(text)] as const);
  return { is: 'edits', files: new Map(files.filter(([, edits]) => edits.length > 0)) };
}

function withPatch(text: EditedText, patch: Patch, place: Span): EditedText | Refusal {
  const range = presentRange(text, place.start, place.end);
  if (range === undefined) return refused('an earlier part of the fix takes its place away');
  // The file itself as long as it is unedited: what is read of it serves all fixes of a run.
  const file = isUnedited(text) ? place.file : new SourceFile(place.file.path, presentText(text));
  const moved = patchAt(patch, file.span(range.start, range.end));
  const result = /\.ya?ml$/i.test(file.path) ? patchYaml(file, moved) : patchLines(file, moved);
  if (result.is === 'refused') return result;
  if (result.edits.some((edit) => halfCharacter.test(edit.text))) return refused('no file can hold half a character');
  return result.edits.toReversed().reduce(withEdit, text);
}

/** What an escape in YAML can name, and UTF-8 cannot. */
const halfCharacter = /\p{Surrogate}/u;
