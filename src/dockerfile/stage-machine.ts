import { type Platform, parsePlatform } from '../oci/index.ts';
import { type Field, hidden, knownString, set } from '../value/index.ts';
import type { StageHead } from './stage-head.ts';

/**
 * The platform of the programs that the `RUN` lines of a stage run: that of `FROM --platform`, or the build's. Unknown
 * for the machine's own platform, and where the build is not known.
 *
 * @param target The platform of the build; `undefined` where that is not known.
 */
export function machineOf({ platformFlag, from }: StageHead, target: Platform | undefined): Field<Platform> {
  const written = platformFlag.is === 'set' ? knownString(platformFlag.value) : undefined;
  const parsed = written === undefined ? undefined : parsePlatform(written);
  if (target !== undefined && parsed?.is === 'platform') return set(parsed.platform);
  if (target !== undefined && platformFlag.is === 'unset') return set(target);
  return hidden({ kind: 'runner', because: 'the platform of the build decides', at: from.span });
}
