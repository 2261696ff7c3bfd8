import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { knownString, literal } from '../../value/index.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';
import { expressionHole } from '../expression/hidden-value.ts';
import { textOfValue } from '../expression/text-of-value.ts';
import { valueOfYaml } from '../matrix/value-of-yaml.ts';
import { callEvent, eventBody } from './written-on.ts';
import { isMapping, isScalar, isSequence, mappingAt, scalarText, textAt, valueAt } from './yaml-access.ts';

/** What a workflow says of one of its inputs. */
interface InputSpec {
  readonly name: string;
  /** `string`, `boolean`, `number`, `choice`, `environment`. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly default: YamlValue | undefined;
  readonly options: readonly string[];
  readonly span: Span;
}

/** The inputs that an event of a workflow declares, by name in lower case. */
function inputSpecs(root: YamlMapping, event: string): ReadonlyMap<string, InputSpec> {
  const inputs = mappingAt(eventBody(root, event), 'inputs');
  return new Map(
    [...(inputs?.entries ?? [])].map(([name, { key, value }]) => {
      const body = isMapping(value) ? value : undefined;
      const options = valueAt(body, 'options');
      return [
        name.toLowerCase(),
        {
          name,
          type: textAt(body, 'type')?.text ?? 'string',
          isRequired: textAt(body, 'required')?.text === 'true',
          default: valueAt(body, 'default'),
          options: isSequence(options) ? options.items.filter(isScalar).map((item) => scalarText(item).text) : [],
          span: key.span,
        },
      ] as const;
    }),
  );
}

/**
 * What is wrong with the inputs that a job gives to the workflow it calls.
 * Source: github.com/actions/languageservices, `workflow-parser/src/model/converter/job/inputs.ts`.
 */
export function inputRejections(called: YamlMapping, given: YamlMapping | undefined, at: Span): readonly Rejection[] {
  const specs = inputSpecs(called, callEvent);
  const names = new Set([...(given?.entries.keys() ?? [])].map((name) => name.toLowerCase()));
  const missing = [...specs]
    .filter(([name, { isRequired }]) => isRequired && !names.has(name))
    .map(([, { name }]) => `Input ${name} is required, but not provided while calling.`);
  const undefinedOnes = [...(given?.entries ?? [])].filter(([name]) => !specs.has(name.toLowerCase()));
  return [
    ...missing.map((message): Rejection => ({ kind: 'inputs', message, at })),
    ...undefinedOnes.map(([name, { key }]): Rejection => {
      const message = `Invalid input, ${name} is not defined in the referenced workflow.`;
      return { kind: 'inputs', message, at: key.span };
    }),
  ];
}

/** What a called workflow is given: `with`, and what the names in it stand for where it is written. */
export interface GivenInputs {
  readonly given: YamlMapping | undefined;
  readonly contexts: Contexts;
}

/**
 * The context `inputs` of a called workflow: what it is given, the default, or the empty value of its type.
 * Source: docs.github.com/actions/reference/workflow-syntax (on.workflow_call.inputs).
 */
export function calledInputs(called: YamlMapping, { given, contexts }: GivenInputs, own: Contexts): GithubValue {
  const values = new Map([...(given?.entries ?? [])].map(([name, { value }]) => [name.toLowerCase(), value]));
  const entries = new Map<string, GithubValue>();
  for (const [name, spec] of inputSpecs(called, callEvent)) {
    const value = values.get(name);
    if (value !== undefined) entries.set(name, asType(valueOfYaml(value, contexts), spec));
    else if (spec.default !== undefined) entries.set(name, asType(valueOfYaml(spec.default, own), spec));
    else entries.set(name, emptyOf(spec));
  }
  return { is: 'object', object: { entries } };
}

/**
 * The context `inputs` where whoever starts the workflow gives them, by hand or from another repository: their values are not
 * known, but for those of booleans and of choices. With `mayBeAbsent` another event may start it, which has none.
 */
export function unknownInputs(root: YamlMapping, events: readonly string[], mayBeAbsent: boolean): GithubValue {
  const entries = new Map<string, GithubValue>();
  for (const [name, spec] of events.flatMap((event) => [...inputSpecs(root, event)])) {
    const value = unknownInput(spec);
    const values = entries.has(name) ? undefined : valuesOf(spec);
    if (values === undefined) entries.set(name, value);
    else entries.set(name, { ...value, values: mayBeAbsent ? [...values, { is: 'null' }] : values });
  }
  return { is: 'object', object: { entries } };
}

function unknownInput({ name, span }: InputSpec): Extract<GithubValue, { readonly is: 'hidden' }> {
  const because = `the input \`${name}\` is given when the workflow is started`;
  const shown = `\${{ inputs.${name} }}`;
  return { is: 'hidden', hole: expressionHole(`inputs.${name.toLowerCase()}@${span.file.path}`, shown, because, span) };
}

/** All that an input can be, where those are few. */
function valuesOf({ type, options, span }: InputSpec): readonly GithubValue[] | undefined {
  if (type === 'boolean') return [true, false].map((value) => ({ is: 'boolean', value }));
  return options.length === 0 ? undefined : options.map((option) => ({ is: 'text', text: literal(option, span) }));
}

/**
 * The inputs as `github.event.inputs` has them, where booleans are strings.
 * Source: docs.github.com/actions/reference/events-that-trigger-workflows (workflow_dispatch).
 */
export function inputsOfEvent(inputs: GithubValue): GithubValue {
  if (inputs.is !== 'object') return inputs;
  const entries = [...inputs.object.entries].map(([name, value]) => [name, inputOfEvent(value)] as const);
  return { is: 'object', object: { ...inputs.object, entries: new Map(entries) } };
}

function inputOfEvent(value: GithubValue): GithubValue {
  if (value.is !== 'hidden' || value.values?.some(({ is }) => is === 'boolean') !== true) return value;
  const { hole, values } = value;
  return {
    is: 'hidden',
    hole: { ...hole, symbol: `${hole.symbol} as a string` },
    values: values.map((one) =>
      one.is === 'boolean' ? { is: 'text', text: literal(String(one.value), hole.cause.at) } : one,
    ),
  };
}

function asType(value: GithubValue, { type, span }: InputSpec): GithubValue {
  if (value.is === 'hidden') return value;
  if (type === 'string') {
    return value.is === 'text' || value.is === 'null' ? value : { is: 'text', text: textOfValue(value, span) };
  }
  const text = value.is === 'text' ? knownString(value.text) : undefined;
  if (text === undefined) return value;
  if (type === 'boolean' && /^(?:true|false)$/i.test(text)) {
    return { is: 'boolean', value: text.toLowerCase() === 'true' };
  }
  return type === 'number' && text !== '' && Number.isFinite(Number(text))
    ? { is: 'number', value: Number(text) }
    : value;
}

function emptyOf({ type, span }: InputSpec): GithubValue {
  if (type === 'boolean') return { is: 'boolean', value: false };
  return type === 'number' ? { is: 'number', value: 0 } : { is: 'text', text: literal('', span) };
}
