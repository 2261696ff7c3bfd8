import { normalise, type Platform } from '../oci/index.ts';

/**
 * What a manifest is: an index with its platforms, or one image whose configuration tells the platform. Entries that are
 * attestations (`unknown/unknown`) are left out. An index that does not tell the platforms of all its images is unreadable.
 */
export type Manifest =
  | { readonly is: 'index'; readonly platforms: readonly Platform[] }
  | { readonly is: 'image'; readonly config: string }
  | { readonly is: 'unreadable' };

/** The kinds of manifests that are asked for. Source: github.com/opencontainers/image-spec media-types.md; Docker's schema 2. */
export const manifestTypes: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** Reads a manifest; anything else is `unreadable`. */
export function readManifest(body: string): Manifest {
  const json = parsed(body);
  const entries = valueOf(json, 'manifests');
  if (Array.isArray(entries)) {
    const written = entries.map((entry: unknown) => valueOf(entry, 'platform'));
    const platforms = written.flatMap(platformOf);
    const isTold = platforms.length > 0 && written.every((platform) => platform !== undefined);
    return isTold ? { is: 'index', platforms } : { is: 'unreadable' };
  }
  const digest = valueOf(valueOf(json, 'config'), 'digest');
  return typeof digest === 'string' ? { is: 'image', config: digest } : { is: 'unreadable' };
}

/** The platform in the configuration of an image; none if it tells no platform. */
export const readConfigPlatform = (body: string): readonly Platform[] => platformOf(parsed(body));

function platformOf(value: unknown): readonly Platform[] {
  const [os, architecture, variant] = ['os', 'architecture', 'variant'].map((key) => valueOf(value, key));
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown') return [];
  return [normalise(os, architecture, typeof variant === 'string' ? variant : '')];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const valueOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;
