import type { YamlValue } from '../../syntax/yaml-value.ts';
import { flatItems, isMapping, isScalar, isSequence, isString, nestingOf } from '../yaml-access.ts';
import { anything, at, complain, either, inTurn, isOpen, mapping, must, type Shape } from './shape.ts';

const isStringOrOpen = (value: YamlValue): boolean => isString(value) || value.kind === 'reference';
const isStrings = (value: YamlValue): boolean => isSequence(value) && value.items.every(isStringOrOpen);

export const string = must(isString, 'config should be a string');
export const boolean = must((value) => value.kind === 'boolean', 'config should be a boolean value');
export const strings = must(isStrings, 'config should be an array of strings');

/** A named attribute of a mapping, which GitLab names in the message rather than in the place. */
const attribute = (name: string, accepts: (value: YamlValue) => boolean, wanted: string): Shape =>
  must(accepts, `${name} ${wanted}`);

/** Lists and strings of lists that are flattened, up to 10 levels. Source: GitLab `entry/commands.rb`. */
export const isNestedStrings = (value: YamlValue): boolean =>
  isString(value) || (isSequence(value) && nestingOf(value) <= 10 && flatItems(value).every(isStringOrOpen));

/** Source: GitLab `lib/gitlab/ci/config/entry/commands.rb`. */
export const commands = must(
  isNestedStrings,
  'config should be a string or a nested array of strings up to 10 levels deep',
);

const pullPolicies = ['always', 'never', 'if-not-present'];

/** Source: GitLab `lib/gitlab/ci/config/entry/{imageable,image,pull_policy}.rb`. */
const container = (more: Readonly<Record<string, Shape>>): Shape =>
  either(
    isString,
    must((value) => isString(value) && value.value !== '', "name can't be blank"),
    inTurn(
      must(isMapping, 'config should be a hash or a string'),
      must((value) => isMapping(value) && !value.entries.has('ports'), 'config contains disallowed keys: ports'),
      mapping(
        {
          name: attribute('name', isString, 'should be a string'),
          entrypoint: attribute('entrypoint', isStrings, 'should be an array of strings'),
          docker: anything,
          kubernetes: anything,
          pull_policy: at('pull_policy', must(isPullPolicy, 'config is not included in the list')),
          ...more,
        },
        'config should be a hash or a string',
      ),
      must((value) => isMapping(value) && value.entries.has('name'), 'name should be a string'),
    ),
  );

function isPullPolicy(value: YamlValue): boolean {
  const items = isSequence(value) ? value.items : [value];
  return items.length > 0 && items.every((item) => !isString(item) || pullPolicies.includes(item.value));
}

export const image = container({});

/** Source: GitLab `lib/gitlab/ci/config/entry/{services,service}.rb`. */
export const services: Shape = (value, path) => {
  if (isOpen(value)) return [];
  if (!isSequence(value)) return complain(path, 'config should be an array', value.span);
  const service = container({ alias: anything, command: anything, variables: anything });
  return flatItems(value).flatMap((item) => service(item, `${path}:service`));
};

/** GitLab takes fewer tags than this. Source: GitLab `entry/tags.rb`. */
const tooManyTags = 50;

export const tags = inTurn(
  strings,
  must(
    (value) => !isSequence(value) || value.items.length < tooManyTags,
    `config must be less than the limit of ${tooManyTags} tags`,
  ),
);

/** Source: GitLab `lib/gitlab/ci/config/entry/key.rb`. */
const cacheKey: Shape = (value, path) => {
  if (isString(value)) {
    return /\/|%2f/i.test(value.value) ? complain(path, 'config cannot contain the "/" character', value.span) : [];
  }
  if (!isMapping(value)) return complain(path, 'should be a hash, a string or a symbol', value.span);
  const sources = ['files', 'files_commits'].filter((name) => value.entries.has(name));
  if (sources.length !== 1) {
    return complain(path, 'config must use exactly one of these keys: files, files_commits', value.span);
  }
  const prefix = must(isString, 'config should be a string or symbol');
  return mapping(
    { files: at('files', keyFiles), files_commits: at('files_commits', keyFiles), prefix: at('prefix', prefix) },
    '',
  )(value, path);
};

const keyFiles = inTurn(
  strings,
  must((value) => !isSequence(value) || value.items.length > 0, 'config requires at least 1 item'),
  must((value) => !isSequence(value) || value.items.length <= 2, 'config has too many items (maximum is 2)'),
);

const isOneOf =
  (...words: readonly string[]) =>
  (value: YamlValue): boolean =>
    isString(value) && words.includes(value.value);

/** Source: GitLab `lib/gitlab/ci/config/entry/cache.rb`. */
const oneCache = mapping(
  {
    policy: attribute(
      'policy',
      (value) => isString(value) && /pull-push|push|pull|\$\w{1,255}/.test(value.value),
      'should be a variable or one of: pull-push, push, pull',
    ),
    when: attribute(
      'when',
      isOneOf('on_success', 'on_failure', 'always'),
      'should be one of: on_success, on_failure, always',
    ),
    fallback_keys: inTurn(
      must((value) => !isSequence(value) || value.items.length <= 5, 'fallback keys has to many entries (maximum 5)'),
      at('fallback_keys', strings),
    ),
    key: at('key', cacheKey),
    untracked: at('untracked', boolean),
    paths: at('paths', strings),
    unprotect: at('unprotect', boolean),
  },
  'config should be a hash',
);

/** Source: GitLab `lib/gitlab/ci/config/entry/caches.rb`; `path` names a single cache, a list is named `caches`. */
export const cache: Shape = (value, path) => {
  if (!isSequence(value)) return oneCache(value, path);
  const items = flatItems(value);
  if (items.length > 4) return complain(`${path}s`, 'config no more than 4 caches can be created', value.span);
  return items.flatMap((item) => oneCache(item, path));
};

/** Source: GitLab `lib/gitlab/ci/config/entry/{variables,variable}.rb`; `keys` are those that a mapping may have. */
export const variables =
  (keys: readonly string[]): Shape =>
  (value, path) => {
    if (isOpen(value)) return [];
    if (!isMapping(value)) return complain(path, 'config should be a hash', value.span);
    return [...value.entries].flatMap(([name, { value: one }]) => oneVariable(keys)(one, `${path}:${name}`));
  };

const oneVariable =
  (keys: readonly string[]): Shape =>
  (value, path) => {
    if (isScalar(value) || isOpen(value)) return [];
    if (keys.length === 0) return complain(path, 'config must be a string', value.span);
    if (!isMapping(value)) return complain('variable', 'definition must be either a string or a hash', value.span);
    const unknown = [...value.entries.keys()].filter((key) => !keys.includes(key));
    return unknown.length > 0 ? complain(path, `config uses invalid data keys: ${unknown.join(', ')}`, value.span) : [];
  };
