import type { YamlValue } from '../../syntax/yaml-value.ts';
import { parseExpression } from '../expression.ts';
import { isPatternValid } from '../expression-pattern.ts';
import { isMapping, isSequence, isString } from '../yaml-access.ts';
import { attribute, isStrings, spelled, texts } from './attributes.ts';
import { complain, inTurn, isOpen, mapping, must, type Shape } from './shape.ts';

/** `only` and `except`. Source: GitLab `lib/gitlab/ci/config/entry/policy.rb`. */
export const policy: Shape = (value, path) => {
  if (isOpen(value)) return [];
  if (isSequence(value)) return refs('config')(value, path);
  if (!isMapping(value)) return complain(path, 'has to be either an array of conditions or a hash', value.span);
  return value.entries.size === 0 ? complain(path, "config can't be blank", value.span) : complex(value, path);
};

const refs = (name: string): Shape =>
  attribute(name, isRefs, 'should be an array of strings or regular expressions using re2 syntax');

const isRefs = (value: YamlValue): boolean =>
  isSequence(value) && value.items.every((item) => item.kind === 'reference' || (isString(item) && isRef(item.value)));

/** Source: GitLab `lib/gitlab/untrusted_regexp/ruby_syntax.rb`. */
const isRef = (written: string): boolean => !/^\/.+\/[ismU]*$/s.test(written) || isPatternValid(written);

const isExpression = (item: YamlValue): boolean => !isString(item) || parseExpression(spelled(item)) !== undefined;

const complex = mapping(
  {
    refs: refs('refs'),
    kubernetes: must((value) => spelled(value) === 'active', 'kubernetes unknown value'),
    variables: inTurn(
      attribute(
        'variables',
        (value) => !isSequence(value) || value.items.every(isExpression),
        'invalid expression syntax',
      ),
      attribute('variables', isStrings, 'should be an array of strings'),
    ),
    changes: texts('changes'),
  },
  '',
);
