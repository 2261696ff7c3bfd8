import type { Span } from '../source/source-file.ts';
import type { FileLayout } from './file-layout.ts';
import type { SuppressionComment } from './suppression-comment.ts';

/** What is wrong with a comment, for a finding of `invalid-suppression`. */
export interface SuppressionFlaw {
  readonly at: Span;
  readonly message: string;
  readonly help: string;
}

/** What keeps the whole comment from having an effect; `today` is an ISO date. */
export function flawOf(comment: SuppressionComment, today: string, layout: FileLayout): SuppressionFlaw | undefined {
  const { verb, rules, until, reason, span: at } = comment;
  if (verb !== 'ignore' && verb !== 'ignore-file') {
    return { at, message: `\`${verb}\` is nothing that a comment can ask for`, help: 'write `ignore[rule] reason`' };
  }
  if (rules === undefined || rules.length === 0) {
    return { at, message: 'the comment names no rule to ignore', help: `write \`${verb}[rule] reason\`` };
  }
  if (until !== undefined && !isDate(until)) {
    return { at, message: `\`until=${until}\` is no date`, help: 'write it as `until=2027-01-31`' };
  }
  if (until !== undefined && until < today) {
    return { at, message: `the suppression ended on ${until}`, help: 'solve the problem, or remove the comment' };
  }
  if (reason === '') {
    return {
      at,
      message: 'the suppression gives no reason',
      help: 'say behind the brackets why the finding is accepted',
    };
  }
  if (verb === 'ignore-file' && comment.line >= layout.firstContent) {
    return { at, message: '`ignore-file` stands below content', help: 'move it above the first line of content' };
  }
  return undefined;
}

/** Whether a text is a day of the calendar, written as ISO 8601 does. */
function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
