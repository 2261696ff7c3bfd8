import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { InputProblem } from './header.ts';
import { stringAt } from './input-type.ts';

const fields = ['name', 'sha', 'version', 'reference'] as const;
/** What a component may ask about itself. */
export type ComponentField = (typeof fields)[number];

/** A file that is included as a component, and so may ask. */
export interface Component {
  readonly name: string;
  /** What stands behind the `@` of its address: a version, a branch, a commit, `~latest`; absent if nothing does. */
  readonly reference?: string;
}

/** The component at an address such as `gitlab.com/group/project/build@1.2.0`. */
export function componentAt(address: string): Component {
  const [path = '', reference] = address.split('@', 2);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return reference === undefined || reference === '' ? { name } : { name, reference };
}

/** The fields that a header declares, and what is wrong with their declaration. */
export interface DeclaredFields {
  readonly fields: ReadonlySet<string>;
  readonly problems: readonly InputProblem[];
}

/** Reads `spec:component`. Source: GitLab `lib/gitlab/ci/config/header/component.rb` (18.7). */
export function readDeclaredFields(spec: YamlMapping): DeclaredFields {
  const value = spec.entries.get('component')?.value;
  if (value === undefined || value.kind === 'null') return { fields: new Set(), problems: [] };
  const refused = (message: string): DeclaredFields => ({
    fields: new Set(),
    problems: [{ message: `header:spec:component config ${message}`, at: value.span }],
  });
  if (value.kind !== 'sequence') return refused('should be a array');
  const names = value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  if (names.length < value.items.length) return refused('should be an array of strings');
  const unknown = names.filter((name) => !isField(name));
  if (unknown.length > 0) return refused(`contains unknown values: ${unknown.join(', ')}`);
  return { fields: new Set(names), problems: [] };
}

const isField = (name: string): name is ComponentField => fields.some((field) => field === name);

/**
 * The value of a declared field; `undefined` for a name that is none. What a branch or an incomplete version comes to, and whether a
 * version is released, is known only to the instance that holds the component: such values are open. A commit has no version.
 * Source: docs.gitlab.com/ci/yaml, `spec:component` (18.7).
 */
export function componentValue(field: string, component: Component, at: Span): YamlValue | undefined {
  if (!isField(field)) return undefined;
  const { name, reference } = component;
  if (field === 'name') return stringAt(name, at);
  if (reference === undefined) return openField(field, at);
  if (field === 'reference') return stringAt(reference, at);
  if (!/^[0-9a-f]{40}$/.test(reference)) return openField(field, at);
  return field === 'sha' ? stringAt(reference, at) : { kind: 'null', span: at };
}

const openField = (field: ComponentField, at: Span): YamlValue => ({
  kind: 'reference',
  content: { kind: 'null', span: at },
  because: `\`component.${field}\` is known only where the component is`,
  span: at,
});
