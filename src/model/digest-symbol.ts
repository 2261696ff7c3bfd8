import type { Span } from '../source/source-file.ts';
import type { ActionUse } from './action-use.ts';

/**
 * The symbol of the digest, without `sha256:`, of what an action builds or pushes: one for each job and step, so that a digest is
 * known again in the job to which it is handed on.
 */
export const digestSymbol = ({ job, span, via }: ActionUse): string =>
  ['digest', job.pipeline.root.path, job.pipeline.startedBy?.name ?? '', job.name, ...[...via, span].map(placeOf)].join(
    ' ',
  );

const placeOf = ({ file, start }: Span): string => `${file.path}:${String(start)}`;
