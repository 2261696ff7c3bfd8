import type { Dockerfile } from '../model/index.ts';
import { type Field, hidden, holesOf, joinTexts, knownString, literal, set, showText, type Text, unset } from '../value/index.ts';

/**
 * Looks up the Dockerfile that a path names, seen from a directory of the checkout. Unset: the path is known and
 * there is no such Dockerfile in the repository (it may be made by the job). A path with holes is compared by its
 * known end: a single Dockerfile of the repository that fits is it.
 */
export const findDockerfile =
  (dockerfiles: readonly Dockerfile[]) =>
  (path: Text, directory: Text): Field<Dockerfile> => {
    const whole = fromCheckout(path) ?? joinTexts([directory, literal('/', path.span), path], path.span);
    const known = knownString(whole);
    if (known !== undefined) {
      const wanted = normalisePath(known);
      const found = dockerfiles.find(({ file }) => file.path === wanted);
      return found === undefined ? unset : set(found);
    }
    const fitting = dockerfiles.filter(({ file }) => fits(file.path, whole));
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) return set(only);
    return hidden(...holesOf(whole).map(({ cause }) => cause));
  };

/** A path that begins with the checkout's own folder, without it. Source: docs.gitlab.com predefined variables (CI_PROJECT_DIR). */
function fromCheckout(path: Text): Text | undefined {
  const [first, ...rest] = path.parts;
  if (first === undefined || typeof first === 'string' || first.symbol !== 'CI_PROJECT_DIR') return undefined;
  return { ...path, parts: rest };
}

/** Whether a path can be what a text with holes stands for; a hole stands for any characters. */
function fits(path: string, text: Text): boolean {
  const pattern = text.parts
    .map((part) => (typeof part === 'string' ? part.replace(/^\.?\//, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : '.*'))
    .join('');
  return new RegExp(`^(?:\\./)*${pattern}$`).test(path) && showText(text).length > 0;
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
