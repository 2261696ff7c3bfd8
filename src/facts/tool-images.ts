import { type Platform, parsePlatform, parseReference, type ReferencePart } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import {
  type Cause,
  causesIn,
  type Field,
  groupBy,
  hidden,
  holesOf,
  known,
  knownString,
  onceFor,
  set,
  type Text,
  type Truth,
  unknown,
  unset,
} from '../value/index.ts';
import { type ImageTool, type ToolImageRow, toolImageRows } from './tool-image-table.ts';
import { isAtLeast } from './version.ts';

export type { ImageTool } from './tool-image-table.ts';

/** What is known of a tool's own image. */
export interface ToolImage {
  readonly tool: ImageTool;
  /** A distribution with facts of its own, such as a fork; empty for the tool's own image. */
  readonly variant: string;
  /** Whether the image is of no use but to build or join images. */
  readonly isDedicated: boolean;
  readonly hasShell: Truth;
  /** What to write behind the repository for the same release with a shell: `:v1.24.0-debug`. Empty: not known. */
  readonly endWithShell: string;
  /** Empty if the image has none. */
  readonly entrypoint: readonly string[];
  /** Whether the entrypoint runs a command that it is given, so that a job need not clear it. */
  readonly runsCommands: boolean;
  /** The platforms it is published for; unset: the table does not say, unknown: the hidden tag decides. */
  readonly platforms: Field<readonly Platform[]>;
  /** Those for which it is published whatever the tag's flavour. */
  readonly commonPlatforms: readonly Platform[];
  /** What its tag says of the tool's version. */
  readonly version: ImageVersion;
  /** What to write behind the repository instead of a moving tag: `:v0.33.0-rootless`. Empty: not known, or not needed. */
  readonly pinnedEnd: string;
  /** The newest release that is known here; empty if none is. */
  readonly newest: string;
  /** Since when nobody maintains it, and the image to use instead; unset: it is maintained. */
  readonly archived: Field<{ readonly on: string; readonly successor: string }>;
}

/** A version by an image's tag. */
export type ImageVersion =
  | { readonly is: 'exact'; readonly version: string; readonly span: Span }
  /** A tag that moves with the newest release. */
  | { readonly is: 'newest'; readonly span: Span }
  | { readonly is: 'unknown' };

/**
 * The tool whose image a reference names, at its home, at a mirror (`registry.example.com/mirror/moby/buildkit`)
 * or through GitLab's dependency proxy. Unset: no image of the table. Unknown: the name ends in a hole.
 */
export const toolImageOf: (reference: Text) => Field<ToolImage> = onceFor((reference) => {
  const { name, tag, digest } = parseReference(reference);
  const tail = name.parts.at(-1);
  if (typeof tail !== 'string') return hidden(...causesIn(name));
  const isWhole = name.parts.length === 1;
  const isOwn = holesOf(name).some(({ symbol }) => ownRegistry.has(symbol));
  const found = rowsByName
    .get(lastComponent(tail))
    ?.find(({ path }) => endsWithPath(tail, path, isWhole) && !(isOwn && isCommonWord(path)));
  return found === undefined ? unset : set(factsOf(found.row, tagOf(tag, digest), reference));
});

const lastComponent = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The paths of the table with their rows, in its order, by their last component. */
const rowsByName = groupBy(
  toolImageRows.flatMap((row) => row.paths.map((path) => ({ row, path }))),
  ({ path }) => lastComponent(path),
);

/** Where a project puts images of its own making: what is called `docker` there need not be a copy of Docker's image. */
const ownRegistry: ReadonlySet<string> = new Set(['CI_REGISTRY_IMAGE', 'CI_REGISTRY']);

const isCommonWord = (path: string): boolean => !path.includes('/');

/** A hole in front of a slash is a registry, so `$PROXY/docker` is `docker`. */
const endsWithPath = (name: string, path: string, isWhole: boolean): boolean =>
  name.endsWith(`/${path}`) || (isWhole && name === path);

/** The tag's text: `latest` where none is written; `undefined` where a digest or a hole decides. */
function tagOf(tag: ReferencePart, digest: ReferencePart): Text | 'latest' | undefined {
  if (tag.is === 'set') return tag.value;
  return tag.is === 'unset' && digest.is === 'unset' ? 'latest' : undefined;
}

function factsOf(row: ToolImageRow, tag: Text | 'latest' | undefined, reference: Text): ToolImage {
  const text = decisiveTag(tag);
  const causes = text === undefined ? doubtsOf(reference) : [];
  const version = versionOf(row, tag, reference);
  return {
    tool: row.tool,
    variant: row.variant,
    isDedicated: row.isDedicated,
    hasShell: shellOf(row, text) ?? unknown(...causes),
    endWithShell: formed(row.shellForm, version.is === 'exact' ? version.version : row.newest),
    entrypoint: row.entrypoint,
    runsCommands: row.runsCommands,
    platforms: publishedFor(row, text, version, causes),
    commonPlatforms: commonPlatforms(row),
    version,
    pinnedEnd: pinnedEnd(row, tag),
    newest: row.newest,
    archived: row.archived === undefined ? unset : set(row.archived),
  };
}

/** Why a reference does not tell its flavour: a variable, or nothing but a digest. */
function doubtsOf(reference: Text): readonly Cause[] {
  const causes = causesIn(reference);
  const because = "a digest does not tell which of the tool's images it is";
  return causes.length > 0 ? causes : [{ kind: 'expression', because, at: reference.span }];
}

const formed = (form: string, version: string): string => (version === '' ? '' : form.replace('*', version));

function pinnedEnd({ moving, newest }: ToolImageRow, tag: Text | 'latest' | undefined): string {
  const written = tag === undefined || tag === 'latest' ? tag : knownString(tag);
  const form = written !== undefined && Object.hasOwn(moving, written) ? moving[written] : undefined;
  if (form === undefined || form === '' || newest === '') return '';
  return `${form.startsWith('/') ? '' : ':'}${formed(form, newest)}`;
}

function shellOf({ shellTags }: ToolImageRow, tag: string | undefined): Truth | undefined {
  if (tag !== undefined) return known(shellTags.test(tag));
  return shellTags.source === '^' ? known(true) : undefined;
}

/**
 * The tag as far as it decides a flavour: `$VERSION-debug` ends in `-debug` whatever the variable holds. A tag that
 * ends in a hole decides nothing.
 */
function decisiveTag(tag: Text | 'latest' | undefined): string | undefined {
  if (tag === undefined || tag === 'latest') return tag;
  const last = tag.parts.at(-1);
  if (typeof last !== 'string') return undefined;
  return tag.parts.length === 1 ? last : `0${last}`;
}

/** Releases older than the table are not judged. Of a hidden flavour all that any tag has is not enough to tell. */
function publishedFor(
  row: ToolImageRow,
  tag: string | undefined,
  version: ImageVersion,
  causes: readonly Cause[],
): Field<readonly Platform[]> {
  if (tag === undefined && row.platforms.length > 1) return hidden(...causes);
  const found = row.platforms.find(({ tags }) => tag === undefined || tags.test(tag));
  if (found === undefined) return unset;
  const isTooOld = version.is === 'exact' && found.since !== undefined && !isAtLeast(version.version, found.since);
  return isTooOld ? unset : set(platformsOf(found));
}

const commonPlatforms = onceFor(({ platforms: [first, ...others] }: ToolImageRow): readonly Platform[] => {
  const common = (first?.platforms ?? '')
    .split(' ')
    .filter((one) => others.every(({ platforms }) => platforms.split(' ').includes(one)));
  return platformsIn(common.join(' '));
});

const platformsOf = onceFor(({ platforms }: ToolImageRow['platforms'][number]) => platformsIn(platforms));

const platformsIn = (list: string): readonly Platform[] =>
  list.split(' ').flatMap((written) => {
    const parsed = parsePlatform(written);
    return parsed.is === 'platform' ? [parsed.platform] : [];
  });

function versionOf(row: ToolImageRow, tag: Text | 'latest' | undefined, { span }: Text): ImageVersion {
  const written = tag === undefined || tag === 'latest' ? tag : (knownString(tag) ?? versionHead(tag));
  if (written === undefined) return { is: 'unknown' };
  if (Object.hasOwn(row.moving, written)) return { is: 'newest', span };
  if (row.frozen?.tags.test(written) === true) return { is: 'exact', version: row.frozen.version, span };
  const version = row.version.exec(written)?.[1];
  return version === undefined ? { is: 'unknown' } : { is: 'exact', version, span };
}

/** `1.24.0-$FLAVOUR` tells its version, `1.24.$PATCH` does not. */
function versionHead(tag: Text): string | undefined {
  const [first] = tag.parts;
  return typeof first === 'string' && /[^\d.]$/.test(first) ? first : undefined;
}
