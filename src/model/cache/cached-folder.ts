import { showText, type Text } from '../../value/index.ts';

/**
 * Whether what a tool keeps in a folder is cached: the folder, one above it or one below it is a cached path. Paths may
 * begin anywhere: a folder is often written behind `$CI_PROJECT_DIR`, and what is cached never is.
 */
export function isCachedFolder(folder: Text, cached: Text): boolean {
  const whole = trimmedPath(showText(folder)).split('/');
  const part = trimmedPath(showText(cached));
  if (part === '') return false;
  return `/${whole.join('/')}/`.includes(`/${part}/`) || whole.some((_, at) => isAbove(whole.slice(at), part));
}

const isAbove = (folder: readonly string[], path: string): boolean =>
  folder.every((name) => name !== '') && `${path}/`.startsWith(`${folder.join('/')}/`);

/** A path without what does not change where it leads: `./` in front, slashes and globs at its end. */
export const trimmedPath = (path: string): string => path.replace(/^\.\//, '').replace(/[/*]+$/, '');
