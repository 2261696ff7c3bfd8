import { type Expander, expandString } from '../../gitlab/expand.ts';
import { type Comparison, compared } from './tally.ts';

/** What GitLab's expanders made of one string. */
interface ExpansionLine {
  readonly input: string;
  readonly vars: Readonly<Record<string, string>>;
  readonly expand: string;
  readonly expand_existing: string;
  readonly variable_value_sent_to_runner: string;
}

/** Whether our expansion equals GitLab's, one comparison a string. */
export const compareExpansions = (lines: readonly unknown[]): readonly Comparison[] =>
  // The recorder writes lines of this form.
  lines.map((line) => compareExpansion(line as ExpansionLine));

function compareExpansion({ input, vars, ...answers }: ExpansionLine): Comparison {
  const by = (expander: Expander): string => expandString(input, expander, (name) => vars[name]);
  const mine = [by('gitlab'), by('gitlab-existing'), by('gitlab-value')];
  return compared(input, 'expansion', mine, [
    answers.expand,
    answers.expand_existing,
    answers.variable_value_sent_to_runner,
  ]);
}
