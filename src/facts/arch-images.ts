import type { ArchWord } from '../oci/index.ts';
import { archWordsInFile } from './arch-literals.ts';

/**
 * Namespaces of Docker Hub that hold the official images of one architecture; the image of the same name without the
 * namespace has all of them.
 * Source: github.com/docker-library/official-images "Architectures other than amd64?".
 */
const officialNamespaces =
  /^(?:(?:index\.)?docker\.io\/)?(?:amd64|arm32v5|arm32v6|arm32v7|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\/(?=[a-z0-9._-]+(?:[:@]|$))/;

/** The architectures that an image names: by its namespace, its repository or its tag. A registry's host does not count. */
export function archWordsInImage(reference: string): readonly ArchWord[] {
  const [withoutDigest = ''] = reference.split('@');
  const host = /^(?:[^/]*[.:][^/]*|localhost)\//.exec(withoutDigest)?.[0].length ?? 0;
  return archWordsInFile(withoutDigest.slice(host)).map((word) => ({
    ...word,
    start: word.start + host,
    end: word.end + host,
  }));
}

/** The official image with all platforms that an image of one architecture belongs to; `undefined` for other images. */
export const officialForAll = (reference: string): string | undefined =>
  officialNamespaces.test(reference) ? reference.replace(officialNamespaces, '') : undefined;
