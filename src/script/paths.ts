import { isCheckoutRoot } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import { joinTexts, knownString, literal, sliceText, type Text } from '../value/index.ts';

/**
 * A path as seen from the checkout: `../app` in `sub/x` is `sub/app`, `$CI_PROJECT_DIR/app` is `app`.
 * Absolute paths, `~` and paths that begin with an unknown value stay as they are.
 */
export function fromCheckout(directory: Text, path: Text): Text {
  const [first] = path.parts;
  if (first === undefined) return directory;
  if (typeof first !== 'string') return isCheckoutRoot(first) ? insideCheckout(path) : path;
  if (/^[/~]/.test(first) || directory.parts.length === 0) return normalised(path);
  return normalised(joinTexts([directory, literal('/', path.span), path], path.span));
}

/** Takes `$CI_PROJECT_DIR/` off. */
function insideCheckout(path: Text): Text {
  const next = path.parts[1];
  if (next === undefined) return literal('', path.span);
  return typeof next === 'string' && next.startsWith('/') ? normalised(sliceText(path, 2)) : path;
}

/** Without `.` and, where it is certain what they undo, `..`. */
function normalised(path: Text): Text {
  const known = knownString(path);
  if (known !== undefined) return literal(normalisedPath(known), path.span);
  const [first, ...others] = path.parts;
  return typeof first === 'string'
    ? { ...path, parts: [first.replace(/^(?:\.\/+)+/, ''), ...others].filter((part) => part !== '') }
    : path;
}

function normalisedPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    const last = kept.at(-1);
    if (segment === '.' || segment === '') continue;
    if (segment === '..' && last !== undefined && last !== '..' && last !== '~') kept.pop();
    else kept.push(segment);
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}`;
}

/** Whether a path stands for a stream of the machine and not for a file. */
export const isDevice = (path: Text, at: Span): boolean =>
  knownString({ ...path, span: at })?.startsWith('/dev/') ?? false;
