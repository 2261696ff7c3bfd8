import { type Dockerfile, isCheckoutRoot } from '../model/index.ts';
import { type Checkout, inRepository } from '../steps/checkouts.ts';
import {
  causesIn,
  type Field,
  hidden,
  joinTexts,
  knownString,
  literal,
  set,
  type Text,
  unset,
} from '../value/index.ts';
import type { DockerfileShelf } from './dockerfile-shelf.ts';

/**
 * Looks up the Dockerfile that a path names, seen from a directory of the checkout and, where the tool looks there
 * too, from the build context. Unset: the path is known and there is no such file in the repository; the job may
 * make it. A path with holes is compared as far as it is known: a single Dockerfile of the repository that fits is it.
 */
export const findDockerfile =
  (shelf: DockerfileShelf, checkouts: readonly Checkout[] = []) =>
  (path: Text, context: Field<Text>, directory: Text): Field<Dockerfile> => {
    const place = { shelf, checkouts };
    const found = lookUp(place, seenFrom(directory, path));
    if (found.is === 'set' || context.is !== 'set') return found;
    const inContext = lookUp(place, seenFrom(directory, seenFrom(context.value, path)));
    return inContext.is === 'unset' ? found : inContext;
  };

/** Where a job looks for Dockerfiles. */
interface Place {
  readonly shelf: DockerfileShelf;
  readonly checkouts: readonly Checkout[];
}

function lookUp({ shelf, checkouts }: Place, path: Text): Field<Dockerfile> {
  const known = knownString(path);
  if (known !== undefined) {
    const own = inRepository(checkouts, normalisePath(known));
    const dockerfile = own.is === 'set' ? shelf.at(own.value) : undefined;
    return dockerfile === undefined ? (own.is === 'unknown' ? own : unset) : set(dockerfile);
  }
  if (checkouts.some(({ folder, elsewhere }) => folder === '' && elsewhere !== undefined))
    return hidden(...causesIn(path));
  const pattern = patternOf(path);
  const [only, ...others] = shelf.known.filter(({ file }) => pattern.test(file.path));
  if (only !== undefined && others.length === 0) return set(only);
  return hidden(...causesIn(path));
}

/** A path as seen from a folder: one that begins with the checkout's own folder is seen from the checkout. */
export function seenFrom(folder: Text, path: Text): Text {
  const bare = withoutCheckout(path);
  const isWhole = bare !== path || startsWithSlash(path) || folder.parts.length === 0;
  return isWhole ? bare : joinTexts([withoutCheckout(folder), literal('/', path.span), bare], path.span);
}

/** A path that begins with the checkout's own folder, without it. */
function withoutCheckout(path: Text): Text {
  const [first, second, ...rest] = path.parts;
  if (typeof first === 'string' && /^(?:dir|file):\/\/$/.test(first))
    return withoutCheckout({ ...path, parts: path.parts.slice(1) });
  if (first === undefined || typeof first === 'string' || !isCheckoutRoot(first)) return path;
  if (typeof second !== 'string') return { ...path, parts: path.parts.slice(1) };
  return { ...path, parts: [second.replace(/^\//, ''), ...rest] };
}

const startsWithSlash = ({ parts: [first] }: Text): boolean => typeof first === 'string' && first.startsWith('/');

/** All paths that a text with holes may stand for; a hole stands for any characters. */
function patternOf(text: Text): RegExp {
  const known = text.parts.map((part) =>
    typeof part === 'string' ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : '.*',
  );
  return new RegExp(`^${known.join('').replace(/^(?:\\\.?\/)+/, '')}$`);
}

/** The path without `.`, `..` and double slashes; steps above the checkout stay as `..`. */
export function normalisePath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}
