import type { Permissions } from '../../model/pipeline/github-job.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { type Field, hidden, set, unset } from '../../value/index.ts';
import { entryAt, isMapping, isScalar, isString, scalarText } from '../workflow/yaml-access.ts';

/** What `permissions` of a job or a workflow allow; unset where it is not written. What a list does not name is denied. */
export function readPermissions(mapping: YamlMapping): Field<Permissions> {
  const entry = entryAt(mapping, 'permissions');
  if (entry === undefined) return unset;
  const { key, value } = entry;
  if (isString(value)) {
    const packages = shorthands[value.value];
    return packages === undefined ? refused(key.span) : set({ packages, span: key.span });
  }
  if (!isMapping(value)) return refused(key.span);
  const own = entryAt(value, 'packages');
  if (own === undefined) return set({ packages: 'none', span: key.span });
  const level = isScalar(own.value) ? levels[scalarText(own.value).text] : undefined;
  return level === undefined ? refused(own.key.span) : set({ packages: level, span: own.key.span });
}

const shorthands: Readonly<Record<string, Permissions['packages']>> = { 'read-all': 'read', 'write-all': 'write' };
const levels: Readonly<Record<string, Permissions['packages']>> = { read: 'read', write: 'write', none: 'none' };

const refused = (at: Permissions['span']): Field<never> =>
  hidden({ kind: 'syntax', because: '`permissions` has a value that GitHub refuses', at });
