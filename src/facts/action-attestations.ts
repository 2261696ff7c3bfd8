import { isAtLeast } from './version.ts';

/** What an action does about provenance that nobody asks for. */
export interface ActionAttestations {
  /** In lower case. */
  readonly action: string;
  /** The release since which it asks for provenance itself, so that buildx does not ask the variable. */
  readonly asksSince: string;
  /** Releases before that turn it off: from one, which counts, to `asksSince`. */
  readonly refusesSince: string;
  /** The release since which it reads `BUILDX_NO_DEFAULT_ATTESTATIONS` and then asks for nothing. */
  readonly readsVariableSince: string;
}

/**
 * Source: docker/build-push-action pull requests 781 and 784 (v3.3.1 turned off what v3.3.0 had asked for, v4.0.0 asks again) and
 * commit 288d9e2 (v6.16.0); docker/bake-action issue 131 (v3.0.0) and commit 656e858 (v6.6.0).
 */
const rows: readonly ActionAttestations[] = [
  {
    action: 'docker/build-push-action',
    refusesSince: '3.3.1',
    asksSince: '4.0.0',
    readsVariableSince: '6.16.0',
  },
  { action: 'docker/bake-action', refusesSince: '2.3.0', asksSince: '3.0.0', readsVariableSince: '6.6.0' },
];

/** What an action by its name does about attestations; `undefined` for one that builds by no means of its own. */
export const actionAttestations = (action: string): ActionAttestations | undefined =>
  rows.find((row) => row.action === action.toLowerCase());

/** Whether a release of an action turns provenance off where no input says otherwise. */
export function refusesProvenance(action: string, release: string): boolean {
  const row = actionAttestations(action);
  return row !== undefined && isAtLeast(release, row.refusesSince) && !isAtLeast(release, row.asksSince);
}
