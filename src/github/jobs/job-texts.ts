import type { LostPlace } from '../../model/lost/lost-value.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { onceFor } from '../../value/index.ts';
import type { JobText } from '../step.ts';
import { holdsExpression, isMapping, isScalar, isSequence, scalarText, valueAt } from '../workflow/yaml-access.ts';
import { writtenValues } from './steps.ts';

/** The keys of a job whose values decide where and with what it runs. */
const keys = ['runs-on', 'container', 'strategy', 'with'];

/** Values stand in each other so deep at most. */
const deepest = 20;

/**
 * The texts with expressions under `env` and under the keys of a job that decide what becomes of it. Kept for all jobs
 * that its matrix makes.
 */
export const textsOf = onceFor((body: YamlMapping): readonly JobText[] => {
  const variables = [...writtenValues(valueAt(body, 'env')).values()].map(
    ({ name, text }): JobText => ({ text, place: { is: 'variable', name } }),
  );
  const others = keys.flatMap((key) => textsIn(valueAt(body, key), { is: 'key', key }, 0));
  return [...variables, ...others].filter(({ text }) => holdsExpression(text.text));
});

function textsIn(value: YamlValue | undefined, place: LostPlace, depth: number): readonly JobText[] {
  if (value === undefined || depth > deepest) return [];
  if (isScalar(value)) return [{ text: scalarText(value), place }];
  const inside = isSequence(value)
    ? value.items
    : isMapping(value)
      ? [...value.entries.values()].map((one) => one.value)
      : [];
  return inside.flatMap((one) => textsIn(one, place, depth + 1));
}
