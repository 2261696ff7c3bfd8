import type { Destination } from '../../model/index.ts';
import { type ImageReference, parseReference, referenceKey, sameReference, sameRepository } from '../../oci/index.ts';
import { any, onceFor, sameText, type Text, type Truth } from '../../value/index.ts';
import { literalHead, tailOf } from '../word-parts.ts';
import type { BuildDraft } from './image-event.ts';

/** What names an image on the machine while later commands are read. */
export interface LocalNames {
  readonly tags: readonly Destination[];
  readonly archives: readonly Text[];
}

/** The names that a build gives to its image on the machine. */
export const namesOf = ({ localTags, archives }: BuildDraft): LocalNames => ({ tags: localTags.items, archives });

/** Whether a source, as a later command writes it, is one of the names. */
export function isNamed({ tags, archives }: LocalNames, source: Text): Truth {
  const archive = archivePath(source);
  const reference = parseReference(withoutHost(source));
  const byTag = tags.map((tag) => sameReference(parseReference(withoutHost(tag.reference.text)), reference));
  const byPath = archives.map((path) => sameText(withoutDot(path), withoutDot(archive)));
  return any([...byTag, ...byPath.filter(({ is }) => is !== 'unknown' || isPath(archive))]);
}

/** Whether a name is a tag of a repository. */
export const isInRepository = (tag: Destination, repository: Text): Truth =>
  sameRepository(tag.reference, parseReference(repository));

/** Buildah and Podman put `localhost/` in front of names without registry. */
const withoutHost = (name: Text): Text =>
  literalHead(name).startsWith('localhost/') ? tailOf(name, 'localhost/'.length) : name;

/** The path of an archive behind its transport: `oci-archive:image.tar`. */
function archivePath(source: Text): Text {
  const transport = /^(?:docker-archive|oci-archive|oci):/.exec(literalHead(source))?.[0];
  return transport === undefined ? source : tailOf(source, transport.length);
}

const withoutDot = (path: Text): Text => (literalHead(path).startsWith('./') ? tailOf(path, 2) : path);

/** Something that a hole alone cannot tell from a reference is a path only if it looks like one. */
const isPath = ({ parts }: Text): boolean =>
  parts.some((part) => typeof part === 'string' && /\.tar|\/.*\./.test(part));

/** The names without those that another build takes for its own image. */
export function withoutRebuilt(names: LocalNames, other: BuildDraft): LocalNames {
  if (names.tags.length === 0 || other.localTags.items.length === 0) return names;
  const taken = other.localTags.items.map(({ reference }) => reference);
  const isTaken = (own: ImageReference): boolean =>
    taken.some((other) => keyOf(own) === keyOf(other) && sameReference(own, other).is === 'yes');
  const tags = names.tags.filter((tag) => !isTaken(tag.reference));
  return tags.length === names.tags.length ? names : { ...names, tags };
}

/** Kept for each reference, since every build of a job is asked about every other. */
const keyOf = onceFor(referenceKey);
