import type { YamlValue } from '../../syntax/yaml-value.ts';
import { parseExpression } from '../expression.ts';
import { flatItems, isMapping, isSequence, isString, nestingOf, valueAt } from '../yaml-access.ts';
import { flag, spelled, text, textOrTexts, texts } from './attributes.ts';
import { duration, week } from './duration.ts';
import { needsOf } from './need-shapes.ts';
import {
  anything,
  at,
  type Complaint,
  complain,
  each,
  inTurn,
  isBlank,
  isOpen,
  mapping,
  must,
  type Shape,
} from './shape.ts';
import { variables } from './variable-shapes.ts';

/** What rules of one place may say. */
export interface RuleForm {
  readonly whens: readonly string[];
  /** Keys that only rules of this place have. */
  readonly own: Readonly<Record<string, Shape>>;
}

/** Whether `rules` has the form that the job itself asks for. */
export const isListOfRules = (value: YamlValue): boolean =>
  isSequence(value) &&
  nestingOf(value) <= 10 &&
  flatItems(value).every((item) => isMapping(item) || item.kind === 'reference');

/** Source: GitLab `lib/gitlab/ci/config/entry/rules.rb`; a list that is no list is a complaint of the job itself. */
export const rulesOf = (form: RuleForm): Shape => {
  const rule = ruleOf(form);
  return (value, path) => {
    if (!isSequence(value)) return [];
    if (value.items.length === 0) return complain(path, "config can't be blank", value.span);
    return flatItems(value).flatMap((item) => (isMapping(item) ? rule(item, `${path}:rule`) : []));
  };
};

const validExpression = must(
  (value) => isString(value) && parseExpression(value.value) !== undefined,
  'if invalid expression syntax',
);

/** Lists of paths are this long at most. Source: GitLab `entry/rules/rule/{changes,exists}.rb`. */
const mostPaths = 50;

const paths = (name: string): Shape =>
  inTurn(
    texts(name),
    must(
      (value) => !isSequence(value) || value.items.length <= mostPaths,
      `${name} has too many entries (maximum ${mostPaths})`,
    ),
  );

/** Source: GitLab `entry/rules/rule/changes.rb`. */
const changes = at('changes', (value, path) =>
  isMapping(value)
    ? mapping({ paths: paths('paths'), compare_to: text('compare to'), regexp: text('regexp') }, '')(value, path)
    : inTurn(must(isSequence, 'should be an array or a hash'), paths('config'))(value, path),
);

/** Source: GitLab `entry/rules/rule/exists.rb`. */
const exists = at('exists', (value, path) => {
  if (isString(value)) return [];
  return isMapping(value)
    ? mapping({ paths: textOrTexts('paths'), project: text('project'), ref: text('ref'), regexp: text('regexp') }, '')(
        value,
        path,
      )
    : inTurn(must(isSequence, 'should be an array, a hash or a string'), paths('config'))(value, path);
});

/** Source: GitLab `lib/gitlab/ci/config/entry/rules/rule.rb`. */
function ruleOf({ whens, own }: RuleForm): Shape {
  return each(
    delay,
    mapping(
      {
        if: validExpression,
        when: (value, path) =>
          whens.includes(spelled(value)) ? [] : complain(path, `when unknown value: ${spelled(value)}`, value.span),
        start_in: anything,
        allow_failure: flag('allow failure'),
        changes,
        exists,
        variables: at('variables', variables([])),
        needs: at('needs', needsOf('job')),
        ...own,
      },
      'should be a hash',
    ),
  );
}

/** `start_in` goes with `when: delayed`, and only with it. */
function delay(value: YamlValue, path: string): readonly Complaint[] {
  if (!isMapping(value)) return [];
  const when = valueAt(value, 'when');
  const start = valueAt(value, 'start_in');
  if (when !== undefined && isOpen(when)) return [];
  if (when === undefined || spelled(when) !== 'delayed')
    return start === undefined ? [] : complain(path, 'config contains disallowed keys: start_in', start.span);
  if (start !== undefined && !isBlank(start)) return duration('start in', week)(start, path);
  return [
    { path, message: "start in can't be blank", at: when.span },
    ...complain(path, 'start in should be a duration', when.span),
    ...complain(path, 'start in should not exceed the limit', when.span),
  ];
}
