import type { Finding } from '../engine/finding.ts';
import { showable } from './showable.ts';

/** The message of a finding as a clause that says how certain it is. */
export const claimOf = ({ certainty, message }: Finding): string =>
  showable(certainty === 'undecided' ? `cannot rule out that ${message}` : message);

/** What hides the answer of an undecided finding, to stand behind its claim; empty for a violation. */
export const becauseOf = ({ causes }: Finding): string =>
  causes
    .slice(0, 1)
    .map(({ because }) => `, because ${showable(because)}`)
    .join('');

/** The word a person reads for the severity of a finding. */
export function labelOf({ certainty, severity }: Finding): 'error' | 'warning' | 'note' | 'undecided' {
  if (certainty === 'undecided' && severity === 'info') return 'undecided';
  return severity === 'info' ? 'note' : severity;
}

/** `1 job`, `2 jobs`. */
export const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
