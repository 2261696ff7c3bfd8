import type { YamlValue } from '../../syntax/yaml-value.ts';
import { parseExpression } from '../expression.ts';
import { cellsOf, isCellValue, mostInstances } from '../jobs/matrix.ts';
import { defaultKeys } from '../keywords.ts';
import { flatItems, isMapping, isScalar, isSequence, isString, nestingOf, scalarText } from '../yaml-access.ts';
import { cache, commands, image, services, string, tags, variables } from './field-shapes.ts';
import { anything, at, complain, either, inTurn, isOpen, mapping, must, type Shape } from './shape.ts';

const isInteger = (value: YamlValue): boolean => value.kind === 'integer';

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

const parallelMapping = mapping({ matrix: at('matrix', matrix) }, 'should be an integer or a hash');

/** Source: GitLab `lib/gitlab/ci/config/entry/product/parallel.rb`. */
export const parallel = either(
  (value) => value.kind === 'integer' || value.kind === 'float',
  inTurn(
    must((value) => value.kind !== 'float', 'config must be an integer'),
    must((value) => !isInteger(value) || Number(valueOf(value)) >= 1, 'config must be greater than or equal to 1'),
    must(
      (value) => !isInteger(value) || Number(valueOf(value)) <= mostInstances,
      `config must be less than or equal to ${mostInstances}`,
    ),
  ),
  parallelMapping,
);

/** Source: GitLab `entry/bridge.rb`, `entry/need.rb`: a matrix and no number. */
export const parallelMatrixOnly = either(
  isInteger,
  must(() => false, 'config cannot use "parallel: <number>".'),
  parallelMapping,
);

const valueOf = (value: YamlValue): string => (isScalar(value) ? scalarText(value).text : '');

/** Source: GitLab `lib/gitlab/ci/config/entry/{needs,need}.rb`. */
export const needs: Shape = (value, path) => {
  if (isOpen(value)) return [];
  if (isMapping(value) && value.entries.size === 0)
    return complain(path, 'config can not be an empty hash', value.span);
  if (!isMapping(value) && !isSequence(value))
    return complain(path, 'config can only be a hash or an array', value.span);
  return flatItems(value).flatMap((item) => (isMapping(item) ? need(item, `${path}:need`) : []));
};

const need: Shape = (value, path) => {
  if (isMapping(value) && (value.entries.has('pipeline') || value.entries.has('project'))) return [];
  const flag = (name: string): Shape => must(({ kind }) => kind === 'boolean', `${name} should be a boolean value`);
  return mapping(
    {
      job: anything,
      artifacts: flag('artifacts'),
      optional: flag('optional'),
      parallel: at('parallel', parallelMatrixOnly),
    },
    'has an unsupported type',
  )(value, path);
};

/** A need that mirrors another project's pipeline, which only a job without a script may have. */
const isMirror = (value: YamlValue): boolean =>
  isMapping(value) && value.entries.has('pipeline') && !value.entries.has('job');

/** The needs of a job that runs a script. Source: GitLab `entry/needs.rb`, `entry/job.rb`. */
const needsOfJob: Shape = inTurn(
  needs,
  must((value) => !flatItems(value).some(isMirror), 'config uses invalid types: bridge'),
);

const ruleWhens = ['on_success', 'on_failure', 'always', 'never', 'manual', 'delayed'];

const validExpression = must(
  (value) => isString(value) && parseExpression(value.value) !== undefined,
  'if invalid expression syntax',
);

/** Source: GitLab `lib/gitlab/ci/config/entry/rules/rule.rb`. */
const rule = mapping(
  {
    if: validExpression,
    when: must((value) => ruleWhens.includes(valueOf(value)), 'when unknown value'),
    changes: anything,
    exists: anything,
    start_in: anything,
    allow_failure: must(({ kind }) => kind === 'boolean', 'allow failure should be a boolean value'),
    variables: at('variables', variables([])),
    needs: at('needs', needs),
    interruptible: anything,
  },
  'should be a hash',
);

const ruleWithValue: Shape = (value, path) =>
  rule(value, path).map((complaint) => {
    const when = isMapping(value) ? value.entries.get('when')?.value : undefined;
    if (complaint.message !== 'when unknown value' || when === undefined) return complaint;
    return { ...complaint, message: `when unknown value: ${valueOf(when)}` };
  });

/** Source: GitLab `lib/gitlab/ci/config/entry/rules.rb`; a list that is no list is a complaint of the job itself. */
export const rules: Shape = (value, path) => {
  if (!isSequence(value)) return [];
  if (value.items.length === 0) return complain(path, "config can't be blank", value.span);
  return flatItems(value).flatMap((item) => (isMapping(item) ? ruleWithValue(item, `${path}:rule`) : []));
};

/** Whether `rules` has the form that the job itself asks for. */
export const isListOfRules = (value: YamlValue): boolean =>
  isSequence(value) &&
  nestingOf(value) <= 10 &&
  flatItems(value).every((item) => isMapping(item) || item.kind === 'reference');

/** Source: GitLab `lib/gitlab/ci/config/entry/policy.rb`. */
export const policy = inTurn(
  must(
    (value) => isString(value) || isSequence(value) || isMapping(value),
    'has to be either an array of conditions or a hash',
  ),
  must(
    (value) => !isSequence(value) || value.items.every(isRef),
    'config should be an array of strings or regular expressions using re2 syntax',
  ),
);

const isRef = (value: YamlValue): boolean => isString(value) || value.kind === 'reference';

const triggerStrategy = must(
  (value) => isString(value) && ['depend', 'mirror'].includes(value.value),
  'strategy should be depend or mirror',
);

/** Source: GitLab `lib/gitlab/ci/config/entry/trigger.rb`. */
export const trigger: Shape = (value, path) => {
  if (isOpen(value) || isString(value)) return [];
  if (!isMapping(value)) return complain(path, 'has to be either a string or a hash', value.span);
  const common = { strategy: triggerStrategy, forward: anything, inputs: anything };
  if (value.entries.has('include'))
    return mapping({ ...common, include: at('include', triggerInclude) }, '')(value, path);
  return mapping({ ...common, project: anything, branch: anything }, '')(value, path);
};

const triggerInclude = inTurn(
  must((value) => isString(value) || isSequence(value), 'config should be an array or a string'),
  must((value) => !isSequence(value) || value.items.length <= 3, 'config is too long (maximum is 3)'),
);

/** Source: GitLab `lib/gitlab/ci/config/entry/inherit/default.rb`. */
const inherit = mapping(
  {
    default: (value, path) => {
      const names = isSequence(value) ? value.items.filter(isScalar).map((item) => scalarText(item).text) : [];
      const unknown = names.filter((name) => !defaultKeys.has(name));
      if (unknown.length === 0) return [];
      return complain(`${path}:default`, `config contains unknown values: ${unknown.join(', ')}`, value.span);
    },
    variables: anything,
  },
  'config should be a hash',
);

const artifacts = must(isMapping, 'config should be a hash');

/** The keywords of a job in the order in which GitLab validates them. Source: GitLab `entry/{processable,job}.rb`. */
export const jobShapes: Readonly<Record<string, Shape>> = {
  stage: string,
  only: policy,
  except: policy,
  rules,
  variables: variables(['value', 'expand']),
  inherit,
  before_script: commands,
  script: commands,
  after_script: commands,
  cache,
  image,
  services,
  needs: needsOfJob,
  artifacts,
  tags,
  parallel,
};

/** The same for a job that starts another pipeline. Source: GitLab `entry/bridge.rb`. */
export const bridgeShapes: Readonly<Record<string, Shape>> = {
  stage: string,
  only: policy,
  except: policy,
  rules,
  variables: variables(['value', 'expand']),
  inherit,
  trigger,
  needs,
  parallel: parallelMatrixOnly,
};

/** The keywords of `default:` and the global ones. Source: GitLab `entry/{default,root}.rb`. */
export const defaultShapes: Readonly<Record<string, Shape>> = {
  before_script: commands,
  image,
  services,
  after_script: commands,
  cache,
  tags,
  artifacts,
};
