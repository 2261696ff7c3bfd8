import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlEntry, YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { globalDefaults, globalOrJobKeys, reservedRootKeys } from '../keywords.ts';
import { causeOfReference } from '../unread-reference.ts';
import { entryAt, isMapping, valueAt } from '../yaml-access.ts';
import { type Defaults, type JobEntry, jobEntry } from './job-entry.ts';

/** The merged configuration as the later passes see it. */
export interface MergedConfig {
  readonly root: YamlMapping;
  /** Files that could add to it and were not read. */
  readonly openTo: readonly Cause[];
  /** By job, the files that hold a template of it and were not read. */
  readonly hiddenBases: ReadonlyMap<string, readonly Cause[]>;
  /** By job, the conditions under which the file that defines it is included at all. */
  readonly conditionalKeys: ReadonlyMap<string, readonly Cause[]>;
}

/** The jobs of a configuration and the top-level keys that should be jobs and are not. */
export interface FoundJobs {
  readonly jobs: readonly JobEntry[];
  readonly rejections: readonly Rejection[];
}

/**
 * Tells jobs from global keywords and hidden keys, in the order of the configuration.
 * Source: GitLab `lib/gitlab/ci/config/entry/{root,jobs,hidden,job,bridge}.rb`.
 */
export function findJobs(config: MergedConfig): FoundJobs {
  const defaults = defaultsOf(config);
  const jobs: JobEntry[] = [];
  const rejections: Rejection[] = [];
  for (const [name, entry] of config.root.entries) {
    if (isGlobal(name, entry.value)) continue;
    const found = readKey(name, entry, config);
    if (found.is === 'job')
      jobs.push(
        jobEntry({ ...found.job, root: config.root, includedIf: config.conditionalKeys.get(name) ?? [] }, defaults),
      );
    if (found.is === 'wrong') rejections.push(found.rejection);
  }
  if (jobs.length === 0 && rejections.length === 0 && config.openTo.length === 0)
    rejections.push(entryProblem('jobs config should contain at least one visible job', config.root.span));
  return { jobs, rejections };
}

/** A rejection of GitLab's entry validation, which writes everything in lower case. */
const entryProblem = (message: string, at: Span): Rejection => ({ kind: 'entry', message, at });

function isGlobal(name: string, value: YamlValue): boolean {
  return reservedRootKeys.has(name) || (globalOrJobKeys.has(name) && !looksLikeJob(value));
}

const has = (value: YamlValue, ...keys: readonly string[]): boolean =>
  isMapping(value) && keys.some((key) => value.entries.has(key));
const looksLikeScriptJob = (value: YamlValue): boolean => has(value, 'script', 'run');
const looksLikeBridge = (value: YamlValue): boolean => has(value, 'trigger', 'needs');
/** Whether it is a bridge whatever files that were not read add to it; one with mere `needs` may get its script there. */
function isBridge(value: YamlValue): boolean {
  const needs = isMapping(value) ? valueAt(value, 'needs') : undefined;
  return has(value, 'trigger') || (needs !== undefined && has(needs, 'pipeline'));
}
/** Whether a value makes its top-level key a job. */
export const looksLikeJob = (value: YamlValue): boolean => looksLikeScriptJob(value) || looksLikeBridge(value);

type ReadKey =
  | { readonly is: 'job'; readonly job: Pick<JobEntry, 'name' | 'span' | 'kind' | 'own' | 'hiddenBy'> }
  | { readonly is: 'hidden' }
  | { readonly is: 'wrong'; readonly rejection: Rejection };

function readKey(name: string, { key, value }: YamlEntry, config: MergedConfig): ReadKey {
  const wrong = (message: string): ReadKey => ({ is: 'wrong', rejection: entryProblem(message, key.span) });
  if (name === '' || key.kind === 'null') return wrong("jobs:job name can't be blank");
  if (key.kind !== 'string') return wrong(`jobs:${name} name should be a symbol`);
  if (name.startsWith('.')) {
    return value.kind === 'null' ? wrong(`jobs:${name.toLowerCase()} config can't be blank`) : { is: 'hidden' };
  }
  const hiddenBy = [...(config.hiddenBases.get(name) ?? [])];
  if (value.kind === 'reference') hiddenBy.push(causeOfReference(value));
  const own = isMapping(value) ? value : emptyMapping(value.span);
  if (looksLikeScriptJob(value)) return { is: 'job', job: { name, span: key.span, kind: 'job', own, hiddenBy } };
  if (looksLikeBridge(value) && hiddenBy.length === 0 && (config.openTo.length === 0 || isBridge(value)))
    return { is: 'job', job: { name, span: key.span, kind: 'bridge', own, hiddenBy } };
  const hidden = hiddenBy.length > 0 ? hiddenBy : isMapping(value) ? config.openTo : [];
  if (hidden.length > 0) {
    const kind = has(value, 'trigger') ? 'bridge' : 'job';
    return { is: 'job', job: { name, span: key.span, kind, own, hiddenBy: hidden } };
  }
  const shown = (/[_:]/.test(name) ? name : name.replaceAll(' ', '_')).toLowerCase();
  return wrong(`jobs ${shown} config should implement the script:, run:, or trigger: keyword`);
}

const emptyMapping = (span: Span): YamlMapping => ({ kind: 'mapping', entries: new Map(), span });

/** `default:` and, below it, the deprecated global keywords. */
function defaultsOf({ root, openTo }: MergedConfig): Defaults {
  const entries = new Map<string, YamlEntry>();
  for (const keyword of globalDefaults) {
    const entry = entryAt(root, keyword);
    if (entry !== undefined) entries.set(keyword, entry);
  }
  const block = valueAt(root, 'default');
  if (!isMapping(block) || looksLikeJob(block)) return { entries, openTo };
  for (const [name, entry] of block.entries) if (entry.value.kind !== 'null') entries.set(name, entry);
  return { entries, openTo };
}
