import type { Permissions } from '../../model/pipeline/github-job.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { type Field, hidden, set, unset } from '../../value/index.ts';
import { entryAt, isMapping, isScalar, isString, scalarText } from '../workflow/yaml-access.ts';

/** What `permissions` give, as they are written. */
export interface Grants {
  readonly of: (permission: string) => Grant;
}

/** What they give of one permission. */
export interface Grant {
  /** `undefined` where something is written that GitHub refuses. */
  readonly level: Permissions['packages'] | undefined;
  /** Where that is decided: its own entry, or the key `permissions`. */
  readonly at: Span;
}

/** What `permissions` of a job or a workflow give; `undefined` where none are written. */
export function grantsIn(mapping: YamlMapping): Grants | undefined {
  const entry = entryAt(mapping, 'permissions');
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  if (isMapping(value)) return { of: (name) => grantOf(value, name, key.span) };
  const level = isString(value) ? shorthands[value.value] : undefined;
  // Nobody writes models.
  return { of: (name) => ({ level: name === 'models' && level !== undefined ? 'read' : level, at: key.span }) };
}

/** What a list does not name is denied. */
function grantOf(mapping: YamlMapping, name: string, otherwise: Span): Grant {
  const own = entryAt(mapping, name);
  if (own === undefined) return { level: 'none', at: otherwise };
  return { level: isScalar(own.value) ? levels[scalarText(own.value).text] : undefined, at: own.key.span };
}

const shorthands: Readonly<Record<string, Permissions['packages']>> = { 'read-all': 'read', 'write-all': 'write' };
const levels: Readonly<Record<string, Permissions['packages']>> = { read: 'read', write: 'write', none: 'none' };

/** What `permissions` of a job or a workflow allow; unset where it is not written. */
export function readPermissions(mapping: YamlMapping): Field<Permissions> {
  const grant = grantsIn(mapping)?.of('packages');
  if (grant === undefined) return unset;
  const { level, at } = grant;
  return level === undefined ? refused(at) : set({ packages: level, span: at });
}

const refused = (at: Span): Field<never> =>
  hidden({ kind: 'syntax', because: '`permissions` has a value that GitHub refuses', at });
