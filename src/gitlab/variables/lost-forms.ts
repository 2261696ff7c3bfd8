import type { Hole, Text } from '../../value/index.ts';
import { expansionPieces } from '../expansion-forms.ts';

/**
 * What GitLab sent without the forms that hold a value of the run between their braces, such as `${TAG:-$SHA}` once GitLab has put
 * `$SHA` in: the runner takes all of it for a name, which no variable has. Values that hold a brace are not expected.
 *
 * Source: Go's os/env.go (a name reaches to the next brace); gitlab-runner common/spec/variables.go.
 */
export function withoutLostForms({ parts, span }: Text): Text {
  const last = parts.findLastIndex(hasBrace);
  const kept: (string | Hole)[] = [];
  let index = 0;
  let part = parts[0];
  while (part !== undefined) {
    const opening = typeof part === 'string' && index < last ? lostFrom(part) : undefined;
    const closing = opening === undefined ? -1 : parts.findIndex((other, at) => at > index && hasBrace(other));
    const ending = parts[closing];
    if (typeof part === 'string' && typeof ending === 'string') {
      kept.push(part.slice(0, opening));
      index = closing;
      part = ending.slice(ending.indexOf('}') + 1);
    } else {
      kept.push(part);
      index += 1;
      part = parts[index];
    }
  }
  return { parts: kept.filter((one) => one !== ''), span };
}

const hasBrace = (part: string | Hole): boolean => typeof part === 'string' && part.includes('}');

/** Where a form begins that is not closed, and whose beginning is in no name of a variable. */
function lostFrom(part: string): number | undefined {
  const open = expansionPieces(part, 'runner').find(({ start, end }) => part.slice(start, end) === '${');
  return open !== undefined && /[^\w.]/.test(part.slice(open.end)) ? open.start : undefined;
}
