import { isMapping, isString, valueAt } from '../yaml-access.ts';
import { attribute, hash, isBoolean, text } from './attributes.ts';
import { anything, at, complain, each, entriesLike, mapping, requires, type Shape } from './shape.ts';

/** Services that keep secrets. Source: GitLab `ee/lib/gitlab/ci/config/entry/secret.rb`. */
const keepers: readonly string[] = [
  'vault',
  'azure_key_vault',
  'gcp_secret_manager',
  'gitlab_secrets_manager',
  'aws_secrets_manager',
];

const named = (name: string): Shape =>
  each(requires(name, `${name} can't be blank`), (value, path) =>
    isMapping(value) && valueAt(value, name) === undefined
      ? requires(name, `${name} should be a string`)(value, path)
      : [],
  );

/** Source: GitLab `ee/lib/gitlab/ci/config/entry/vault/{secret,engine}.rb`. */
const vault: Shape = (value, path) => {
  if (isString(value)) return [];
  return each(
    mapping(
      { engine: hash('engine'), path: text('path'), field: text('field') },
      'config should be a hash or a string',
    ),
    named('path'),
    named('field'),
    requires('engine', "engine can't be blank"),
  )(value, path);
};

const keeper = (keys: Readonly<Record<string, Shape>>, required: string): Shape =>
  each(mapping(keys, 'config should be a hash'), named(required));

const aws: Shape = (value, path) => {
  if (isString(value)) return [];
  const keys = { secret_id: text('secret'), version_id: text('version'), version_stage: text('version stage') };
  const more = { region: text('region'), role_arn: text('role arn'), role_session_name: anything, field: anything };
  return each(
    mapping({ ...keys, ...more }, 'config should be a hash or a string'),
    requires('secret_id', 'secret should be a string'),
  )(value, path);
};

const exactlyOne: Shape = (value, path) => {
  if (!isMapping(value)) return [];
  const used = keepers.filter((key) => value.entries.has(key));
  if (used.length === 1) return [];
  const message = `config must use exactly one of these keys: ${keepers.join(', ')}`;
  const found = complain(path, message, value.span);
  return used.length > 1 ? found : found.map((complaint) => ({ ...complaint, isAbsence: true as const }));
};

const gcpNeedsToken: Shape = (value, path) =>
  isMapping(value) && valueAt(value, 'gcp_secret_manager') !== undefined
    ? requires('token', 'token is required with gcp secrets manager')(value, path)
    : [];

export const secrets = entriesLike(
  each(
    mapping(
      {
        file: attribute('file', isBoolean, 'should be a boolean value'),
        token: text('token'),
        vault: at('vault', vault),
        azure_key_vault: at('azure_key_vault', keeper({ name: text('name'), version: text('version') }, 'name')),
        gcp_secret_manager: at('gcp_secret_manager', keeper({ name: text('name'), version: anything }, 'name')),
        gitlab_secrets_manager: at('gitlab_secrets_manager', keeper({ name: text('name'), source: anything }, 'name')),
        aws_secrets_manager: at('aws_secrets_manager', aws),
      },
      'config should be a hash',
    ),
    exactlyOne,
    gcpNeedsToken,
  ),
);
