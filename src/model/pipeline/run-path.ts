import {
  causesIn,
  holesOf,
  joinTexts,
  known,
  knownString,
  sliceText,
  type Text,
  type Truth,
  textKey,
  unknown,
  yes,
} from '../../value/index.ts';
import { isCheckoutRoot } from './checkout.ts';

/**
 * A path as a step of a GitHub job writes it, seen from the checkout, where steps begin: without the checkout's own path, `./`
 * in front and slashes at the end. Absolute paths stay absolute.
 */
export function runPath(path: Text): Text {
  const [first, second] = path.parts;
  if (first === undefined) return path;
  if (typeof first !== 'string' && isCheckoutRoot(first))
    return typeof second === 'string' && second.startsWith('/') ? runPath(sliceText(path, 2)) : sliceText(path, 1);
  const start = typeof first === 'string' ? (/^(?:\.\/+)+|^\.$/.exec(first)?.[0].length ?? 0) : 0;
  return withoutSlashes(sliceText(path, start));
}

function withoutSlashes(path: Text): Text {
  const last = path.parts.at(-1);
  if (typeof last !== 'string' || !last.endsWith('/') || path.parts.length + last.length === 2) return path;
  return joinTexts([{ parts: [...path.parts.slice(0, -1), last.replace(/\/+$/, '')], span: path.span }], path.span);
}

/**
 * Whether a file lies in a folder, at any depth, or is it. Globs at the end of the folder name what is in it: `/tmp/digests/*`.
 */
export function liesIn(file: Text, folder: Text): Truth {
  const [inner, outer] = [textKey(runPath(file)), textKey(withoutGlob(runPath(folder)))];
  if (outer === '') return isInCheckout(runPath(file));
  if (inner === outer || inner.startsWith(`${outer}/`)) return yes;
  const isKnown = [file, folder].every((path) => knownString(path) !== undefined);
  return isKnown || differInHead(file, folder) ? known(false) : unknown(...causesIn(file), ...causesIn(folder));
}

function isInCheckout(path: Text): Truth {
  const [first] = path.parts;
  if (first !== undefined && typeof first !== 'string') return unknown(first.cause);
  return known(first === undefined || !/^[/~]/.test(first));
}

const withoutGlob = (path: Text): Text => {
  const last = path.parts.at(-1);
  const glob = typeof last === 'string' ? /(?:^|\/)[^/]*[*?][^/]*$/.exec(last) : null;
  if (typeof last !== 'string' || glob === null) return path;
  const rest: Text = {
    parts: [...path.parts.slice(0, -1), last.slice(0, glob.index)].filter((part) => part !== ''),
    span: path.span,
  };
  return withoutGlob(withoutSlashes(rest));
};

/** Whether two paths certainly part before their first holes. */
function differInHead(one: Text, other: Text): boolean {
  const [a, b] = [headOf(runPath(one)), headOf(runPath(other))];
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) !== b.slice(0, length) || (holesOf(one).length === 0 && a.length < b.length);
}

const headOf = ({ parts: [first] }: Text): string => (typeof first === 'string' ? first : '');
