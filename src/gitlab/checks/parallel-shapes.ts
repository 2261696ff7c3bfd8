import { cellsOf, isCellValue, mostInstances } from '../jobs/matrix.ts';
import { isMapping, isSequence } from '../yaml-access.ts';
import { isInteger, spelled } from './attributes.ts';
import { at, complain, each, either, inTurn, isOpen, mapping, must, requires, type Shape } from './shape.ts';

/** Source: GitLab `lib/gitlab/ci/config/entry/product/variables.rb`. */
const matrixEntry: Shape = (value, path) => {
  if (!isMapping(value)) return [];
  if (value.entries.size === 0) return complain(path, 'config requires at least 1 items', value.span);
  const isValid = [...value.entries.values()].every(({ value: one }) => {
    const values = isSequence(one) ? one.items : [one];
    return values.every((item) => isCellValue(item) || item.kind === 'reference');
  });
  const message = 'config should be a hash of key value pairs, value can be an array';
  return isValid ? [] : complain(path, message, value.span);
};

/** Source: GitLab `lib/gitlab/ci/config/entry/product/matrix.rb`. */
const matrix: Shape = (value, path) => {
  if (isOpen(value)) return [];
  if (!isSequence(value) || !value.items.every((item) => isMapping(item) || item.kind === 'reference'))
    return complain(path, 'config should be an array of hashes', value.span);
  const found = value.items.flatMap((item) => matrixEntry(item, `${path}:variables`));
  if (found.length > 0 || cellsOf(value).openTo.every(({ kind }) => kind !== 'syntax')) return found;
  return complain(path, `config generates too many jobs (maximum is ${mostInstances})`, value.span);
};

const hasKey: Shape = (value, path) =>
  isMapping(value) && value.entries.has('matrix')
    ? []
    : requires('matrix', 'config missing required keys: matrix')(value, path);

const parallelMapping = each(mapping({ matrix: at('matrix', matrix) }, 'should be an integer or a hash'), hasKey);

/** Source: GitLab `lib/gitlab/ci/config/entry/product/parallel.rb`. */
export const parallel = either(
  (value) => value.kind === 'integer' || value.kind === 'float',
  inTurn(
    must((value) => value.kind !== 'float', 'config must be an integer'),
    must((value) => Number(spelled(value)) >= 1, 'config must be greater than or equal to 1'),
    must((value) => Number(spelled(value)) <= mostInstances, `config must be less than or equal to ${mostInstances}`),
  ),
  parallelMapping,
);

/** What GitLab says where only a matrix is allowed. */
export const noNumber = 'config cannot use "parallel: <number>".';

/** Source: GitLab `entry/bridge.rb`, `entry/need.rb`: a matrix and no number. */
export const parallelMatrixOnly = either(
  isInteger,
  must(() => false, noNumber),
  parallelMapping,
);
