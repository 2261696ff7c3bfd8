import type { Span } from '../../source/source-file.ts';
import { literal } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import { anyEvent, hasHeadRef, refTypeOf } from '../events/event-facts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { githubProperties } from './github-properties.ts';
import { runHole, symbolIn, textHole } from './run-hole.ts';

/** The context `github`. */
export const githubContext = (scope: GithubScope): GithubValue => ({
  is: 'object',
  object: {
    entries: scope.github ?? new Map<string, GithubValue>(),
    rest: (name, at) => githubProperty(scope, name.toLowerCase(), { shown: `\${{ github.${name} }}`, at }),
  },
});

/** How a value is written where it is used. */
export interface Use {
  readonly shown: string;
  readonly at: Span;
}

/** A property of `github`, by its name in lower case. Of one that GitHub does not document nothing is known. */
export function githubProperty(scope: GithubScope, name: string, use: Use): GithubValue {
  const given = scope.github?.get(name);
  if (given !== undefined) return given;
  if (name === 'event') return eventValue(scope);
  return eventProperties.get(name)?.(scope, use) ?? plainProperty(scope, name, use);
}

function plainProperty(scope: GithubScope, name: string, { shown, at }: Use): GithubValue {
  const where = githubProperties.get(name);
  const symbol = symbolIn(scope, where ?? 'run', `GITHUB_${name.toUpperCase()}`);
  const hole = runHole(symbol, shown, 'is known only when the workflow runs', at);
  return where === undefined ? { is: 'hidden', hole } : textHole(hole);
}

type Property = (scope: GithubScope, use: Use) => GithubValue | undefined;

/** Properties that follow from the event, as far as that is known. */
const eventProperties: ReadonlyMap<string, Property> = new Map<string, Property>([
  ['event_name', (scope, use) => anyOf(scope.event?.eventNames ?? [], scope, { name: 'event_name', ...use })],
  ['ref_name', (scope, use) => anyOf(scope.event?.refNames ?? [], scope, { name: 'ref_name', ...use })],
  ['ref', refOf],
  [
    'ref_type',
    (scope, use) => {
      const known = refTypeOf(scope.event ?? anyEvent);
      return anyOf(known === undefined ? ['branch', 'tag'] : [known], scope, { name: 'ref_type', ...use });
    },
  ],
  ['ref_protected', protection],
  ['head_ref', sourceBranch],
  ['base_ref', sourceBranch],
]);

/** One of a few strings; `undefined` of none. */
function anyOf(
  names: readonly string[],
  scope: GithubScope,
  use: Use & { readonly name: string },
): GithubValue | undefined {
  const [only, ...others] = names;
  if (only === undefined) return undefined;
  if (others.length === 0) return { is: 'text', text: literal(only, use.at) };
  const plain = plainProperty(scope, use.name, use);
  const [hole] = plain.is === 'text' ? plain.text.parts : [];
  return hole === undefined || typeof hole === 'string'
    ? plain
    : { is: 'hidden', hole: { ...hole, among: names }, among: names };
}

/** `github.ref` is its folder and `github.ref_name`, which is `1/merge` for a pull request. */
function refOf(scope: GithubScope, use: Use): GithubValue | undefined {
  const beginning = scope.event?.refBeginning;
  if (beginning === undefined) return undefined;
  const names = scope.event?.refNames ?? [];
  if (names.length > 0)
    return anyOf(
      names.map((name) => beginning + name),
      scope,
      { name: 'ref', ...use },
    );
  const name = githubProperty(scope, 'ref_name', use);
  return name.is === 'text'
    ? { is: 'text', text: { parts: [beginning, ...name.text.parts], span: use.at } }
    : undefined;
}

function protection(scope: GithubScope, use: Use): GithubValue {
  const plain = plainProperty(scope, 'ref_protected', use);
  const [hole] = plain.is === 'text' ? plain.text.parts : [];
  if (hole === undefined || typeof hole === 'string') return plain;
  const values: readonly GithubValue[] = [true, false].map((value) => ({ is: 'boolean', value }));
  return { is: 'hidden', hole, values };
}

/** Empty but for pull requests. */
function sourceBranch({ event }: GithubScope, { at }: Use): GithubValue | undefined {
  return hasHeadRef(event ?? anyEvent) === false ? { is: 'text', text: literal('', at) } : undefined;
}

/** `github.event`: the payload, of which only is known what it lacks. */
function eventValue(scope: GithubScope): GithubValue {
  const { absent, actions } = scope.event ?? anyEvent;
  const entries = new Map<string, GithubValue>([...absent].map((name) => [name, { is: 'null' }]));
  return {
    is: 'object',
    object: {
      entries,
      rest(name, at) {
        const shown = `\${{ github.event.${name} }}`;
        const symbol = symbolIn(scope, 'run', `github.event.${name.toLowerCase()}`);
        const hole = runHole(symbol, shown, 'is known only when the workflow runs', at);
        const [action, ...others] = name.toLowerCase() === 'action' ? actions : [];
        if (action === undefined) return { is: 'hidden', hole };
        return others.length === 0 ? { is: 'text', text: literal(action, at) } : { is: 'hidden', hole, among: actions };
      },
    },
  };
}
