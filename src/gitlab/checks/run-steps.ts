import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { isMapping, isScalar, isSequence, isString } from '../yaml-access.ts';
import { must } from './shape.ts';

/** `run`, a list of steps. Source: GitLab `app/validators/json_schemas/run_steps.json`. */
export const runSteps = must(
  (value) => isSequence(value) && value.items.every((item) => isHidden(item) || isStep(item)),
  'run does not match the schema',
);

type Test = (value: YamlValue) => boolean;

const isHidden: Test = (value) => value.kind === 'reference';

/** Whether a mapping has only these keys, with values of these kinds, and all that are required. */
const isObject =
  (keys: Readonly<Record<string, Test>>, ...required: readonly string[]): Test =>
  (value) =>
    isMapping(value) &&
    [...value.entries].every(
      ([key, entry]) => isHidden(entry.value) || (Object.hasOwn(keys, key) && keys[key]?.(entry.value) === true),
    ) &&
    required.every((key) => value.entries.has(key));

const isText: Test = isString;
const isEnvironment: Test = (value) =>
  isMapping(value) && [...value.entries.values()].every(({ value: one }) => isHidden(one) || isScalar(one));
const isFilled: Test = (value) => isString(value) && value.value !== '';
const isPath: Test = (value) => isString(value) || isSequence(value);

const isPlace: Test = (value) =>
  isFilled(value) ||
  isObject({ git: isObject({ url: isText, rev: isText, dir: isPath, file: isText }, 'url', 'rev') }, 'git')(value) ||
  isObject(
    {
      oci: isObject(
        { registry: isText, repository: isText, tag: isText, dir: isPath, file: isText },
        'registry',
        'repository',
        'tag',
      ),
    },
    'oci',
  )(value);

const isName: Test = (value) => isString(value) && /^[a-zA-Z_]\w*$/.test(value.value);

const isStep: Test = (value) => isMapping(value) && countOf(value) === 1 && isKnownStep(value);

/** A step runs a script, a step or a function, and one of them only. */
const countOf = ({ entries }: YamlMapping): number =>
  ['script', 'step', 'func'].filter((key) => entries.has(key)).length;

const isKnownStep = isObject(
  { name: isName, script: isText, step: isPlace, func: isPlace, inputs: isMapping, env: isEnvironment },
  'name',
);
