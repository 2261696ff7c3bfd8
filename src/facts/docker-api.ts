import type { ImageVersion } from './tool-images.ts';
import { isAtLeast } from './version.ts';

/** The versions of the Engine API that a release speaks. */
interface ApiRange {
  readonly min: string;
  readonly max: string;
}

/** A release line of Docker, from which on it holds. */
interface ApiRow {
  readonly since: string;
  readonly max: string;
  readonly daemonMin: string;
  readonly clientMin: string;
}

/**
 * API versions of client and daemon by release; the last row that is reached counts.
 *
 * Source: docs.docker.com/reference/api/engine, the version matrix; moby/moby pull requests 46887 (daemon 25.0: 1.24),
 * 51186 (29.0: 1.44) and 52067 (29.3: back to 1.40); moby client/client.go MinAPIVersion; as of November 2026.
 */
const rows: readonly ApiRow[] = [
  { since: '17.06', max: '1.30', daemonMin: '1.12', clientMin: '1.12' },
  { since: '17.12', max: '1.35', daemonMin: '1.12', clientMin: '1.12' },
  { since: '18.03', max: '1.37', daemonMin: '1.12', clientMin: '1.12' },
  { since: '18.06', max: '1.38', daemonMin: '1.12', clientMin: '1.12' },
  { since: '18.09', max: '1.39', daemonMin: '1.12', clientMin: '1.12' },
  { since: '19.03', max: '1.40', daemonMin: '1.12', clientMin: '1.12' },
  { since: '20.10', max: '1.41', daemonMin: '1.12', clientMin: '1.12' },
  { since: '23.0', max: '1.42', daemonMin: '1.12', clientMin: '1.12' },
  { since: '24.0', max: '1.43', daemonMin: '1.12', clientMin: '1.12' },
  { since: '25.0', max: '1.44', daemonMin: '1.24', clientMin: '1.12' },
  { since: '26.0', max: '1.45', daemonMin: '1.24', clientMin: '1.24' },
  { since: '27.0', max: '1.46', daemonMin: '1.24', clientMin: '1.24' },
  { since: '27.2', max: '1.47', daemonMin: '1.24', clientMin: '1.24' },
  { since: '28.0', max: '1.48', daemonMin: '1.24', clientMin: '1.24' },
  { since: '28.1', max: '1.49', daemonMin: '1.24', clientMin: '1.24' },
  { since: '28.2', max: '1.50', daemonMin: '1.24', clientMin: '1.24' },
  { since: '28.3', max: '1.51', daemonMin: '1.24', clientMin: '1.24' },
  { since: '29.0', max: '1.52', daemonMin: '1.44', clientMin: '1.44' },
  { since: '29.2', max: '1.53', daemonMin: '1.44', clientMin: '1.44' },
  { since: '29.3', max: '1.54', daemonMin: '1.40', clientMin: '1.40' },
];

/** A client and a daemon that are to talk. */
export interface DockerPair {
  readonly client: ImageVersion;
  readonly daemon: ImageVersion;
  /** `DOCKER_API_VERSION`: what the client is told to speak, without looking at the daemon. */
  readonly pinned?: string;
  /** `DOCKER_MIN_API_VERSION`: what the daemon is told to accept. */
  readonly accepted?: string;
}

/** Why the daemon refuses the client. */
export type Refusal =
  | { readonly is: 'too-old'; readonly speaks: string; readonly accepts: string }
  | { readonly is: 'too-new'; readonly speaks: string; readonly accepts: string };

/**
 * Whether a daemon refuses a client; `undefined` if not, or if a release is older than the table. A version that is not
 * known is taken as fine.
 */
export function dockerRefusal({ client, daemon, pinned, accepted }: DockerPair): Refusal | undefined {
  const speaks = pinned === undefined ? rangeOf(client, 'clientMin') : { min: pinned, max: pinned };
  const accepts = rangeOf(daemon, 'daemonMin');
  if (speaks === undefined || accepts === undefined) return undefined;
  const lowest = accepted ?? accepts.min;
  if (!isAtLeast(speaks.max, lowest)) return { is: 'too-old', speaks: speaks.max, accepts: lowest };
  if (!isAtLeast(accepts.max, speaks.min)) return { is: 'too-new', speaks: speaks.min, accepts: accepts.max };
  return undefined;
}

/** Whether a client is so old that daemons of some releases refuse it. */
export function isRefusedBySome(client: ImageVersion): boolean {
  const row = rowOf(client);
  return row !== undefined && rows.some(({ daemonMin }) => !isAtLeast(row.max, daemonMin));
}

/** Whether a daemon refuses clients that are still in use: those that came before Docker 25. */
export const refusesOldClients = (daemon: ImageVersion): boolean => rowOf(daemon)?.daemonMin === '1.44';

function rangeOf(version: ImageVersion, side: 'clientMin' | 'daemonMin'): ApiRange | undefined {
  const row = rowOf(version);
  return row === undefined ? undefined : { min: row[side], max: row.max };
}

function rowOf(version: ImageVersion): ApiRow | undefined {
  if (version.is === 'newest') return rows.at(-1);
  return version.is === 'exact' ? rows.findLast(({ since }) => isAtLeast(version.version, since)) : undefined;
}
