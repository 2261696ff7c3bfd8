import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, type Field, known, knownString, type Text, type Truth, unknown } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { causeOfReference, causeOfWrongType } from '../unread-reference.ts';
import { expandOnGitlab } from '../variables/expand-field.ts';
import type { Scope } from '../variables/scope.ts';
import { flatItems, isMapping, isString, valueAt } from '../yaml-access.ts';
import { readField } from './read-field.ts';

/** What a trigger job says before its child pipeline is read. */
export interface WrittenTrigger {
  readonly starts: /** Files of this repository that make up a child pipeline, by path. */
    | { readonly is: 'files'; readonly paths: readonly string[] }
    | { readonly is: 'project'; readonly project: Text }
    | { readonly is: 'unknown'; readonly causes: readonly Cause[] };
  readonly waits: Truth;
  /** Whether the variables of the configuration are handed over. */
  readonly forwardsVariables: boolean;
  readonly span: Span;
}

/** The trigger of a job. Source: GitLab `lib/gitlab/ci/config/entry/trigger{,/forward}.rb`, `include.rb`. */
export const readTrigger = (job: JobEntry, scope: Scope): Field<WrittenTrigger> =>
  readField(job.keyword('trigger'), 'trigger', (value, { key: { span } }) => {
    if (isString(value)) {
      const project = expandOnGitlab(value.text, scope);
      return { starts: { is: 'project', project }, waits: known(false), forwardsVariables: true, span };
    }
    if (!isMapping(value)) return undefined;
    return {
      starts: startsOf(value, scope),
      waits: waitsOf(valueAt(value, 'strategy')),
      forwardsVariables: forwardsOf(valueAt(value, 'forward')),
      span,
    };
  });

function startsOf(trigger: YamlMapping, scope: Scope): WrittenTrigger['starts'] {
  const project = valueAt(trigger, 'project');
  if (isString(project)) return { is: 'project', project: expandOnGitlab(project.text, scope) };
  const include = valueAt(trigger, 'include');
  if (include === undefined) return { is: 'unknown', causes: [causeOfWrongType('trigger', trigger.span)] };
  const paths: string[] = [];
  const causes: Cause[] = [];
  for (const item of flatItems(include)) {
    const path = localPath(item, scope);
    if (typeof path === 'string') paths.push(path);
    else causes.push(path);
  }
  return causes.length > 0 || paths.length === 0 ? { is: 'unknown', causes } : { is: 'files', paths };
}

/** The path of an included file of this repository, from its root, or why there is none. */
function localPath(item: YamlValue, scope: Scope): string | Cause {
  if (item.kind === 'reference') return causeOfReference(item);
  const local = isMapping(item) ? valueAt(item, 'local') : item;
  if (isMapping(item) && valueAt(item, 'inputs') !== undefined) return notFollowed('is started with inputs', item);
  if (isMapping(item) && valueAt(item, 'artifact') !== undefined) return notFollowed('is made by a job', item);
  if (!isString(local)) return notFollowed('lies outside this repository', item);
  const path = knownString(expandOnGitlab(local.text, scope));
  if (path === undefined) return notFollowed('is named by variables', item);
  return /^https?:\/\//.test(path) ? notFollowed('lies outside this repository', item) : path.replace(/^\//, '');
}

const notFollowed = (why: string, { span }: YamlValue): Cause => ({
  kind: 'include',
  because: `the child pipeline ${why}`,
  at: span,
});

/** Source: GitLab `doc/ci/yaml/_index.md` trigger:strategy: `depend` and `mirror` wait. */
function waitsOf(strategy: YamlValue | undefined): Truth {
  if (strategy?.kind === 'reference') return unknown(causeOfReference(strategy));
  return known(isString(strategy) && ['depend', 'mirror'].includes(strategy.value));
}

function forwardsOf(forward: YamlValue | undefined): boolean {
  const choice = isMapping(forward) ? valueAt(forward, 'yaml_variables') : undefined;
  return choice?.kind !== 'boolean' || choice.value;
}
