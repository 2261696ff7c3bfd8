import { type Expander, expansionPieces } from './expansion-forms.ts';

export type { Expander } from './expansion-forms.ts';

/**
 * The string with its variables replaced, once; what comes in is not looked at again. `valueOf` answers `undefined`
 * for a variable that has no value.
 */
export function expandString(input: string, expander: Expander, valueOf: (name: string) => string | undefined): string {
  const pieces = expansionPieces(input, expander).map(({ start, end, name, becomes }) => {
    const written = input.slice(start, end);
    if (name === undefined) return becomes ?? written;
    return valueOf(name) ?? (keepsUndefined[expander] ? written : '');
  });
  return pieces.join('');
}

/** Whether a form stays as written if its variable has no value. */
const keepsUndefined: Readonly<Record<Expander, boolean>> = {
  gitlab: false,
  'gitlab-existing': true,
  'gitlab-value': true,
  runner: false,
};
