import { type ActionUse, isCheckoutRoot } from '../model/index.ts';
import { type Cause, type Field, hidden, knownString, set, showText, type Text, unset } from '../value/index.ts';

/** What `actions/checkout` has put into a folder. */
export interface Checkout {
  /** From the workspace, without slashes at its ends; empty for the workspace itself. */
  readonly folder: string;
  /** Why it may be another repository than the workflow's; absent if it is that one. */
  readonly elsewhere?: Cause;
}

/**
 * The checkout that an action makes; `undefined` for any other action, and where it is not known into which folder.
 *
 * Source: actions/checkout README: `repository` (the workflow's by default), `path` (from `$GITHUB_WORKSPACE`).
 */
export function checkoutOf({ action, inputs }: ActionUse): Checkout | undefined {
  if (action.toLowerCase() !== 'actions/checkout') return undefined;
  const folder = folderOf(inputs.get('path')?.value);
  const repository = inputs.get('repository')?.value;
  if (folder === undefined) return undefined;
  return repository === undefined || isOwn(repository) || isOfRun(inputs.get('ref')?.value)
    ? { folder }
    : { folder, elsewhere: otherRepository(repository) };
}

function folderOf(path: Text | undefined): string | undefined {
  const [first, ...others] = path?.parts ?? [];
  const isFromRoot = first !== undefined && typeof first !== 'string' && isCheckoutRoot(first);
  const known = path === undefined ? '' : knownString({ parts: isFromRoot ? others : path.parts, span: path.span });
  return known?.replace(/^(?:\.?\/+)+|^\.$|\/+$/g, '');
}

/** The name of the workflow's repository, or that of the fork of it from which a pull request comes. */
const isOwn = ({ parts: [first, ...others] }: Text): boolean =>
  first === '' ||
  (first !== undefined &&
    typeof first !== 'string' &&
    others.length === 0 &&
    (/^GITHUB_REPOSITORY(?:@|$)/.test(first.symbol) || /head\.repo\.full_name/.test(first.shown)));

/** The commit of the run, or its ref, which another repository would have only by chance. */
const isOfRun = (ref: Text | undefined): boolean => {
  const [last, ...before] = ref?.parts.toReversed() ?? [];
  const isWhole = before.every((part) => part === 'refs/heads/' || part === 'refs/tags/');
  return isWhole && typeof last === 'object' && /^GITHUB_(?:REF|REF_NAME|SHA)(?:@|$)/.test(last.symbol);
};

const otherRepository = (repository: Text): Cause => ({
  kind: 'include',
  because: `\`${showText(repository)}\` is checked out there, which may be another repository`,
  at: repository.span,
});

/**
 * A path from the workspace as a path in the repository: unset if the repository is not checked out there, unknown if what is
 * there may be another one. Without a checkout that is known, the workspace is taken for the repository.
 */
export function inRepository(checkouts: readonly Checkout[], path: string): Field<string> {
  if (checkouts.length === 0) return set(path);
  const bare = path.replace(/^(?:\.\/+)+/, '');
  const around = checkouts.filter(({ folder }) => folder === '' || bare === folder || bare.startsWith(`${folder}/`));
  const longest = Math.max(...around.map(({ folder }) => folder.length));
  const nearest = around.filter(({ folder }) => folder.length === longest);
  const others = nearest.flatMap(({ elsewhere }) => elsewhere ?? []);
  if (others.length > 0) return hidden(...others);
  const [own] = nearest;
  if (own === undefined) return unset;
  return set(own.folder === '' ? path : bare.slice(own.folder.length + 1));
}

/** A reader of files by their paths from the workspace, of one by their paths in the repository. */
export const readingIn =
  <T>(checkouts: readonly Checkout[], read: (path: string) => T | undefined) =>
  (path: string): T | undefined => {
    const own = inRepository(checkouts, path);
    return own.is === 'set' ? read(own.value) : undefined;
  };

/** Paths of the repository as paths from the workspace. */
export function pathsIn(checkouts: readonly Checkout[], paths: readonly string[]): readonly string[] {
  const own = checkouts.filter(({ elsewhere }) => elsewhere === undefined);
  if (checkouts.length === 0 || own.some(({ folder }) => folder === '')) return paths;
  return own.flatMap(({ folder }) => paths.map((path) => `${folder}/${path}`));
}
