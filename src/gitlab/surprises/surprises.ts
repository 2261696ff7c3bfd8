import type { JobDefinition } from '../../model/pipeline/job.ts';
import type { Surprise } from '../../model/surprise.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { globalOrJobKeys, reservedRootKeys } from '../keywords.ts';
import { isMapping, isScalar, scalarText, valueAt } from '../yaml-access.ts';
import { lostKeyAt, lostKeysAt } from './lost-keys.ts';
import { lostNegationsIn } from './lost-negations.ts';
import { oddCells } from './odd-cells.ts';

/**
 * What GitLab takes without a word in a configuration and its author can hardly have meant. Templates are told with the
 * jobs that extend them, and as far as these do not set the same keys; unused ones are left alone.
 */
export function surprisesIn(
  root: YamlMapping,
  jobs: readonly { readonly entry: JobEntry; readonly definition: JobDefinition }[],
): readonly Surprise[] {
  return [...ofPipeline(root), ...jobs.flatMap(({ entry, definition }) => ofJob(root, entry, definition))];
}

function ofPipeline(root: YamlMapping): readonly Surprise[] {
  const workflow = valueAt(root, 'workflow');
  const globals = [...root.entries].filter(([name]) => reservedRootKeys.has(name) || globalOrJobKeys.has(name));
  return [
    ...globals.flatMap(([name, entry]) => lostKeysAt(name, entry)),
    ...(isMapping(workflow) ? lostNegationsIn(valueAt(workflow, 'rules')) : []),
  ];
}

function ofJob(root: YamlMapping, job: JobEntry, definition: JobDefinition): readonly Surprise[] {
  const written = root.entries.get(job.name);
  const templates = templatesOf(root, written?.value).flatMap((name) => {
    const template = root.entries.get(name);
    return template === undefined ? [] : lostKeyAt(name, template, definition);
  });
  return [
    ...templates,
    ...(written === undefined ? [] : lostKeysAt(job.name, written, definition)),
    ...lostNegationsIn(job.inForce.get('rules')?.value, definition),
    ...oddCells(job, definition),
  ];
}

/** More templates than `extends` reaches. */
const mostTemplates = 100;

/** The names of the keys that a job extends, directly or through others. */
function templatesOf(root: YamlMapping, job: YamlValue | undefined): readonly string[] {
  const names = new Set(extendedBy(job));
  for (const name of names) {
    if (names.size >= mostTemplates) break;
    for (const base of extendedBy(root.entries.get(name)?.value)) names.add(base);
  }
  return [...names];
}

function extendedBy(value: YamlValue | undefined): readonly string[] {
  const written = isMapping(value) ? valueAt(value, 'extends') : undefined;
  const items = written === undefined ? [] : written.kind === 'sequence' ? written.items : [written];
  return items.filter(isScalar).map((item) => scalarText(item).text);
}
