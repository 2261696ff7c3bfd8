import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { isMapping, isScalar, isSequence, valueAt } from '../yaml-access.ts';
import { isBoolean, isStrings, spelled } from './attributes.ts';
import { type Complaint, complain, entriesLike, isOpen, type Shape } from './shape.ts';

/** Source: GitLab `lib/gitlab/ci/config/entry/{variables,variable}.rb`; `keys` are those that a mapping may have. */
export const variables = (keys: readonly string[]): Shape => entriesLike(oneVariable(keys));

const oneVariable =
  (keys: readonly string[]): Shape =>
  (value, path) => {
    if (isScalar(value) || isOpen(value)) return [];
    if (keys.length === 0) return complain(path, 'config must be a string', value.span);
    if (!isMapping(value)) return complain('variable', 'definition must be either a string or a hash', value.span);
    const unknown = [...value.entries.keys()].filter((key) => !keys.includes(key));
    if (unknown.length > 0) return complain(path, `config uses invalid data keys: ${unknown.join(', ')}`, value.span);
    return detailed(value, path);
  };

function detailed(block: YamlMapping, path: string): readonly Complaint[] {
  const [value, expand, options] = [valueAt(block, 'value'), valueAt(block, 'expand'), valueAt(block, 'options')];
  if (value !== undefined && !isScalar(value) && !isOpen(value))
    return complain(path, 'config value must be an alphanumeric string', value.span);
  if (expand !== undefined && !isOpen(expand) && !isBoolean(expand))
    return complain(path, 'config expand should be a boolean value', expand.span);
  if (options === undefined || isOpen(options)) return [];
  if (!isStrings(options)) return complain(path, 'config options should be an array of strings', options.span);
  const choices = isSequence(options) ? options.items : [];
  if (choices.length === 0 || choices.some(isOpen) || (value !== undefined && isOpen(value))) return [];
  const isAmong = value !== undefined && choices.some((choice) => spelled(choice) === spelled(value));
  return isAmong ? [] : complain(path, 'config value must be present in options', value?.span ?? options.span);
}
