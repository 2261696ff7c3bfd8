import type { JobDefinition } from '../../model/pipeline/job.ts';
import type { Span } from '../../source/source-file.ts';
import type { Scope } from '../variables/scope.ts';
import { failedExpansionsOf } from './failed-expansions.ts';
import { holdersOf } from './holders.ts';
import type { JobEntry } from './job-entry.ts';
import { shadowedScriptsOf } from './shadowed-scripts.ts';

/** A job as written; `scope` is that of its first instance, for the values of broken expansions. */
export function definitionOf(job: JobEntry, scope: Scope): JobDefinition {
  const keywords = new Map<string, Span>();
  for (const [name, { key }] of job.inForce) keywords.set(name, key.span);
  return {
    name: job.name,
    span: job.span,
    keywords,
    get holders() {
      return holdersOf(job);
    },
    failedExpansions: failedExpansionsOf(job, scope),
    shadowedScripts: shadowedScriptsOf(job),
  };
}
