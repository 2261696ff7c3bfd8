import type { YamlValue } from '../../syntax/yaml-value.ts';
import { flatItems, isMapping, isSequence, isString, nestingOf } from '../yaml-access.ts';
import { boolean, isBoolean, isStringOrOpen, spelled, string, strings, textOrTexts } from './attributes.ts';
import { duration, month } from './duration.ts';
import { at, complain, each, entriesLike, inTurn, isOpen, mapping, must, requires, type Shape } from './shape.ts';

/** Lists and strings of lists that are flattened, up to 10 levels. Source: GitLab `entry/commands.rb`. */
export const isNestedStrings = (value: YamlValue): boolean =>
  isString(value) || (isSequence(value) && nestingOf(value) <= 10 && flatItems(value).every(isStringOrOpen));

/** Source: GitLab `lib/gitlab/ci/config/entry/commands.rb`. */
export const commands = must(
  isNestedStrings,
  'config should be a string or a nested array of strings up to 10 levels deep',
);

/** GitLab takes fewer tags than this. Source: GitLab `entry/tags.rb`. */
const tooManyTags = 50;

export const tags = inTurn(
  strings,
  must(
    (value) => !isSequence(value) || value.items.length < tooManyTags,
    `config must be less than the limit of ${tooManyTags} tags`,
  ),
);

/** Source: GitLab `entry/hooks.rb`. */
export const hooks = mapping(
  { pre_get_sources_script: at('pre_get_sources_script', commands) },
  'config should be a hash',
);

/** Source: GitLab `entry/timeout.rb`: at most a month. */
export const timeout = duration('config', month);

export const interruptible = boolean;

/** Source: GitLab `entry/id_token.rb`. */
export const idTokens = entriesLike(
  each(
    mapping({ aud: textOrTexts('aud') }, 'config should be a hash'),
    requires('aud', 'config missing required keys: aud'),
  ),
);

/** Source: GitLab `entry/coverage.rb`: a pattern in slashes. */
export const coverage = inTurn(
  must(isString, 'config must be a regular expression'),
  must((value) => /^\/[^]*\/$/.test(spelled(value)), 'config must be a regular expression'),
);

/** Source: GitLab `entry/allow_failure.rb`. */
export const allowFailure: Shape = (value, path) => {
  if (isOpen(value) || !isMapping(value)) return [];
  return mapping(
    {
      exit_codes: must(
        (codes) =>
          codes.kind === 'integer' || (isSequence(codes) && codes.items.every(({ kind }) => kind === 'integer')),
        'exit codes should be an array of integers or an integer',
      ),
    },
    'config should be a hash',
  )(value, path);
};

/** Source: GitLab `entry/publish.rb`. */
export const publish = string;

/** Source: GitLab `entry/pages.rb`. */
export const pages: Shape = (value, path) => {
  if (isOpen(value) || isBoolean(value)) return [];
  if (!isMapping(value)) return complain(path, 'config should be a hash or a boolean value', value.span);
  const known = new Set(['path_prefix', 'expire_in', 'publish']);
  const unknown = [...value.entries.keys()].filter((key) => !known.has(key));
  return unknown.length === 0 ? [] : complain(path, `config contains unknown keys: ${unknown.join(', ')}`, value.span);
};
