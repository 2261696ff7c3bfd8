import type { YamlValue } from '../../syntax/yaml-value.ts';
import { flatItems, isMapping, isSequence, isString } from '../yaml-access.ts';
import { isInteger, spelled, text, texts } from './attributes.ts';
import { anything, at, complain, each, either, inTurn, isOpen, mapping, must, requires, type Shape } from './shape.ts';

const pullPolicies = ['always', 'never', 'if-not-present'];

function isPullPolicy(value: YamlValue): boolean {
  const items = isSequence(value) ? value.items : [value];
  return items.every((item) => !isString(item) || pullPolicies.includes(item.value));
}

/** Source: GitLab `entry/pull_policy.rb`. */
const pullPolicy = inTurn(
  must((value) => !isSequence(value) || value.items.length > 0, "config can't be blank"),
  must(isPullPolicy, 'config is not included in the list'),
);

/** Options of executors, checked by a schema. Source: GitLab `app/validators/json_schemas/ci_job_definition_executor_opts.json`. */
const options = (keys: Readonly<Record<string, (value: YamlValue) => boolean>>): Shape =>
  must(
    (value) =>
      isMapping(value) &&
      [...value.entries].every(([key, { value: one }]) => Object.hasOwn(keys, key) && keys[key]?.(one) === true),
    'executor opts does not match the schema',
  );

const isText =
  (longest: number) =>
  (value: YamlValue): boolean =>
    value.kind === 'reference' || (isString(value) && value.value.length > 0 && value.value.length <= longest);

const isUser = (value: YamlValue): boolean => isInteger(value) || isText(255)(value);

/** Source: GitLab `lib/gitlab/ci/config/entry/{imageable,image}.rb`. */
const container = (more: Readonly<Record<string, Shape>>): Shape =>
  either(
    isString,
    must((value) => spelled(value) !== '', "name can't be blank"),
    inTurn(
      must(isMapping, 'config should be a hash or a string'),
      must((value) => isMapping(value) && !value.entries.has('ports'), 'config contains disallowed keys: ports'),
      each(
        mapping(
          {
            name: text('name'),
            entrypoint: texts('entrypoint'),
            docker: options({ platform: isText(64), user: isText(255) }),
            kubernetes: options({ user: isUser }),
            pull_policy: at('pull_policy', pullPolicy),
            ...more,
          },
          'config should be a hash or a string',
        ),
        requires('name', 'name should be a string'),
      ),
    ),
  );

export const image = container({});

const service = container({ alias: text('alias'), command: anything, variables: anything });

/** Source: GitLab `lib/gitlab/ci/config/entry/{services,service}.rb`: empty items count for nothing. */
export const services: Shape = (value, path) => {
  if (isOpen(value)) return [];
  if (!isSequence(value)) return complain(path, 'config should be an array', value.span);
  return flatItems(value).flatMap((item) => (isOpen(item) ? [] : service(item, `${path}:service`)));
};
