/**
 * Who replaces variables in a keyword of the configuration.
 * - `gitlab`: `ExpandVariables.expand`; a variable without a value vanishes (`include`, `environment`).
 * - `gitlab-existing`: `ExpandVariables.expand_existing`; a variable without a value stays as written (`tags`).
 * - `gitlab-value`: the values of variables; as before, and `$$` and `%%` stay as written.
 * - `runner`: Go's `os.Expand`; everything between braces is a name, what has no value vanishes (`image`, `cache:key`).
 * Source: GitLab's lib/expand_variables.rb and lib/gitlab/ci/variables/collection/item.rb (19.3);
 * GitLab Runner's common/spec/variables.go (19.4); Go's os/env.go.
 */
export type Expander = 'gitlab' | 'gitlab-existing' | 'gitlab-value' | 'runner';

/** A piece of a string: text that stays, or a form that stands for a variable. Offsets are half-open. */
export interface ExpansionPiece {
  readonly start: number;
  readonly end: number;
  /** The variable's name; `undefined` for text that stays. */
  readonly name?: string;
  /** What text that stays becomes, where that is not what is written (`$$` becomes `$` in the runner). */
  readonly becomes?: string;
}

/** Whether there may be something to expand, whoever does it; most strings have nothing. */
export const hasForms = (input: string): boolean => input.includes('$') || input.includes('%');

/** The pieces of a string, in order and without gaps. */
export function expansionPieces(input: string, expander: Expander): readonly ExpansionPiece[] {
  const pieces: ExpansionPiece[] = [];
  let from = 0;
  for (const form of input.matchAll(forms[expander])) {
    if (form.index > from) pieces.push({ start: from, end: form.index });
    from = form.index + form[0].length;
    pieces.push({ start: form.index, end: from, ...meaningOf(form, expander) });
  }
  if (from < input.length) pieces.push({ start: from, end: input.length });
  return pieces;
}

const name = '[a-zA-Z_][a-zA-Z0-9_]*';
const gitlabForm = new RegExp(`\\$(${name})|\\$\\{(${name})\\}|%(${name})%`, 'g');
const forms: Readonly<Record<Expander, RegExp>> = {
  gitlab: gitlabForm,
  'gitlab-existing': gitlabForm,
  'gitlab-value': new RegExp(`\\$\\$|%%|${gitlabForm.source}`, 'g'),
  runner: /\$(?:\{([^}]*)\}|([a-zA-Z_][a-zA-Z0-9_]*|[0-9*#$@!?-])|\{)/g,
};

function meaningOf(form: RegExpExecArray, expander: Expander): { name?: string; becomes?: string } {
  const variable = form[1] ?? form[2] ?? form[3];
  if (expander !== 'runner') return variable === undefined ? {} : { name: variable };
  if (variable === '$') return { becomes: '$' };
  return variable !== undefined && settable.test(variable) ? { name: variable } : { becomes: '' };
}

/** Names that a variable may have; the runner takes `V:-default` for a name too, which nobody can set. */
const settable = /^[a-zA-Z_][\w.]*$/;

/** A form that a shell expands and the expander does not. Offsets are half-open, in the string that was given. */
export interface FailedExpansion {
  /** As written: `${GOARCH:-amd64}`. */
  readonly written: string;
  /** The variable that the form is about: `GOARCH`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** What becomes of it: it stays as it is, or it vanishes. */
  readonly outcome: 'literal' | 'empty';
}

/** The parameter expansions of a shell that an expander does not know, such as `${NAME:-default}`. */
export function failedExpansions(input: string, expander: Expander): readonly FailedExpansion[] {
  return [...input.matchAll(shellForm)]
    .filter((form) => form[0] !== '$$')
    .map((form) => ({
      written: form[0],
      name: form[1] ?? form[2] ?? '',
      start: form.index,
      end: form.index + form[0].length,
      outcome: expander === 'runner' ? 'empty' : 'literal',
    }));
}

/** A dollar sign that is doubled begins nothing. */
const shellForm = new RegExp(`\\$\\$|\\$\\{(?:(${name})[^}a-zA-Z0-9_][^}]*|[#!](${name})[^}]*)\\}`, 'g');
