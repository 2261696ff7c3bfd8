import type { KnownVersion } from './merge-index.ts';
import { isAtLeast } from './version.ts';

/**
 * Whether a builder writes the variant of a platform (`v6` of `linux/arm/v6`) into the image; undefined where its
 * version decides and is not known. Tools that read an image's platform see plain `linux/arm` where it does not.
 *
 * Source: GoogleContainerTools/kaniko v1.24.0 `pkg/executor/build.go` (architecture and OS only); the fork
 * osscontainertools/kaniko since v1.27.6.
 */
export function writesVariant(tool: string, version: KnownVersion & { readonly variant: string }): boolean | undefined {
  if (tool !== 'kaniko') return true;
  if (version.variant !== 'osscontainertools')
    return version.is === 'unknown' && version.variant === '' ? undefined : false;
  if (version.is === 'unknown') return undefined;
  return version.is === 'newest' || isAtLeast(version.version, '1.27.6');
}
