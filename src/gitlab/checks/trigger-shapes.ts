import { isMapping, isSequence, isString, valueAt } from '../yaml-access.ts';
import { flag, hash, oneOf, text } from './attributes.ts';
import { anything, at, complain, each, inTurn, isBlank, isOpen, mapping, must, requires, type Shape } from './shape.ts';

const strategy = oneOf('strategy', ['depend', 'mirror'], 'should be depend or mirror');

/** Source: GitLab `entry/trigger/forward.rb`. */
const forward = mapping(
  { yaml_variables: flag('yaml variables'), pipeline_variables: flag('pipeline variables') },
  'config should be a hash',
);

/** What an include must say besides its kind. Source: GitLab `entry/{include,concerns/base_include}.rb`. */
const wholeInclude: Shape = (value, path) => {
  if (!isMapping(value)) return [];
  const lacks = (key: string): boolean => {
    const written = valueAt(value, key);
    return written === undefined || isBlank(written);
  };
  const project = valueAt(value, 'project');
  const artifact = valueAt(value, 'artifact');
  if (project !== undefined && lacks('file'))
    return complain(path, 'config must specify the file where to fetch the config from', project.span);
  if (artifact !== undefined && lacks('job'))
    return complain(path, 'config must specify the job where to fetch the artifact from', artifact.span);
  return [];
};

const includeKeys = [
  ...['local', 'file', 'remote', 'project', 'ref', 'integrity', 'cache'],
  ...['template', 'artifact', 'inputs', 'job', 'rules', 'component'],
];

const include = inTurn(
  must((value) => isString(value) || isMapping(value), 'config should be a hash or a string'),
  each(
    (value, path) =>
      isMapping(value) ? mapping(Object.fromEntries(includeKeys.map((key) => [key, anything])), '')(value, path) : [],
    wholeInclude,
  ),
);

/** Source: GitLab `entry/includes.rb` with at most three files. */
const includes: Shape = inTurn(
  must((value) => isString(value) || isSequence(value), 'config should be an array or a string'),
  must((value) => !isSequence(value) || value.items.length <= 3, 'config is too long (maximum is 3)'),
  (value, path) => (isSequence(value) ? value.items.flatMap((item) => include(item, `${path}:include`)) : []),
);

const ofFiles = mapping({ strategy, forward: at('forward', forward), include: at('include', includes) }, '');

const ofProject = each(
  mapping(
    { project: anything, branch: text('branch'), strategy, forward: at('forward', forward), inputs: hash('inputs') },
    '',
  ),
  requires('project', "project can't be blank"),
);

/** Source: GitLab `lib/gitlab/ci/config/entry/trigger.rb`. */
export const trigger: Shape = (value, path) => {
  if (isOpen(value)) return [];
  if (!isMapping(value) && !isString(value)) return complain(path, 'has to be either a string or a hash', value.span);
  if (isBlank(value)) return complain(path, "config can't be blank", value.span);
  if (isString(value)) return [];
  return value.entries.has('include') ? ofFiles(value, path) : ofProject(value, path);
};
