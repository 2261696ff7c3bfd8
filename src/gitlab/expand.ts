import { joinTexts, literal, type Text } from '../value/index.ts';
import { type Expander, expansionPieces, type FailedExpansion, failedExpansions } from './expansion-forms.ts';

export type { Expander, FailedExpansion } from './expansion-forms.ts';

/** A text after an expander has been over it once. */
export interface ExpandedText {
  readonly text: Text;
  /** Shell forms that did not expand. Offsets count atoms of the text that was given, as `sliceText` does. */
  readonly failed: readonly FailedExpansion[];
}

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

/**
 * A text with its variables replaced, once. Only literals are expanded: what a hole holds is not looked at, and a
 * form does not reach over a hole. `valueOf` answers `undefined` only for a variable that certainly has no value,
 * and a hole where its value is not known.
 */
export function expandText(input: Text, expander: Expander, valueOf: (name: string) => Text | undefined): ExpandedText {
  const texts: Text[] = [];
  const failed: FailedExpansion[] = [];
  let atoms = 0;
  for (const part of input.parts) {
    if (typeof part !== 'string') {
      texts.push({ parts: [part], span: input.span });
      atoms += 1;
      continue;
    }
    texts.push(expandLiteral(part, input, expander, valueOf));
    for (const failure of failedExpansions(part, expander)) failed.push(shifted(failure, atoms));
    atoms += part.length;
  }
  return { text: joinTexts(texts, input.span), failed };
}

/** Whether a form stays as written if its variable has no value. */
const keepsUndefined: Readonly<Record<Expander, boolean>> = {
  gitlab: false,
  'gitlab-existing': true,
  'gitlab-value': true,
  runner: false,
};

function expandLiteral(
  input: string,
  { span }: Text,
  expander: Expander,
  valueOf: (name: string) => Text | undefined,
): Text {
  const texts = expansionPieces(input, expander).map(({ start, end, name, becomes }) => {
    const written = input.slice(start, end);
    if (name === undefined) return literal(becomes ?? written, span);
    return valueOf(name) ?? literal(keepsUndefined[expander] ? written : '', span);
  });
  return joinTexts(texts, span);
}

const shifted = (failure: FailedExpansion, by: number): FailedExpansion => ({
  ...failure,
  start: failure.start + by,
  end: failure.end + by,
});
