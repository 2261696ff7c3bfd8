import type { YamlValue } from '../../syntax/yaml-value.ts';
import { isMapping, isString, valueAt } from '../yaml-access.ts';
import { attribute, hash, oneOf, shortText, spelled, text } from './attributes.ts';
import { anything, complain, inTurn, isOpen, mapping, must, requires, type Shape } from './shape.ts';

/** Source: GitLab `lib/gitlab/regex.rb`, environment_name_regex. */
const validName = /^[a-zA-Z0-9_${}. -](?:[a-zA-Z0-9_/${}. -]*[a-zA-Z0-9_${}. -])?$/;
const nameMessage =
  "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'";

const name = inTurn(
  must((value) => !isString(value) || value.value.trim() !== '', "name can't be blank"),
  attribute('name', (value) => isString(value) && validName.test(value.value), nameMessage),
);

/** Source: GitLab `lib/gitlab/ci/config/entry/environment.rb`. */
export const environment: Shape = (value, path) => {
  if (isOpen(value)) return [];
  if (isString(value)) return name(value, path);
  if (!isMapping(value)) {
    return [
      ...complain(path, 'config should be a hash or a string', value.span),
      ...complain(path, "name can't be blank", value.span),
    ];
  }
  const written = valueAt(value, 'name');
  const named = written === undefined ? requires('name', "name can't be blank")(value, path) : name(written, path);
  return [...named, ...detailed(value, path)];
};

const action = oneOf(
  'action',
  ['start', 'stop', 'prepare', 'verify', 'access'],
  'should be start, stop, prepare, verify, or access',
);

const detailed = mapping(
  {
    name: anything,
    url: shortText('url', 255),
    action,
    deployment_tier: text('deployment tier'),
    on_stop: text('on stop'),
    kubernetes: hash('kubernetes'),
    auto_stop_in: text('auto stop in'),
  },
  '',
);

/** An environment as GitLab compares it with others. */
export interface WrittenEnvironment {
  readonly name: string;
  readonly action: string;
  /** The job that stops it. */
  readonly onStop?: string;
}

/** The environment that a value describes; `undefined` without one. */
export function environmentOf(value: YamlValue | undefined): WrittenEnvironment | undefined {
  if (value === undefined || isOpen(value)) return undefined;
  if (isString(value)) return { name: value.value, action: 'start' };
  if (!isMapping(value)) return undefined;
  const at = (key: string): string | undefined => {
    const entry = valueAt(value, key);
    return entry === undefined ? undefined : spelled(entry);
  };
  const onStop = at('on_stop');
  return { name: at('name') ?? '', action: at('action') ?? 'start', ...(onStop === undefined ? {} : { onStop }) };
}
