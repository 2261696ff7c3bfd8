import { all, fitsGlob, no, sameText, type Truth, yes } from '../../value/index.ts';
import type { ArtifactDownload, ArtifactUpload } from './artifact.ts';
import type { Job } from './job.ts';
import { areOfOneRoot } from './one-run.ts';
import { finishesBefore } from './order.ts';
import { runPath } from './run-path.ts';

/** Whether a download takes what an upload of the same run has stored: by its name, or by a glob. */
export function fitsDownload(upload: Pick<ArtifactUpload, 'name'>, { takes }: ArtifactDownload): Truth {
  switch (takes.is) {
    case 'name':
      return sameText(takes.name, upload.name);
    case 'pattern':
      return fitsGlob(upload.name, takes.pattern);
    case 'all':
      return yes;
    case 'elsewhere':
      return no;
  }
}

/** Whether a download unpacks into a folder, as a step of the same job names it. */
export const unpacksInto = ({ folder }: ArtifactDownload, place: ArtifactDownload['folder']): Truth =>
  sameText(runPath(folder), runPath(place));

/** Whether the artifact of an upload is there when a job of the same run starts. */
export function isStoredBefore({ job, runs }: ArtifactUpload, later: Job): Truth {
  if (job === later || !areOfOneRoot(job, later)) return no;
  return all([finishesBefore(job, later), runs]);
}
