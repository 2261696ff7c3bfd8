import { flatItems, isMapping, isSequence, isString } from '../yaml-access.ts';
import { attribute, boolean, oneOf, spelled, strings, text } from './attributes.ts';
import { at, complain, inTurn, mapping, must, type Shape } from './shape.ts';

const keyFiles = inTurn(
  strings,
  must((value) => !isSequence(value) || value.items.length > 0, 'config requires at least 1 item'),
  must((value) => !isSequence(value) || value.items.length <= 2, 'config has too many items (maximum is 2)'),
);

const keyPrefix = must(isString, 'config should be a string or symbol');

/** Source: GitLab `lib/gitlab/config/entry/validators.rb`, KeyValidator. */
const keyText = inTurn(
  must((value) => !/\/|%2f/i.test(spelled(value)), 'config cannot contain the "/" character'),
  must((value) => !/^(?:\.|%2e){1,2}$/i.test(spelled(value)), 'config cannot be "." or ".."'),
);

/** Source: GitLab `lib/gitlab/ci/config/entry/key.rb`. */
const cacheKey: Shape = (value, path) => {
  if (isString(value)) return keyText(value, path);
  if (!isMapping(value)) return complain(path, 'should be a hash, a string or a symbol', value.span);
  const sources = ['files', 'files_commits'].filter((name) => value.entries.has(name));
  if (sources.length !== 1)
    return complain(path, 'config must use exactly one of these keys: files, files_commits', value.span);
  return mapping(
    { files: at('files', keyFiles), files_commits: at('files_commits', keyFiles), prefix: at('prefix', keyPrefix) },
    '',
  )(value, path);
};

/** Source: GitLab `lib/gitlab/ci/config/entry/cache.rb`. */
const oneCache = mapping(
  {
    policy: inTurn(
      text('policy'),
      attribute(
        'policy',
        (value) => /pull-push|push|pull|\$\w{1,255}/.test(spelled(value)),
        'should be a variable or one of: pull-push, push, pull',
      ),
    ),
    when: oneOf('when', ['on_success', 'on_failure', 'always']),
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
