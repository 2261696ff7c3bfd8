import type { YamlValue } from '../syntax/yaml-value.ts';
import { scalarText } from './yaml-access.ts';

/** More nodes than any condition has; a larger one is compared with nothing but itself. */
const mostNodes = 5_000;

/** One string for values that are written alike, whatever the style of the YAML; empty for none. */
export function normalForm(value: YamlValue | undefined): string {
  if (value === undefined) return '';
  const budget = { nodes: mostNodes };
  const form = formOf(value, budget);
  return budget.nodes > 0 ? form : `${value.span.file.path}:${value.span.start}`;
}

function formOf(value: YamlValue, budget: { nodes: number }): string {
  budget.nodes -= 1;
  if (budget.nodes <= 0) return '';
  if (value.kind === 'sequence') return `[${value.items.map((item) => formOf(item, budget)).join(',')}]`;
  if (value.kind === 'reference') return `!${formOf(value.content, budget)}`;
  if (value.kind !== 'mapping') return JSON.stringify(scalarText(value).text);
  const entries = [...value.entries].map(([key, entry]) => `${key}:${formOf(entry.value, budget)}`);
  return `{${entries.toSorted().join(',')}}`;
}
