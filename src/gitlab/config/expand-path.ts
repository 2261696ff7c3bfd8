import type { Span } from '../../source/source-file.ts';
import { spellScalar } from '../../syntax/yaml-spelling.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { expandString } from '../expand.ts';
import type { Session } from './session.ts';

/** A path or an address with its variables replaced. */
export type ExpandedPath =
  | { readonly is: 'known'; readonly path: string; readonly at: Span }
  | { readonly is: 'unknown'; readonly cause: Cause };

/**
 * The value of an include's key with the project's variables put in. YAML `variables` do not count. One that the
 * environment does not define may be set in GitLab's settings, so the path is not known.
 */
export function expandPath(value: YamlValue, { environment, options }: Session): ExpandedPath {
  const isCollection = value.kind === 'mapping' || value.kind === 'sequence' || value.kind === 'reference';
  const written = isCollection ? '' : spellScalar(value);
  const missing: string[] = [];
  const path = expandString(written, 'gitlab', (name) => {
    const known = environment.variables.get(name);
    if (known === undefined) missing.push(name);
    return known;
  });
  const [name] = missing;
  if (name === undefined || options.isClosedWorld === true) return { is: 'known', path, at: value.span };
  const because = `the include \`${written}\` depends on \`$${name}\` and was not read`;
  return { is: 'unknown', cause: { kind: 'include', because, at: value.span } };
}
