import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { joinTexts, literal, type Text } from '../../value/index.ts';
import type { Layer, VariableDefinition } from './definition.ts';
import { expandWritten, type Names } from './expand-written.ts';
import { withoutLostForms } from './lost-forms.ts';

/** The variables of one job at the three moments at which something reads them. */
export interface Scope {
  readonly definitions: Layer;
  /** Values as written, which is what GitLab puts into `tags` and `rules`. */
  readonly raw: Names;
  /** Values after GitLab's expansion, as they are sent to the runner and put into `environment` and `trigger`. */
  readonly sent: Names;
  /** Values after the runner's expansion: what `image`, `cache` and the job's shell see. */
  readonly run: Names;
}

/** How many variables may stand inside each other. */
const deepestChain = 50;

/**
 * The values of a job's variables; `surroundings` answers for names that no layer defines. GitLab expands values
 * recursively first, then the runner once. A variable inside its own value is the one of the surroundings.
 * Source: GitLab `lib/gitlab/ci/variables/collection.rb#sort_and_expand_all`; gitlab-runner
 * `common/spec/variables.go` Expand.
 */
export function createScope(definitions: Layer, surroundings: Names, job: string): Scope {
  const defines = (name: string): boolean => definitions.has(name) || surroundings.defines(name);
  const names = (valueOf: Names['valueOf']): Names => ({ valueOf, defines });
  const sentValues = new Map<string, Text>();
  const runValues = new Map<string, Text>();
  const open = new Set<string>();

  function sent(name: string, at: Span, user?: string): Text {
    const definition = definitions.get(name);
    if (definition === undefined || name === user) return surroundings.valueOf(name, at);
    if (user !== undefined && isRaw(definition)) return literal(`\${${name}}`, at);
    const known = sentValues.get(name);
    if (known !== undefined) return known;
    if (open.has(name) || open.size > deepestChain) return entangled(name, at, job);
    open.add(name);
    const value = sentValue(
      definition,
      job,
      names((other, place) => sent(other, place, name)),
    );
    open.delete(name);
    sentValues.set(name, value);
    return value;
  }

  function run(name: string, at: Span): Text {
    const definition = definitions.get(name);
    const known = runValues.get(name);
    if (known !== undefined) return known;
    const before = sent(name, at);
    if (definition === undefined || isFinal(definition)) return before;
    const value = expandSent(
      before,
      names((other, place) => sent(other, place)),
    );
    runValues.set(name, value);
    return value;
  }

  const raw = (name: string, at: Span): Text => rawValue(definitions.get(name), job) ?? surroundings.valueOf(name, at);
  return { definitions, raw: names(raw), sent: names((name, at) => sent(name, at)), run: names(run) };
}

function rawValue(definition: VariableDefinition | undefined, job: string): Text | undefined {
  if (definition === undefined) return undefined;
  const { value, span } = definition;
  if (value.is === 'written') return literal(value.text.text, span);
  return value.is === 'given' ? value.text : hiddenValue(definition, value, job);
}

type Hidden = Extract<VariableDefinition['value'], { readonly is: 'hidden' }>;

const hiddenValue = ({ name, span }: VariableDefinition, { cause, symbol }: Hidden, job: string): Text => ({
  parts: [{ symbol: symbol ?? `${name}@${job}`, shown: `$${name}`, cause }],
  span,
});

/** Values that the runner does not expand. */
const isFinal = (definition: VariableDefinition): boolean => definition.value.is !== 'written' || isRaw(definition);

/** `expand: false`: GitLab leaves references to such a variable to the runner, which does not look into its value. */
const isRaw = ({ value }: VariableDefinition): boolean => value.is === 'written' && value.isRaw;

function sentValue(definition: VariableDefinition, job: string, names: Names): Text {
  const { value, span } = definition;
  if (value.is === 'given') return value.text;
  if (value.is === 'hidden') return hiddenValue(definition, value, job);
  return value.isRaw ? literal(value.text.text, span) : expandWritten(value.text, 'gitlab-value', names);
}

/** The runner's pass over what GitLab sent. */
function expandSent(text: Text, names: Names): Text {
  const parts = withoutLostForms(text).parts.map((part): Text => {
    if (typeof part !== 'string') return { parts: [part], span: text.span };
    return expandWritten(EmbeddedText.opaque(part, text.span), 'runner', names);
  });
  return joinTexts(parts, text.span);
}

function entangled(name: string, at: Span, job: string): Text {
  const because = `\`$${name}\` is defined by way of itself`;
  return {
    parts: [{ symbol: `${name}@${job}`, shown: `$${name}`, cause: { kind: 'expression', because, at } }],
    span: at,
  };
}
