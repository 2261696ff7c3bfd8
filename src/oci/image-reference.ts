import {
  all,
  any,
  causesIn,
  findInText,
  joinTexts,
  literal,
  no,
  onceFor,
  sameText,
  sliceText,
  type Text,
  type Truth,
  unknown,
} from '../value/index.ts';
import { holesOf } from '../value/text.ts';

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
 * Source: docs.gitlab.com/ci/variables/predefined_variables: CI_REGISTRY_IMAGE is the address of the project's repository;
 * docs.github.com/actions/reference/variables-reference: GITHUB_REPOSITORY is `owner/name`.
 */
const repositoryVariables: ReadonlySet<string> = new Set([
  'CI_REGISTRY_IMAGE',
  'CI_REGISTRY',
  'CI_PROJECT_PATH',
  'CI_PROJECT_NAME',
  'GITHUB_REPOSITORY',
  'GITHUB_REPOSITORY_OWNER',
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
 * short and long names are the same. Whether a digest and a tag name the same manifest is never known.
 *
 * Source: distribution/reference `normalize.go` (familiar names, default tag).
 */
export const sameReference = (left: ImageReference, right: ImageReference): Truth =>
  unlessHubHides(left, right, compareReferences(left, right), compareReferences);

function compareReferences(left: ImageReference, right: ImageReference): Truth {
  if (left.digest.is === 'set' || right.digest.is === 'set') {
    return all([compareRepositories(left, right), sameDigest(left, right)]);
  }
  if (left.tag.is === 'unknown' || right.tag.is === 'unknown') {
    const same = sameForms([familiarText(left)], [familiarText(right)]);
    // What is no equality as written may be one where the hole holds no tag, which means `latest`.
    const mayBe = same.is === 'no' && sameForms(writtenForms(left), writtenForms(right)).is !== 'no';
    return mayBe ? unknown(...causesIn(left.text), ...causesIn(right.text)) : same;
  }
  return all([compareRepositories(left, right), sameText(tagText(left), tagText(right))]);
}

/** Whether two references name the same repository, whatever tag. */
export const sameRepository = (left: ImageReference, right: ImageReference): Truth =>
  unlessHubHides(left, right, compareRepositories(left, right), compareRepositories);

function compareRepositories(left: ImageReference, right: ImageReference): Truth {
  const same = sameText(familiarName(left), familiarName(right));
  if (same.is !== 'no' || (left.tag.is !== 'unknown' && right.tag.is !== 'unknown')) return same;
  // What stands behind a hole that may hold the tag need not belong to the name.
  return sameText(nameHead(left), nameHead(right)).is === 'no'
    ? no
    : unknown(...causesIn(left.text), ...causesIn(right.text));
}

/**
 * `docker.io/$NAME` is `$NAME` only where the variable does not begin with a host of its own; and `$REGISTRY/app`,
 * `library/$NAME` may be an image of Docker Hub's that is written shorter elsewhere.
 */
function unlessHubHides(left: ImageReference, right: ImageReference, same: Truth, compare: Compare): Truth {
  const doubt = (): Truth => unknown(...causesIn(left.text), ...causesIn(right.text));
  if (same.is === 'yes') return isHubBeforeHole(left) === isHubBeforeHole(right) ? same : doubt();
  if (same.is !== 'no') return same;
  const [forms, others] = [hubForms(left), hubForms(right)];
  if (forms.length === 1 && others.length === 1) return same;
  return forms.every((one) => others.every((other) => compare(one, other).is === 'no')) ? same : doubt();
}

type Compare = (left: ImageReference, right: ImageReference) => Truth;

const isHubBeforeHole = ({ name: { parts } }: ImageReference): boolean =>
  typeof parts[0] === 'string' && /^(?:index\.)?docker\.io\/[^/]*$/.test(parts[0]) && parts.length > 1;

/** A reference, and what it is short for if a hole in front of its first slash, or two, stands for Docker Hub. */
const hubForms = onceFor((reference: ImageReference): readonly ImageReference[] => {
  const name = familiarName(reference);
  if (holesOf(name).length === 0) return [reference];
  const slashes = [findInText(name, '/')];
  const second = slashes[0] === -1 ? -1 : findInText(name, '/', (slashes[0] ?? 0) + 1);
  const heads = [...slashes, second].filter((slash) => slash !== -1 && mayBeHub(sliceText(name, 0, slash)));
  return [reference, ...heads.map((slash) => ({ ...reference, name: sliceText(name, slash + 1) }))];
});

/** Whether the beginning of a name may turn out to be `docker.io`, `library` or both. */
const mayBeHub = (head: Text): boolean =>
  holesOf(head).every(isOpaque) &&
  ['docker.io', 'index.docker.io', 'library', 'docker.io/library'].some(
    (hub) => sameText(head, literal(hub, head.span)).is !== 'no',
  );

function sameDigest(left: ImageReference, right: ImageReference): Truth {
  if (left.digest.is === 'set' && right.digest.is === 'set') return sameText(left.digest.value, right.digest.value);
  const because = 'a digest and a tag may name the same image';
  return unknown({ kind: 'expression', because, at: left.digest.is === 'set' ? left.text.span : right.text.span });
}

/** The tag as a registry sees it: `latest` where none is written. */
const tagText = ({ tag, text }: ImageReference): Text => (tag.is === 'set' ? tag.value : literal('latest', text.span));

const sameForms = (left: readonly Text[], right: readonly Text[]): Truth =>
  any(left.flatMap((one) => right.map((other) => sameText(one, other))));

/** The whole reference with its name in short form. */
function familiarText(reference: ImageReference): Text {
  const name = familiarName(reference);
  return reference.tag.is === 'set' ? withTag(name, reference.tag.value) : name;
}

/** The texts that mean a reference: of one that may lack a tag also that with `latest`. */
function writtenForms(reference: ImageReference): readonly Text[] {
  const whole = familiarText(reference);
  return reference.tag.is === 'set' ? [whole] : [whole, withTag(whole, tagText(reference))];
}

const withTag = (name: Text, tag: Text): Text => joinTexts([name, literal(':', name.span), tag], name.span);

/** The name as far as its first hole, which may hold the end of the name. */
function nameHead(reference: ImageReference): Text {
  const name = familiarName(reference);
  const hole = name.parts.findIndex((part) => typeof part !== 'string' && isOpaque(part));
  return reference.tag.is === 'unknown' && hole !== -1 ? { ...name, parts: name.parts.slice(0, hole + 1) } : name;
}

/**
 * Docker Hub's names in their short form: `docker.io/library/alpine` is `alpine`. Shortened and not lengthened,
 * because the host of `registry$DOMAIN/app` is not known.
 */
export const familiarName = onceFor(({ name }: ImageReference): Text => {
  const [first, ...rest] = name.parts;
  if (typeof first !== 'string') return name;
  const bare = first.replace(/^(?:index\.)?docker\.io\//, '');
  const short = rest.length === 0 ? bare.replace(/^library\/(?=[^/]+$)/, '') : bare;
  return short === first ? name : { ...name, parts: short === '' ? rest : [short, ...rest] };
});
