import type { KnownVersion } from './merge-index.ts';
import { isAtLeast } from './version.ts';

/**
 * Whether manifest-tool gives an index whose name has no tag the tag `latest`; undefined where its version is not known.
 * From 2.0.0 on it does not: it pushes the index by its digest alone, and ends well.
 *
 * Source: estesp/manifest-tool v1.0.3 `registry/push.go` (reference.TagNameOnly), v2 `v2/pkg/registry/push.go`
 * (containerd's pusher takes the reference as it is).
 */
export function addsLatest(version: KnownVersion): boolean | undefined {
  if (version.is === 'unknown') return undefined;
  return version.is === 'exact' && !isAtLeast(version.version, '2.0.0');
}
