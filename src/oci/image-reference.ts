import {
  all,
  causesIn,
  findInText,
  knownString,
  literal,
  no,
  onceFor,
  sameText,
  sliceText,
  type Text,
  type Truth,
  unknown,
  yes,
} from '../value/index.ts';
import { atomCount, holesOf } from '../value/text.ts';

/**
 * An image reference over texts with holes. A tag or digest behind a hole that may itself hold one
 * (`$IMAGE_REF`) is `unknown`, never absent.
 */
export interface ImageReference {
  /** As written, whole. */
  readonly text: Text;
  /** Registry and repository. */
  readonly name: Text;
  readonly tag: ReferencePart;
  readonly digest: ReferencePart;
}

/** A part of a reference: written, certainly absent, or perhaps inside a hole. */
export type ReferencePart =
  | { readonly is: 'set'; readonly value: Text }
  | { readonly is: 'unset' }
  | { readonly is: 'unknown' };

/**
 * Variables whose value is known to end before any tag.
 * Source: docs.gitlab.com/ci/variables/predefined_variables: CI_REGISTRY_IMAGE is the address of the project's repository.
 */
const repositoryVariables: ReadonlySet<string> = new Set([
  'CI_REGISTRY_IMAGE',
  'CI_REGISTRY',
  'CI_PROJECT_PATH',
  'CI_PROJECT_NAME',
]);

/**
 * Splits a reference into name, tag and digest. Transports (`docker://`) must be taken off before.
 *
 * Source: distribution/reference grammar: a tag follows the last `:` behind the last `/`; a digest follows `@`.
 */
export function parseReference(text: Text): ImageReference {
  const at = findInText(text, '@');
  const named = at === -1 ? text : sliceText(text, 0, at);
  const digest: ReferencePart = at === -1 ? { is: 'unset' } : { is: 'set', value: sliceText(text, at + 1) };
  const colon = tagColon(named);
  if (colon !== -1) {
    return { text, name: sliceText(named, 0, colon), tag: { is: 'set', value: sliceText(named, colon + 1) }, digest };
  }
  return { text, name: named, tag: mayHoldTag(named) ? { is: 'unknown' } : { is: 'unset' }, digest };
}

/** The last colon behind the last slash; a port in front of a slash is no tag. */
function tagColon(text: Text): number {
  let colon = -1;
  for (let at = findInText(text, ':'); at !== -1; at = findInText(text, ':', at + 1)) colon = at;
  return colon !== -1 && findInText(text, '/', colon) === -1 ? colon : -1;
}

function mayHoldTag(text: Text): boolean {
  const last = text.parts.at(-1);
  if (last === undefined || typeof last === 'string')
    return last !== undefined && !last.includes('/') && holesOf(text).some(isOpaque);
  return isOpaque(last);
}

const isOpaque = ({ symbol }: { readonly symbol: string }): boolean => !repositoryVariables.has(symbol);

/**
 * Whether two references name the same manifest. A missing tag without digest means `latest`; Docker Hub's
 * short and long names are the same.
 *
 * Source: distribution/reference `normalize.go` (familiar names, default tag).
 */
export function sameReference(left: ImageReference, right: ImageReference): Truth {
  return all([sameText(canonicalName(left), canonicalName(right)), sameSuffix(left, right)]);
}

/** Whether two references name the same repository, whatever tag. */
export const sameRepository = (left: ImageReference, right: ImageReference): Truth =>
  sameText(canonicalName(left), canonicalName(right));

function sameSuffix(left: ImageReference, right: ImageReference): Truth {
  if (left.digest.is === 'set' && right.digest.is === 'set') return sameText(left.digest.value, right.digest.value);
  if (left.digest.is === 'set' || right.digest.is === 'set') return openTo(left, right);
  const a = tagText(left);
  const b = tagText(right);
  if (a !== undefined && b !== undefined) return sameText(a, b);
  // Both end in a hole that may hold the tag: then the whole texts decide.
  return a === undefined && b === undefined && sameText(left.text, right.text).is === 'yes' ? yes : openTo(left, right);
}

const openTo = (left: ImageReference, right: ImageReference): Truth => {
  const causes = [...causesIn(left.text), ...causesIn(right.text)];
  return causes.length === 0 ? no : unknown(...causes);
};

/** The tag as a registry sees it: `latest` where none is written; `undefined` where a hole may hold it. */
function tagText({ tag, text }: ImageReference): Text | undefined {
  if (tag.is === 'set') return tag.value;
  return tag.is === 'unset' ? literal('latest', text.span) : undefined;
}

/** Docker Hub's names in their long form: `alpine` is `docker.io/library/alpine`. */
const canonicalName = onceFor(({ name }: ImageReference): Text => {
  const first = name.parts[0];
  if (typeof first !== 'string') return name;
  const rest = sliceText(name, first.length);
  const whole = knownString(name) ?? first;
  const host = /^([^/]+)\//.exec(whole)?.[1];
  const isRegistry = host !== undefined && (/[.:]/.test(host) || host === 'localhost');
  if (isRegistry) {
    const bare = first.replace(/^(?:index\.)?docker\.io\/(?:library\/(?=[^/]*$))?/, '');
    return bare === first ? name : { ...name, parts: [`docker.io/${bare}`, ...rest.parts] };
  }
  return atomCount(name) === 0 ? name : { ...name, parts: [`docker.io/${first}`, ...rest.parts] };
});
