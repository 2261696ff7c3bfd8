import type { Named } from '../../model/pipeline/job.ts';
import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { BuiltJob } from '../jobs/build-jobs.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { isMapping, isScalar, isSequence, scalarText, valueAt } from '../yaml-access.ts';
import { environmentOf } from './environment-shapes.ts';

/** The jobs that `trigger:include:job` names. Source: GitLab `yaml_processor.rb#validate_dynamic_child_pipeline_dependencies!`. */
export function artifactJobs({ own }: JobEntry): readonly Named[] {
  const trigger = valueAt(own, 'trigger');
  const include = isMapping(trigger) ? valueAt(trigger, 'include') : undefined;
  if (!isSequence(include)) return [];
  return include.items.flatMap((item) => {
    const job = isMapping(item) ? valueAt(item, 'job') : undefined;
    return job === undefined || !isScalar(job) ? [] : [{ name: scalarText(job).text, span: job.span }];
  });
}

/** What is wrong with the job that stops an environment. Source: GitLab `yaml_processor.rb#validate_on_stop_job!`. */
export function onStopRejections(
  { job, entry }: BuiltJob,
  entries: ReadonlyMap<string, JobEntry>,
  isOpen: boolean,
): readonly Rejection[] {
  const written = valueAt(entry.own, 'environment');
  const environment = environmentOf(written);
  const stop = environment?.onStop;
  if (written === undefined || environment === undefined || stop === undefined) return [];
  const problem = stopProblem(environment.name, entries.get(stop), isOpen);
  if (problem === undefined) return [];
  const at = (isMapping(written) ? valueAt(written, 'on_stop') : undefined)?.span ?? written.span;
  return [{ kind: 'entry', message: `${job.name} job: on_stop job ${stop} ${problem}`, at }];
}

function stopProblem(name: string, stop: JobEntry | undefined, isOpen: boolean): string | undefined {
  if (stop === undefined) return isOpen ? undefined : 'is not defined';
  if (stop.hiddenBy.length > 0) return undefined;
  const environment = environmentOf(valueAt(stop.own, 'environment'));
  if (environment === undefined) return 'does not have environment defined';
  if (environment.name !== name) return 'have different environment name';
  return environment.action === 'stop' ? undefined : 'needs to have action stop defined';
}

/** Source: GitLab `yaml_processor.rb#validate_job_pages_publish!`. */
export function publishRejections({ job, entry }: BuiltJob): readonly Rejection[] {
  const pages = valueAt(entry.own, 'pages');
  const published = valueAt(entry.own, 'publish');
  if (published === undefined || !isMapping(pages) || !pages.entries.has('publish')) return [];
  const { name } = job;
  return [
    { kind: 'entry', message: `${name} job: use either ${name}:publish or ${name}:pages:publish`, at: published.span },
  ];
}
