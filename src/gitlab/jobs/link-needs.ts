import type { Job, Need, Needs } from '../../model/pipeline/job.ts';
import type { Cause } from '../../value/index.ts';
import type { WrittenNeed, WrittenNeeds } from './needs.ts';

/** The jobs of a pipeline by the names that `needs` may use. */
export interface JobNames {
  /** Every job by its full name. */
  readonly byName: ReadonlyMap<string, Job>;
  /** The instances of the definitions with `parallel`, by the definition's name. */
  readonly parallel: ReadonlyMap<string, readonly Job[]>;
  /** Files that could define more jobs and were not read. */
  readonly openTo: readonly Cause[];
}

/**
 * The needs with the jobs they name. The name of a parallel job stands for all instances; a matrix selection gives
 * one need for each instance it spells. A name that nobody has, where jobs may be out of sight, opens the list.
 * Source: GitLab `lib/gitlab/ci/config/normalizer.rb#parallelize_job_config`.
 */
export function linkNeeds(written: WrittenNeeds, names: JobNames): Needs {
  if (written.by !== 'list') return written;
  const items = written.needs.flatMap((need) => linkNeed(need, names));
  const isBlind = items.some(({ jobs, isElsewhere }) => jobs.length === 0 && !isElsewhere);
  const openTo = isBlind ? [...written.openTo, ...names.openTo] : written.openTo;
  return { by: 'list', needs: { items, openTo }, span: written.span };
}

function linkNeed(written: WrittenNeed, { byName, parallel }: JobNames): readonly Need[] {
  const { selected, name, isOptional, takesArtifacts, artifactsAt, isElsewhere, span } = written;
  const need = (as: string, jobs: readonly Job[]): Need => ({
    name: as,
    jobs,
    isOptional,
    takesArtifacts,
    ...(artifactsAt && { artifactsAt }),
    isElsewhere,
    span,
  });
  if (isElsewhere) return [need(name, [])];
  const instances = parallel.get(name);
  if (instances !== undefined && selected !== undefined) return selected.map((one) => need(one, jobNamed(one, byName)));
  return [need(name, instances ?? jobNamed(name, byName))];
}

function jobNamed(name: string, byName: ReadonlyMap<string, Job>): readonly Job[] {
  const job = byName.get(name);
  return job === undefined ? [] : [job];
}
