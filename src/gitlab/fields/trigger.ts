import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlSequence, YamlString, YamlValue } from '../../syntax/yaml-value.ts';
import {
  type Cause,
  causesIn,
  type Field,
  known,
  knownString,
  type Text,
  type Truth,
  unknown,
} from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { causeOfReference, causeOfWrongType } from '../unread-reference.ts';
import { expandOnGitlab } from '../variables/expand-field.ts';
import type { Scope } from '../variables/scope.ts';
import { flatItems, isMapping, isString, valueAt } from '../yaml-access.ts';
import { readField } from './read-field.ts';

/** What a trigger job says before its child pipeline is read. */
export interface WrittenTrigger {
  readonly starts: /** The includes that make up a child pipeline, their variables replaced. */
    | { readonly is: 'files'; readonly include: YamlSequence }
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
  const causes: Cause[] = [];
  const items = flatItems(include).map((item) => expandedInclude(item, scope, causes));
  return causes.length > 0
    ? { is: 'unknown', causes }
    : { is: 'files', include: { kind: 'sequence', items, span: include.span } };
}

/** An include with the variables in it replaced; what is not known before the pipeline runs goes to `causes`. */
function expandedInclude(item: YamlValue, scope: Scope, causes: Cause[]): YamlValue {
  if (item.kind === 'reference') causes.push(causeOfReference(item));
  if (isString(item)) return expandedString(item, scope, causes);
  if (!isMapping(item)) return item;
  if (valueAt(item, 'artifact') !== undefined) causes.push(madeByJob(item));
  const entries = new Map(item.entries);
  for (const [name, { key, value }] of entries) {
    if (isString(value)) entries.set(name, { key, value: expandedString(value, scope, causes) });
  }
  return { ...item, entries };
}

function expandedString(written: YamlString, scope: Scope, causes: Cause[]): YamlString {
  const text = expandOnGitlab(written.text, scope);
  const value = knownString(text);
  causes.push(...causesIn(text));
  if (value === undefined || value === written.value) return written;
  return { ...written, value, text: EmbeddedText.opaque(value, written.span) };
}

const madeByJob = ({ span }: YamlValue): Cause => ({
  kind: 'include',
  because: 'the child pipeline is made by a job',
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
