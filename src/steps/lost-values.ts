import type { Contexts } from '../github/expression/github-value.ts';
import { type Lookup, lookupsIn } from '../github/lost/lookups.ts';
import { type MissingName, missingName } from '../github/lost/missing-name.ts';
import type { LostPlace } from '../model/index.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import { knownString } from '../value/index.ts';
import type { StepList, Walk } from './walk.ts';

/** Who reads values: a step of a list, or the job itself at its end or its beginning. */
export interface Reader {
  readonly walk: Walk;
  readonly list: StepList;
  readonly contexts: Contexts;
}

/** Notes the values that a text reads and that are not there. */
export function noteLost(reader: Reader, text: EmbeddedText, place: LostPlace): void {
  const { walk } = reader;
  for (const lookup of lookupsIn(text)) {
    const missing = missingIn(reader, lookup);
    if (missing === undefined) continue;
    walk.found.lost.push({
      job: walk.job,
      path: lookup.names.map(({ name }) => name),
      missing: missing.index,
      others: missing.others,
      at: lookup.at,
      nameAt: lookup.names[missing.index]?.at ?? lookup.at,
      place,
    });
  }
}

type Missing = (reader: Reader, lookup: Lookup) => MissingName | undefined;

function missingIn(reader: Reader, lookup: Lookup): MissingName | undefined {
  const context = lookup.names[0]?.name.toLowerCase() ?? '';
  return contextsThatLose.get(context)?.(reader, lookup);
}

const missingByContext: Missing = ({ contexts }, lookup) => missingName(lookup, contexts);

/** The contexts in which it is certain what there is. */
const contextsThatLose: ReadonlyMap<string, Missing> = new Map([
  ['matrix', missingByContext],
  ['steps', missingInSteps],
  ['needs', missingInNeeds],
]);

/** A step that is skipped sets nothing, and means it. */
function missingInSteps(reader: Reader, lookup: Lookup): MissingName | undefined {
  const id = lookup.names[1]?.name.toLowerCase();
  const result = id === undefined ? undefined : reader.list.results.get(id);
  return result?.runs.is === 'no' ? undefined : missingByContext(reader, lookup);
}

/** Actions do not see what the job needs. */
function missingInNeeds(reader: Reader, lookup: Lookup): MissingName | undefined {
  const { walk, list } = reader;
  if (list.via.length > 0) return undefined;
  const missing = missingByContext(reader, lookup);
  const [, job, property, output] = lookup.names;
  if (missing !== undefined || job === undefined || output === undefined) return missing;
  if (property?.name.toLowerCase() !== 'outputs') return undefined;
  const declared = walk.surroundings.declaredOutputs(job.name, walk.job.pipeline);
  const isDeclared = declared?.some((name) => name.toLowerCase() === output.name.toLowerCase()) ?? true;
  if (!isDeclared) return { index: 3, others: declared ?? [] };
  const text = walk.surroundings.outputs(job.name, output.name, walk.job.pipeline);
  return text !== undefined && knownString(text) === '' ? { index: lookup.names.length, others: [] } : undefined;
}
