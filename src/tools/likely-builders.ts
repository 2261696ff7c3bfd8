import type { JobCommand } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import type { Cause } from '../value/index.ts';
import { likelihoodOf } from './indirection.ts';

/**
 * Of the reasons why a job may build out of sight, those that are no mere possibility: not the commands that hardly ever
 * build images, and not the files that were not read, which could add no more than a `before_script` for all jobs.
 */
export function likelyBuildersOf(commands: readonly JobCommand[], causes: readonly Cause[]): readonly Cause[] {
  if (causes.length === 0) return causes;
  const unlikely = new Set(
    commands.filter((command) => likelihoodOf(command) === 'possible').map(({ span }) => placeKey(span)),
  );
  return causes.filter(({ kind, at }) => kind !== 'include' && (kind !== 'indirection' || !unlikely.has(placeKey(at))));
}

const placeKey = ({ file, start }: Span): string => `${file.path}\0${String(start)}`;
