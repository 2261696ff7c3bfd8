import type { JobCommand } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import type { Cause } from '../value/index.ts';
import { indirectionLikelihood } from './indirection.ts';

/**
 * Of the reasons why a job may build out of sight, those that are no mere possibility: everything but the commands
 * that hardly ever build images.
 */
export function likelyBuildersOf(commands: readonly JobCommand[], causes: readonly Cause[]): readonly Cause[] {
  if (causes.length === 0) return causes;
  const unlikely = new Set(
    commands.filter((command) => indirectionLikelihood(command) === 'possible').map(({ span }) => placeKey(span)),
  );
  return causes.filter(({ kind, at }) => kind !== 'indirection' || !unlikely.has(placeKey(at)));
}

const placeKey = ({ file, start }: Span): string => `${file.path}\0${String(start)}`;
