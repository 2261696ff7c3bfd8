import type { BuildStep, RequestedPlatform } from '../../model/index.ts';
import { parsePlatform } from '../../oci/index.ts';
import { type Cause, causesIn, hidden, knownString, type OpenList, set, type Text, unset } from '../../value/index.ts';
import type { FlagValue } from '../flags.ts';
import { listPieces } from './written-parts.ts';

type Platforms = Pick<BuildStep, 'platforms' | 'unreadablePlatforms'>;

/**
 * Reads the values of platform flags, each a comma list. `local` and empty pieces ask for the machine's platform
 * and are left out; a piece with a hole opens the list.
 */
export function readPlatforms(values: OpenList<FlagValue>): Platforms {
  const unreadablePlatforms: { written: string; because: string; span: FlagValue['span'] }[] = [];
  const items: RequestedPlatform[] = [];
  const causes: Cause[] = [...values.openTo];
  const pieces = values.items.flatMap(({ value, span }) => listPieces(value, span));
  for (const { value, span } of pieces) {
    const written = knownString(value)?.trim();
    if (written === undefined) causes.push(...causesIn(value));
    if (written === undefined || written === '' || written === 'local') continue;
    const parsed = parsePlatform(written);
    if (parsed.is === 'platform') items.push({ platform: parsed.platform, span });
    else unreadablePlatforms.push({ written, because: parsed.because, span });
  }
  return { platforms: fieldOf(items, causes), unreadablePlatforms };
}

function fieldOf(items: readonly RequestedPlatform[], causes: readonly Cause[]): Platforms['platforms'] {
  if (items.length > 0) return set({ items, openTo: causes });
  return causes.length > 0 ? hidden(...causes) : unset;
}

/** One text as a list of platform values, for platforms that a variable sets. */
export const platformValue = (value: Text): OpenList<FlagValue> => ({
  items: [{ value, span: value.span, flagSpan: value.span }],
  openTo: [],
});
