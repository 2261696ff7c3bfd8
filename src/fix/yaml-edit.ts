import type { TextEdit } from '../source/text-edit.ts';
import type { OutlineChange } from './yaml-outline.ts';

/** A change of what a YAML text says, and ways to write it, the nearest to the author's first. */
export interface YamlEdit {
  readonly is: 'edit';
  readonly change: OutlineChange;
  /** A comment that is there afterwards. */
  readonly comment?: string;
  readonly ways: readonly (readonly TextEdit[])[];
}

/** A change with its ways. */
export const edit = (change: OutlineChange, ...ways: readonly (readonly TextEdit[])[]): YamlEdit => ({
  is: 'edit',
  change,
  ways,
});
