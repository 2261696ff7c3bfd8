import type { Hole } from './text.ts';

type Part = string | Hole;

/**
 * What is left of two texts without what they begin and end with alike: first the common end is taken off, then the common
 * beginning. Literals are compared by UTF-16 code units, holes by their symbols. No part of what is left is empty.
 */
export function withoutCommonEnds(
  left: readonly Part[],
  right: readonly Part[],
): readonly [readonly Part[], readonly Part[]] {
  const a = left.filter((part) => part !== '');
  const b = right.filter((part) => part !== '');
  cut(a, b, tail);
  a.reverse();
  b.reverse();
  cut(a, b, head);
  return [a.reverse(), b.reverse()];
}

/** One end of literals. */
interface End {
  readonly commonLength: (one: string, other: string) => number;
  readonly without: (literal: string, length: number) => string;
}

const tail: End = {
  commonLength: (one, other) => {
    let length = 0;
    while (length < one.length && one[one.length - 1 - length] === other[other.length - 1 - length]) length += 1;
    return length;
  },
  without: (literal, length) => literal.slice(0, literal.length - length),
};

const head: End = {
  commonLength: (one, other) => {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length += 1;
    return length;
  },
  without: (literal, length) => literal.slice(length),
};

/** Takes what two lists have in common off their ends, of literals as much as one end of them has in common. */
function cut(a: Part[], b: Part[], { commonLength, without }: End): void {
  for (let one = a.pop(), other = b.pop(); ; one = a.pop(), other = b.pop()) {
    const length = typeof one === 'string' && typeof other === 'string' ? commonLength(one, other) : 0;
    const isOneHole = typeof one === 'object' && typeof other === 'object' && one.symbol === other.symbol;
    if (!isOneHole) {
      putBack(a, typeof one === 'string' ? without(one, length) : one);
      putBack(b, typeof other === 'string' ? without(other, length) : other);
      if (length === 0) return;
    }
  }
}

function putBack(parts: Part[], part: Part | undefined): void {
  if (part !== undefined && part !== '') parts.push(part);
}
