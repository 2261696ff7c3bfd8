import type { Job, JobCommand, ShadowedWork } from '../model/index.ts';
import { concat, type OpenList, onceFor } from '../value/index.ts';
import { type JobSurroundings, readJobCommands } from './read-job.ts';

/** What a job would do if the scripts that its own takes the place of ran first; read only when somebody asks. */
export const shadowedWorkOf = (job: Job, surroundings: JobSurroundings): readonly ShadowedWork[] =>
  job.definition.shadowedScripts.map((script) => {
    const read = onceFor(
      (one: Job): OpenList<JobCommand> =>
        readJobCommands({ ...one, script: concat(script.items, one.script) }, surroundings),
    );
    return { script, commands: () => read(job) };
  });
