import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { closed, onceFor, open } from '../../value/index.ts';
import type { Step, Steps, WrittenValue } from '../step.ts';
import { isMapping, isScalar, isSequence, scalarText, textAt, tightSpan, valueAt } from '../workflow/yaml-access.ts';

/** The steps of a job or of a composite action; none where none are written. */
export const readSteps = (value: YamlValue | undefined): Steps['steps'] =>
  value === undefined ? closed([]) : stepsIn(value);

const stepsIn = onceFor((value: YamlValue): Steps['steps'] => {
  const items = isSequence(value) ? value.items.filter(isMapping).map(readStep) : [];
  const isWhole = isSequence(value) && items.length === value.items.length;
  if (isWhole) return closed(items);
  return open(items, { kind: 'syntax', because: '`steps` has a value that GitHub refuses', at: value.span });
});

function readStep(step: YamlMapping): Step {
  const id = textAt(step, 'id')?.text;
  return {
    ...(id === undefined ? {} : { id }),
    ...optional('name', textAt(step, 'name')),
    ...optional('if', conditionAt(step)),
    ...optional('continueOnError', textAt(step, 'continue-on-error')),
    env: writtenValues(valueAt(step, 'env')),
    does: readDeed(step),
    span: tightSpan(step),
  };
}

function readDeed(step: YamlMapping): Step['does'] {
  const [script, uses] = [textAt(step, 'run'), textAt(step, 'uses')];
  if (script !== undefined && uses === undefined) {
    const [shell, directory] = [textAt(step, 'shell'), textAt(step, 'working-directory')];
    return { is: 'run', script, ...optional('shell', shell), ...optional('directory', directory) };
  }
  if (uses === undefined || script !== undefined) return { is: 'nothing' };
  return { is: 'uses', uses, with: writtenValues(valueAt(step, 'with')) };
}

/** The condition of a job or a step; an empty one is none. */
export function conditionAt(mapping: YamlMapping): EmbeddedText | undefined {
  const text = textAt(mapping, 'if');
  return text === undefined || text.text.trim() === '' ? undefined : text;
}

/** The scalars of `env`, `with` or `outputs`, by name as written. */
export const writtenValues = (value: YamlValue | undefined): ReadonlyMap<string, WrittenValue> =>
  isMapping(value) ? scalarsIn(value) : new Map();

const scalarsIn = onceFor((value: YamlMapping): ReadonlyMap<string, WrittenValue> => {
  const values = new Map<string, WrittenValue>();
  for (const [name, { key, value: own }] of value.entries) {
    if (isScalar(own)) values.set(name, { name, text: scalarText(own), key: key.span });
  }
  return values;
});

/** An object with the key if there is a value for it. */
export const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : setKey(key, value);

const setKey = <K extends string, V>(key: K, value: V): { readonly [key in K]?: V } => {
  const holder: { [key in K]?: V } = {};
  holder[key] = value;
  return holder;
};
