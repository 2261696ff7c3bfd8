import type { Hole, Text } from './text.ts';
import { holesOf } from './text.ts';
import { known, no, type Truth, unknown, yes } from './truth.ts';

/**
 * Whether a name fits a glob of `*` and `?`, in which both may have holes: "yes" if it does whatever the holes hold, "no" if it
 * does not whatever they hold. `*` stands for any characters; globs with brackets or braces are not read and fit perhaps.
 */
export function fitsGlob(name: Text, glob: Text): Truth {
  const [pattern, letters] = [atomsOf(glob), atomsOf(name)];
  const causes = [...holesOf(glob), ...holesOf(name)].map(({ cause }) => cause);
  const isTooLong = pattern.length * letters.length > mostPairs;
  if (isTooLong || pattern.some((atom) => isString(atom) && /[[\]{}()!+@\\]/.test(atom))) return unknown(...causes);
  if (meet(pattern, letters, { isOpen: false })) return yes;
  if (causes.length === 0) return known(false);
  return meet(pattern, letters, { isOpen: true }) ? unknown(...causes) : no;
}

type Atom = string | Hole;

/** Longer ones are not compared. */
const mostPairs = 100_000;

const isString = (atom: Atom | undefined): atom is string => typeof atom === 'string';

const atomsOf = ({ parts }: Text): readonly Atom[] =>
  parts.flatMap<Atom>((part) => (isString(part) ? part.split('') : part));

/** Whether a pattern and a name have a reading in common; where `isOpen`, holes hold whatever is needed. */
function meet(pattern: readonly Atom[], name: readonly Atom[], { isOpen }: { readonly isOpen: boolean }): boolean {
  const isAny = (atom: Atom | undefined): boolean => isOpen && atom !== undefined && !isString(atom);
  let row = new Array<boolean>(name.length + 1).fill(false);
  row[name.length] = true;
  for (let at = name.length - 1; at >= 0 && isAny(name[at]); at -= 1) row[at] = true;
  for (let p = pattern.length - 1; p >= 0; p -= 1) {
    const atom = pattern[p];
    const next = new Array<boolean>(name.length + 1).fill(false);
    const takesAny = atom === '*' || isAny(atom);
    next[name.length] = takesAny && row[name.length] === true;
    for (let n = name.length - 1; n >= 0; n -= 1) {
      const here = name[n];
      const isSame = atom === '?' ? isString(here) : sameAtom(atom, here);
      next[n] =
        (takesAny && (row[n] === true || next[n + 1] === true)) ||
        (isAny(here) && (next[n + 1] === true || row[n] === true)) ||
        (isSame && row[n + 1] === true);
    }
    row = next;
  }
  return row[0] === true;
}

const sameAtom = (one: Atom | undefined, other: Atom | undefined): boolean =>
  one === other ||
  (one !== undefined && other !== undefined && !isString(one) && !isString(other) && one.symbol === other.symbol);
