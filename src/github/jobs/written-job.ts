import type { JobDefinition } from '../../model/pipeline/job.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { isMapping, mappingAt } from '../workflow/yaml-access.ts';

/** One entry of `jobs`. */
export interface WrittenJob {
  readonly id: string;
  /** Its key. */
  readonly span: Span;
  /** What stands under it; empty where that is no mapping. */
  readonly body: YamlMapping;
  readonly definition: JobDefinition;
}

/** The jobs of a workflow, in order. */
export const writtenJobs = (root: YamlMapping): readonly WrittenJob[] =>
  [...(mappingAt(root, 'jobs')?.entries ?? [])].map(([id, { key, value }]) => {
    const body: YamlMapping = isMapping(value) ? value : { kind: 'mapping', entries: new Map(), span: value.span };
    return { id, span: key.span, body, definition: definitionOf(id, key.span, body) };
  });

const definitionOf = (name: string, span: Span, body: YamlMapping): JobDefinition => ({
  name,
  span,
  keywords: new Map([...body.entries].map(([keyword, { key }]) => [keyword, key.span])),
  holders: new Map([...body.entries.keys()].map((keyword) => [keyword, { name, span }])),
  failedExpansions: [],
  shadowedScripts: [],
});
