import type { Span } from '../source/source-file.ts';
import { isOpen } from './hole-table.ts';
import type { Made } from './made.ts';
import { knownSuffixes } from './special-targets.ts';
import { type Scope, type Variable, variable } from './variable.ts';

/** `$@`, `$<` and their kin, with their `D` and `F` forms. Source: gnu.org/software/make/manual, 10.5.3. */
export function automaticVariables(
  { target, prerequisites, first, orderOnly, stem }: Made,
  outer: Scope | undefined,
  at: Span,
): Scope {
  const distinct = [...new Set(prerequisites)];
  const values: readonly (readonly [string, readonly string[]])[] = [
    ['@', [target]],
    ['<', first === undefined ? [] : [first]],
    ['^', distinct],
    ['+', prerequisites],
    ['|', [...new Set(orderOnly)]],
    ['?', distinct],
    ['*', [stem ?? withoutSuffix(target)].filter((text) => text !== '')],
    ['%', []],
  ];
  const own = new Map<string, Variable>();
  const set = (name: string, words: readonly string[]): void => {
    own.set(name, variable(name, words.join(' '), at, { origin: 'automatic' }));
  };
  for (const [name, words] of values) {
    set(name, words);
    if (words.some(isOpen)) {
      own.set(`${name}D`, computed(`${name}D`, `$(patsubst %/,%,$(dir $(${name})))`, at));
      own.set(`${name}F`, computed(`${name}F`, `$(notdir $(${name}))`, at));
      continue;
    }
    set(
      `${name}D`,
      words.map((word) => (word.includes('/') ? word.replace(/\/[^/]*$/, '') || '/' : '.')),
    );
    set(
      `${name}F`,
      words.map((word) => word.replace(/^.*\//s, '')),
    );
  }
  return { own, outer };
}

/** The functions know what an unknown name hides. */
const computed = (name: string, value: string, at: Span): Variable =>
  variable(name, value, at, { origin: 'automatic', isRecursive: true });

/** Without a stem, `$*` is the name without a suffix that make knows; empty for any other name. */
function withoutSuffix(target: string): string {
  const suffix = /\.[^./]*$/.exec(target)?.[0] ?? '';
  return knownSuffixes.has(suffix) ? target.slice(0, -suffix.length) : '';
}
