import type { JobDefinition } from '../../model/pipeline/job.ts';
import type { LostKey } from '../../model/surprise.ts';
import type { ReplacedEntry, YamlEntry, YamlMapping, YamlSequence, YamlValue } from '../../syntax/yaml-value.ts';
import { onceFor } from '../../value/index.ts';
import { normalForm } from '../normal-form.ts';

/** A key whose value does not count, and where it stands. */
interface Loss {
  readonly path: readonly string[];
  readonly replaced: ReplacedEntry;
  readonly inForce: YamlEntry;
}

/** The loss at the key of an entry itself, and those below it. */
export function lostKeysAt(name: string, entry: YamlEntry, definition?: JobDefinition): readonly LostKey[] {
  return lossesIn(name, entry).map((loss) => lostKeyOf(loss, definition));
}

/** The loss at the key of an entry itself. */
export function lostKeyAt(name: string, entry: YamlEntry, definition?: JobDefinition): readonly LostKey[] {
  return lossAt(name, entry).map((loss) => lostKeyOf(loss, definition));
}

function lostKeyOf({ path, replaced, inForce }: Loss, definition: JobDefinition | undefined): LostKey {
  return {
    kind: replaced.how,
    path,
    at: replaced.key.span,
    lost: replaced.value.span,
    inForce: inForce.key.span,
    by: replaced.by,
    ...(definition === undefined ? {} : { definition }),
  };
}

function lossesIn(name: string, entry: YamlEntry): readonly Loss[] {
  const below = lossesBelow(entry.value);
  if (below.length === 0) return lossAt(name, entry);
  return [...lossAt(name, entry), ...below.map((loss) => ({ ...loss, path: [name, ...loss.path] }))];
}

/** What is written again with the same value is not lost. */
function lossAt(name: string, entry: YamlEntry): readonly Loss[] {
  const replaced = entry.replaces;
  if (replaced === undefined || normalForm(replaced.value) === normalForm(entry.value)) return none;
  return [{ path: [name], replaced, inForce: entry }];
}

/** More in one value than any report can bear. */
const mostLosses = 100;

/** Nearly every value. */
const none: readonly Loss[] = [];

/** The nesting of what YAML reads is bounded, so the recursion is. */
function lossesBelow(value: YamlValue): readonly Loss[] {
  if (value.kind === 'mapping') return lossesInMapping(value);
  return value.kind === 'sequence' && value.items.some(hasParts) ? lossesInSequence(value) : none;
}

const hasParts = ({ kind }: YamlValue): boolean => kind === 'mapping' || kind === 'sequence';

const lossesInSequence = onceFor(({ items }: YamlSequence): readonly Loss[] => firstOf(items, lossesBelow));

const lossesInMapping: (value: YamlMapping) => readonly Loss[] = onceFor(({ entries }) =>
  firstOf(entries, ([name, entry]) => lossesIn(name, entry)),
);

/** What several parts lose, a part that aliases repeat only once. */
function firstOf<T>(items: Iterable<T>, lossesOf: (item: T) => readonly Loss[]): readonly Loss[] {
  let found: Map<ReplacedEntry, Loss> | undefined;
  for (const item of items) {
    if (found !== undefined && found.size >= mostLosses) break;
    for (const loss of lossesOf(item)) {
      found ??= new Map();
      if (!found.has(loss.replaced)) found.set(loss.replaced, loss);
    }
  }
  return found === undefined ? none : [...found.values()];
}
