import type { JobDefinition } from '../../model/job.ts';
import type { Scope } from '../variables/scope.ts';
import { failedExpansionsOf } from './failed-expansions.ts';
import { holdersOf } from './holders.ts';
import type { JobEntry } from './job-entry.ts';
import { shadowedScriptsOf } from './shadowed-scripts.ts';

/** A job as written; `scope` is that of its first instance, for the values of broken expansions. */
export const definitionOf = (job: JobEntry, scope: Scope): JobDefinition => ({
  name: job.name,
  span: job.span,
  keywords: new Map([...job.inForce].map(([name, { key }]) => [name, key.span])),
  holders: holdersOf(job),
  failedExpansions: failedExpansionsOf(job, scope),
  shadowedScripts: shadowedScriptsOf(job),
});
