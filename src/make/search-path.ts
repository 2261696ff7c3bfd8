import { lookUp } from '../script/state/persistent-map.ts';
import { valueOfName } from './expand.ts';
import { exists } from './files.ts';
import { findRules } from './find-rule.ts';
import { derived, shown } from './hole-table.ts';
import type { Run } from './run.ts';

/**
 * Whether a file may lie where `VPATH` or `vpath` point, so that it has another name and other rules: it is not there
 * and nobody makes it. Source: gnu.org/software/make/manual, 4.5 Searching Directories for Prerequisites.
 */
export function isElsewhere(run: Run, name: string): boolean {
  const isSet = lookUp(run.globals, 'VPATH') !== undefined && valueOfName(run, 'VPATH', undefined) !== '';
  if (!(run.rules.hasSearchPath || isSet) || run.rules.phony.has(name) || exists(run, name) !== false) return false;
  const { explicit, implicit } = findRules(run, name);
  return explicit.length === 0 && implicit.length === 0;
}

/** The name by which a recipe sees what its target needs; unknown where it is looked for elsewhere. */
export const foundName = (run: Run, name: string): string =>
  isElsewhere(run, name)
    ? derived(run.table, { operation: 'VPATH', operands: [name], shown: shown(run.table, name), at: run.at })
    : name;
