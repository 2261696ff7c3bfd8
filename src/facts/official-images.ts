import { parseReference } from '../oci/index.ts';
import { knownString, type Text } from '../value/index.ts';

/**
 * Tags of Docker's official images that are another distribution or release now and then.
 * Source: docker-library/official-images, library/*.
 */
const movingTags: Readonly<Record<string, readonly string[]>> = {
  alpine: ['edge'],
  debian: ['stable', 'stable-slim', 'testing', 'testing-slim', 'unstable', 'unstable-slim', 'sid', 'sid-slim'],
  ubuntu: ['rolling', 'devel'],
  fedora: ['rawhide'],
};

/**
 * Whether a reference names one of Docker's official images by no tag, by `latest` or by another tag that moves. Names
 * with a folder are never official; nor are those behind a variable, whose tags their owners choose.
 */
export function isMovingOfficialImage(reference: Text): boolean {
  const { name, tag, digest } = parseReference(reference);
  const repository = officialName(name);
  if (repository === undefined || digest.is !== 'unset') return false;
  if (tag.is !== 'set') return tag.is === 'unset';
  const written = knownString(tag.value) ?? '';
  return written === 'latest' || (movingTags[repository] ?? []).includes(written);
}

/** Whether a reference names one of Docker's official images, also through GitLab's dependency proxy. */
export function isOfficialImage(reference: Text): boolean {
  const { name } = parseReference(reference);
  const [proxy, path, ...rest] = name.parts;
  if (typeof proxy === 'object' && /^CI_DEPENDENCY_PROXY_\w*_IMAGE_PREFIX$/.test(proxy.symbol))
    return typeof path === 'string' && rest.length === 0 && isOfficialName(path.replace(/^\/(?:library\/)?/, ''));
  return officialName(name) !== undefined;
}

function officialName(name: Text): string | undefined {
  const repository = knownString(name)?.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
  return repository !== undefined && isOfficialName(repository) ? repository : undefined;
}

const isOfficialName = (repository: string): boolean => /^[a-z0-9][a-z0-9._-]*$/.test(repository);
