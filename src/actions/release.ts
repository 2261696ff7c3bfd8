import { isAtLeast } from '../facts/version.ts';
import { type ActionUse, actionVersion } from '../model/index.ts';

/** Whether an action is of a release or a newer one; one whose release is not known is taken as the newest. */
export function isSince(use: ActionUse, release: string): boolean {
  const version = actionVersion(use);
  return version.is !== 'set' || isAtLeast(version.value, release);
}
