import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { flatItems, isMapping, isSequence, isString, valueAt } from '../yaml-access.ts';
import { flag, isInteger, text } from './attributes.ts';
import { noNumber, parallelMatrixOnly } from './parallel-shapes.ts';
import { anything, at, type Complaint, complain, each, isOpen, mapping, requires, type Shape } from './shape.ts';

/** What a need names: a job of the pipeline, a job elsewhere, or a pipeline whose status is mirrored. */
type NeedKind = 'job' | 'cross_dependency' | 'bridge';

/** Needs of these kinds. Source: GitLab `lib/gitlab/ci/config/entry/{needs,need}.rb`, `ee/…/need.rb`. */
export const needsOf =
  (...allowed: readonly NeedKind[]): Shape =>
  (value, path) => {
    if (isOpen(value)) return [];
    if (isMapping(value) && value.entries.size === 0)
      return complain(path, 'config can not be an empty hash', value.span);
    if (!isMapping(value) && !isSequence(value))
      return complain(path, 'config can only be a hash or an array', value.span);
    const items = flatItems(value).filter((item) => !isOpen(item));
    const kinds = new Set(items.map(kindOf).filter((kind) => kind !== undefined && !allowed.includes(kind)));
    return [
      ...(kinds.size === 0 ? [] : complain(path, `config uses invalid types: ${[...kinds].join(', ')}`, value.span)),
      ...tooMany(items, path),
      ...numbered(items, path),
      ...items.flatMap((item) => oneNeed(item, `${path}:need`)),
    ];
  };

const has = (item: YamlValue, key: string): boolean => isMapping(item) && item.entries.has(key);

function kindOf(item: YamlValue): NeedKind | undefined {
  if (isString(item)) return 'job';
  if (has(item, 'project') || (has(item, 'pipeline') && has(item, 'job'))) return 'cross_dependency';
  if (has(item, 'pipeline')) return 'bridge';
  return has(item, 'job') ? 'job' : undefined;
}

/** So many needs of each kind may lie elsewhere. */
const mostElsewhere = 5;

function tooMany(items: readonly YamlValue[], path: string): readonly Complaint[] {
  return ['pipeline', 'project'].flatMap((key) => {
    const elsewhere = items.filter((item) => kindOf(item) === 'cross_dependency' && has(item, key));
    const extra = elsewhere[mostElsewhere];
    return extra === undefined
      ? []
      : complain(path, `config must be less than or equal to ${mostElsewhere}`, extra.span);
  });
}

/** GitLab says this of the list, not of the need. */
function numbered(items: readonly YamlValue[], path: string): readonly Complaint[] {
  const wrong = items.find((item) => isMapping(item) && isNumber(valueAt(item, 'parallel')));
  return wrong === undefined ? [] : complain(path, noNumber, wrong.span);
}

const isNumber = (value: YamlValue | undefined): boolean => value !== undefined && isInteger(value);

function oneNeed(item: YamlValue, path: string): readonly Complaint[] {
  if (isString(item)) return [];
  const kind = kindOf(item);
  if (!isMapping(item) || kind === undefined) return complain(path, 'has an unsupported type', item.span);
  const form = kind === 'cross_dependency' && has(item, 'project') ? 'project' : kind;
  return shapes[form](withoutNumber(item), path);
}

/** The need without a number of instances, which the list has complained about. */
function withoutNumber(item: YamlMapping): YamlMapping {
  if (!isNumber(valueAt(item, 'parallel'))) return item;
  return { ...item, entries: new Map([...item.entries].filter(([key]) => key !== 'parallel')) };
}

const required = (name: string): Shape =>
  each(absent(name, `${name} should be a string`), requires(name, `${name} can't be blank`));

/** Says `message` of a mapping that lacks a key. */
const absent =
  (name: string, message: string): Shape =>
  (value, path) =>
    isMapping(value) && valueAt(value, name) === undefined ? requires(name, message)(value, path) : [];

const shapes: Readonly<Record<NeedKind | 'project', Shape>> = {
  job: each(
    required('job'),
    mapping(
      {
        job: text('job'),
        artifacts: flag('artifacts'),
        optional: flag('optional'),
        parallel: at('parallel', parallelMatrixOnly),
      },
      '',
    ),
  ),
  cross_dependency: mapping({ pipeline: text('pipeline'), job: text('job'), artifacts: flag('artifacts') }, ''),
  project: each(
    required('project'),
    required('ref'),
    required('job'),
    mapping(
      {
        project: text('project'),
        ref: text('ref'),
        job: text('job'),
        artifacts: flag('artifacts'),
        parallel: anything,
      },
      '',
    ),
  ),
  bridge: mapping({ pipeline: text('pipeline') }, ''),
};
