import type { MakefileLine } from '../syntax/makefile.ts';
import { onceFor } from '../value/index.ts';
import { parseModified } from './written-assignment.ts';

/** What a line that opens no part and belongs to no recipe is, before anything in it is expanded. */
export type LineMeaning =
  | { readonly is: 'nothing' }
  | { readonly is: 'undefine'; readonly name: string; readonly isOverride: boolean }
  | { readonly is: 'assignment'; readonly parsed: Exclude<ReturnType<typeof parseModified>, undefined> }
  | { readonly is: 'directive'; readonly word: string; readonly rest: string }
  /** What ends a part that is not open. */
  | { readonly is: 'end' }
  | { readonly is: 'rule' };

/** Kept for each line: the jobs and recipes that call make read the lines of a makefile again and again. */
export const meaningOf: (line: MakefileLine) => LineMeaning = onceFor(({ text }) => {
  if (text.trim() === '') return { is: 'nothing' };
  const taken = /^(override\s+)?undefine\s+(.*)$/.exec(text);
  if (taken !== null) return { is: 'undefine', name: taken[2] ?? '', isOverride: taken[1] !== undefined };
  const parsed = parseModified(text);
  if (parsed !== undefined) return { is: 'assignment', parsed };
  const [, word, rest = ''] =
    /^(export|unexport|include|-include|sinclude|vpath|load|-load)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  if (word !== undefined && !rest.startsWith(':')) return { is: 'directive', word, rest };
  return { is: /^(?:else|endif|endef)\b/.test(text) ? 'end' : 'rule' };
});
