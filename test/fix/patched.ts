import { editsOfFix } from '../../src/fix/fix-edits.ts';
import type { Patch } from '../../src/rule/index.ts';
import { SourceFile, type Span } from '../../src/source/source-file.ts';
import { applyEdits } from '../../src/source/text-edit.ts';

/** A text under test: `place` finds the only occurrence of a part of it. */
export interface PatchedText {
  readonly place: (part: string) => Span;
}

/** What patches make of a text, or `refused: …`. */
export function patched(
  text: string,
  patchesOf: (text: PatchedText) => readonly Patch[],
  path = '.gitlab-ci.yml',
): string {
  const file = new SourceFile(path, text);
  const place = (part: string): Span => {
    const start = text.indexOf(part);
    if (start === -1 || text.includes(part, start + 1)) throw new Error(`\`${part}\` is not there exactly once`);
    return file.span(start, start + part.length);
  };
  const result = editsOfFix({ title: 'Change it', safety: 'safe', patches: patchesOf({ place }) });
  if (result.is === 'refused') return `refused: ${result.because}`;
  return applyEdits(text, result.files.get(file) ?? []);
}
