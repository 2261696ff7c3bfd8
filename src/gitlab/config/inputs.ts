import type { Span } from '../../source/source-file.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { evaluateExpression, type OperandValue, parseExpression } from '../expression.ts';
import { isPattern, patternOccurs } from '../expression-pattern.ts';
import type { InputProblem, InputSpec } from './header.ts';
import { coerceInput, rubyText } from './input-type.ts';

/** The inputs of a file with the values they have. */
export interface SettledInputs {
  /** Of every declared input its value; `undefined` for one whose value is missing or wrong. */
  readonly values: ReadonlyMap<string, YamlValue | undefined>;
  readonly problems: readonly InputProblem[];
}

/** What is given to the inputs, and where. */
export interface Given {
  readonly inputs: ReadonlyMap<string, YamlValue>;
  readonly at: Span;
}

/**
 * The value of every input: what is given, coerced to its type, or its default. Problems in GitLab's words and order.
 * Source: GitLab `lib/ci/inputs/*.rb` (19.3).
 */
export function settleInputs(specs: readonly InputSpec[], given: Given): SettledInputs {
  const values = new Map<string, YamlValue | undefined>();
  const problems: InputProblem[] = [];
  for (const spec of specs) {
    const { value, problem } = settle(applyRules(spec, values, given), given);
    values.set(spec.name, problem === undefined ? value : undefined);
    if (problem !== undefined) problems.push({ message: `\`${spec.name}\` input: ${problem}`, at: given.at });
  }
  const unknown = [...given.inputs.keys()].filter((name) => !values.has(name));
  if (unknown.length > 0) problems.push({ message: `unknown input arguments: ${unknown.join(', ')}`, at: given.at });
  return { values, problems };
}

interface Settled {
  readonly value?: YamlValue;
  readonly problem?: string;
}

function settle(spec: InputSpec, { inputs }: Given): Settled {
  const written = inputs.get(spec.name);
  const isGiven = written !== undefined && written.kind !== 'null';
  const source = isGiven ? written : (spec.default ?? (spec.rules && nothingAt(spec.at)));
  if (source === undefined) return { problem: 'required value has not been provided' };
  if (source.kind === 'null') return { value: source };
  const value = coerceInput(source, spec.type);
  const noun = isGiven ? 'provided' : 'default';
  if (value === undefined) return { problem: `${noun} value is not ${articles[spec.type]}` };
  const problem = problemWithOptions(value, spec) ?? problemWithPattern(value, spec, noun);
  return problem === undefined ? { value } : { problem };
}

/** The value of an input whose rules give none. */
const nothingAt = (span: Span): YamlValue => ({ kind: 'null', span });

const articles: Readonly<Record<InputSpec['type'], string>> = {
  array: 'an array',
  boolean: 'a boolean',
  number: 'a number',
  string: 'a string',
};

function problemWithOptions(value: YamlValue, { options }: InputSpec): string | undefined {
  if (options === undefined) return undefined;
  const chosen = value.kind === 'sequence' ? value.items : [value];
  const foreign = chosen.find((item) => !options.some((option) => rubyText(option) === rubyText(item)));
  return foreign && `\`${rubyText(foreign)}\` cannot be used because it is not in the list of allowed options`;
}

function problemWithPattern(value: YamlValue, { regex }: InputSpec, noun: string): string | undefined {
  if (regex === undefined || value.kind !== 'string') return undefined;
  const pattern = isPattern(regex) ? regex : `/${regex.replaceAll('/', '\\/')}/`;
  return patternOccurs(pattern, value.value) === false
    ? `${noun} value does not match required RegEx pattern`
    : undefined;
}

/** The options and the default of the first rule that matches. A rule may look at inputs above and at what is given. */
function applyRules(
  spec: InputSpec,
  settled: ReadonlyMap<string, YamlValue | undefined>,
  { inputs, at }: Given,
): InputSpec {
  const input = (name: string): OperandValue => {
    const value = settled.get(name) ?? inputs.get(name);
    return value === undefined || value.kind === 'null' ? { is: 'null' } : { is: 'string', value: rubyText(value) };
  };
  const rule = spec.rules?.find(({ entries }) => {
    const condition = entries.get('if')?.value;
    const tree = condition?.kind === 'string' ? parseExpression(condition.value) : undefined;
    if (tree === undefined) return condition === undefined;
    return evaluateExpression(tree, { at, input, variable: input }).is === 'yes';
  });
  const options = rule?.entries.get('options')?.value;
  const fallback = rule?.entries.get('default')?.value;
  return {
    ...spec,
    ...(options?.kind === 'sequence' ? { options: options.items } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}
