import type { Named } from '../../model/pipeline/job.ts';
import type { Span } from '../../source/source-file.ts';
import { spellAsGithub } from '../../syntax/yaml-spelling.ts';
import type { YamlScalar, YamlValue } from '../../syntax/yaml-value.ts';

/** One event of `on`. */
export interface WorkflowEvent {
  /** As written: `push`, `workflow_dispatch`. */
  readonly name: string;
  /** Its key, or its item of the list. */
  readonly span: Span;
  /** What the event must be about, by the key of the filter; a filter that is not written is not there. */
  readonly filters: ReadonlyMap<EventFilter, readonly Named[]>;
}

/** The keys under an event that filter it. Source: docs.github.com/actions/reference/workflow-syntax (on). */
export type EventFilter = (typeof eventFilters)[number];

const eventFilters = [
  'branches',
  'branches-ignore',
  'tags',
  'tags-ignore',
  'paths',
  'paths-ignore',
  'types',
  'workflows',
  'names',
] as const;

/** The events under `on`, be it one name, a list, or a mapping; in order, and each name once. What GitHub refuses there is none. */
export function eventsOf(on: YamlValue | undefined): readonly WorkflowEvent[] {
  const events = new Map<string, WorkflowEvent>();
  for (const event of writtenEvents(on)) if (!events.has(event.name)) events.set(event.name, event);
  return [...events.values()];
}

function writtenEvents(on: YamlValue | undefined): readonly WorkflowEvent[] {
  if (on?.kind === 'mapping') {
    return [...on.entries].map(([name, { key, value }]) => ({ name, span: key.span, filters: filtersOf(value) }));
  }
  const names = on === undefined || on.kind === 'null' ? [] : on.kind === 'sequence' ? on.items : [on];
  return names.filter(isScalar).map((name) => ({ name: spellAsGithub(name), span: name.span, filters: new Map() }));
}

function filtersOf(event: YamlValue): WorkflowEvent['filters'] {
  const filters = new Map<EventFilter, readonly Named[]>();
  if (event.kind !== 'mapping') return filters;
  for (const name of eventFilters) {
    const value = event.entries.get(name)?.value;
    if (value !== undefined && value.kind !== 'null') filters.set(name, patternsIn(value));
  }
  return filters;
}

function patternsIn(value: YamlValue): readonly Named[] {
  const patterns = value.kind === 'sequence' ? value.items : [value];
  return patterns.filter(isScalar).map((pattern) => ({ name: spellAsGithub(pattern), span: pattern.span }));
}

const isScalar = (value: YamlValue): value is YamlScalar =>
  value.kind !== 'mapping' && value.kind !== 'sequence' && value.kind !== 'reference';
