import { formatPlatform, type Platform } from '../oci/index.ts';

/**
 * Arguments that a builder sets by itself.
 *
 * Source: docs.docker.com/reference/dockerfile "Automatic platform ARGs in the global scope"; buildkit
 * frontend/dockerfile/dockerfile2llb/platform.go.
 */
const names: ReadonlySet<string> = new Set([
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
]);

/** Whether a builder with automatic platform arguments sets it: `TARGETARCH`, `BUILDPLATFORM`. */
export const isPlatformArg = (name: string): boolean => names.has(name);

/** What a platform argument holds where its platform is the given one: that of the image, or for `BUILD…` the machine's. */
export function platformArgValue(name: string, platform: Platform): string | undefined {
  switch (name.replace(/^(?:TARGET|BUILD)/, '')) {
    case 'PLATFORM':
      return formatPlatform(platform);
    case 'OS':
      return platform.os;
    case 'ARCH':
      return platform.architecture;
    case 'VARIANT':
      return platform.variant;
    default:
      return undefined;
  }
}
