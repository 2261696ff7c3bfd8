import { defineRule, type Rule } from '../rule/rule.ts';

/** The rule about comments that silence nothing. */
export const unusedSuppression: Rule = defineRule({
  id: 'unused-suppression',
  group: 'input',
  severity: 'warning',
  summary: 'A comment that silences a rule silences a finding',
  why: 'A comment that outlives its finding hides the next one: when the problem comes back, nobody is told.',
  exceptions: 'A comment for a rule that does not run is left alone.',
  references: [],
  check: () => [],
});

/** The rule about comments that cannot silence what they name. */
export const invalidSuppression: Rule = defineRule({
  id: 'invalid-suppression',
  group: 'input',
  severity: 'warning',
  summary: 'A comment that silences a rule names rules that exist, gives a reason and is not past its date',
  why:
    'A comment without a reason cannot be reviewed, and one that names no rule or is past its date silences nothing, ' +
    'although it looks as if it did. Such a comment has no effect: the findings it was meant for are reported.',
  references: [],
  check: () => [],
});

/**
 * The rules that the engine itself checks, because they are about what the other rules found. They take part in a run
 * where they are among its rules; their own `check` finds nothing.
 */
export const suppressionRules: readonly Rule[] = [unusedSuppression, invalidSuppression];
