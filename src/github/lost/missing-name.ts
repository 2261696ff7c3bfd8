import type { Contexts, GithubObject, GithubValue } from '../expression/github-value.ts';
import type { Lookup } from './lookups.ts';

/** Where a lookup comes to nothing. */
export interface MissingName {
  /** 0-based index of the first name that is not there. */
  readonly index: number;
  /** The names that are there in its place, as written. */
  readonly others: readonly string[];
}

/** Which name of a lookup certainly is not there; `undefined` if all are, or may be. */
export function missingName({ names }: Lookup, contexts: Contexts): MissingName | undefined {
  const [context, ...properties] = names;
  let value = context && contexts.contextOf(context.name, context.at);
  for (const [index, { name, at }] of properties.entries()) {
    if (value === undefined || (value.is !== 'object' && value.is !== 'null')) return undefined;
    const next: GithubValue | undefined =
      value.is === 'null' ? undefined : (value.object.entries.get(name.toLowerCase()) ?? value.object.rest?.(name, at));
    if (next === undefined || next.is === 'null')
      return { index: index + 1, others: value.is === 'null' ? [] : namesIn(value.object) };
    value = next;
  }
  return undefined;
}

const namesIn = ({ entries, spelling }: GithubObject): readonly string[] =>
  [...entries.keys()].map((name) => spelling?.get(name) ?? name);
