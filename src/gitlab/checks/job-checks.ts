import type { Span } from '../../source/source-file.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { bridgeKeys, jobKeys } from '../keywords.ts';
import { entryAt, flatItems, isMapping, isSequence, isString, valueAt } from '../yaml-access.ts';
import { bridgeShapes, isListOfRules, jobShapes } from './job-shapes.ts';
import { type Complaint, complain, isOpen, unknownKeys } from './shape.ts';

/**
 * What GitLab refuses about one job: what concerns the job as a whole comes alone; only then the keywords speak.
 * Source: GitLab `lib/gitlab/ci/config/entry/{processable,job,bridge}.rb`.
 */
export function jobComplaints(job: JobEntry): readonly Complaint[] {
  const path = `jobs:${job.name}`;
  const own = ownComplaints(job, path);
  if (own.length > 0) return own;
  const shapes = job.kind === 'job' ? jobShapes : bridgeShapes;
  return Object.entries(shapes).flatMap(([keyword, shape]) => {
    const value = valueAt(job.own, keyword);
    return value === undefined || isOpen(value) ? [] : shape(value, `${path}:${keyword}`);
  });
}

function ownComplaints(job: JobEntry, path: string): readonly Complaint[] {
  const says = (message: string | undefined, at: Span): readonly Complaint[] =>
    message === undefined ? [] : complain(path, message, at);
  const shared = [
    ...says(nameProblem(job.name), job.span),
    ...says(pairProblem(job), job.span),
    ...unknownKeys(job.own, job.kind === 'job' ? jobKeys : bridgeKeys, path),
    ...rulesComplaints(job, path),
    ...whenComplaints(job, path),
    ...allowFailureComplaints(job, path),
  ];
  if (job.kind === 'bridge') return [...shared, ...says(bridgeProblem(job), job.span)];
  return [...shared, ...scriptComplaints(job, path), ...dependencyComplaints(job, path)];
}

/** Source: GitLab `entry/job.rb`, `Gitlab::Ci::Config::Entry::Processable` name length. */
const longestName = 255;

const nameProblem = (name: string): string | undefined =>
  name.length > longestName ? `name is too long (maximum is ${longestName} characters)` : undefined;

const apart: readonly (readonly [string, string])[] = [
  ['script', 'trigger'],
  ['before_script', 'run'],
  ['script', 'run'],
  ['after_script', 'run'],
];

function pairProblem({ own }: JobEntry): string | undefined {
  const pair = apart.find((keys) => keys.every((key) => valueAt(own, key) !== undefined));
  return pair && `config these keys cannot be used together: ${pair.join(', ')}`;
}

function rulesComplaints({ own }: JobEntry, path: string): readonly Complaint[] {
  const rules = valueAt(own, 'rules');
  if (rules === undefined || isOpen(rules)) return [];
  const clash = ['only', 'except', 'start_in'].filter((key) => valueAt(own, key) !== undefined);
  if (clash.length > 0) {
    const at = entryAt(own, clash[0] ?? '')?.key.span ?? rules.span;
    return complain(path, `config key may not be used with \`rules\`: ${clash.join(', ')}`, at);
  }
  const message = 'rules should be an array containing hashes and arrays of hashes';
  return isListOfRules(rules) ? [] : complain(path, message, rules.span);
}

const jobWhens = ['on_success', 'on_failure', 'always', 'manual', 'delayed'];

function whenComplaints({ own, kind }: JobEntry, path: string): readonly Complaint[] {
  const when = valueAt(own, 'when');
  if (when === undefined || isOpen(when)) return [];
  if (!isString(when)) return complain(path, 'when should be a string', when.span);
  const known = kind === 'job' ? jobWhens : jobWhens.filter((word) => word !== 'delayed');
  return known.includes(when.value) ? [] : complain(path, `when should be one of: ${known.join(', ')}`, when.span);
}

function allowFailureComplaints({ own }: JobEntry, path: string): readonly Complaint[] {
  const value = valueAt(own, 'allow_failure');
  if (value === undefined || isOpen(value) || value.kind === 'boolean' || isMapping(value)) return [];
  return complain(path, 'allow failure should be a hash or a boolean value', value.span);
}

function scriptComplaints({ own, span, hiddenBy }: JobEntry, path: string): readonly Complaint[] {
  if (own.entries.has('run') || hiddenBy.length > 0) return [];
  const script = valueAt(own, 'script');
  return script === undefined || isBlank(script) ? complain(path, "script can't be blank", script?.span ?? span) : [];
}

const isBlank = (value: YamlValue): boolean =>
  (isString(value) && value.value.trim() === '') || (isSequence(value) && value.items.length === 0);

function bridgeProblem({ own, hiddenBy }: JobEntry): string | undefined {
  if (hiddenBy.length > 0) return undefined;
  const trigger = valueAt(own, 'trigger');
  const needs = valueAt(own, 'needs');
  const mirrors =
    needs !== undefined && flatItems(needs).some((item) => isMapping(item) && item.entries.has('pipeline'));
  const isOnlyBridge = [...own.entries.keys()].every((key) => bridgeKeys.has(key));
  const starts = trigger !== undefined && isOnlyBridge;
  return starts || mirrors ? undefined : 'config should contain either a trigger or a needs:pipeline';
}

function dependencyComplaints({ own }: JobEntry, path: string): readonly Complaint[] {
  const dependencies = valueAt(own, 'dependencies');
  if (dependencies === undefined || isOpen(dependencies)) return [];
  if (!isSequence(dependencies) || !dependencies.items.every((item) => isString(item) || item.kind === 'reference'))
    return complain(path, 'dependencies should be an array of strings', dependencies.span);
  const needs = valueAt(own, 'needs');
  const items = needs === undefined ? [] : flatItems(needs);
  if (items.length === 0 || !(isSequence(needs) || isMapping(needs)) || items.some((item) => item.kind === 'reference'))
    return [];
  const needed = new Set(items.map(neededName));
  const missing = dependencies.items.filter((item) => isString(item) && !needed.has(item.value));
  const names = missing.map((item) => (isString(item) ? item.value : ''));
  if (missing.length === 0) return [];
  return complain(path, `dependencies the ${names.join(', ')} should be part of needs`, dependencies.span);
}

function neededName(item: YamlValue): string | undefined {
  const name = isMapping(item) ? item.entries.get('job')?.value : item;
  return isString(name) ? name.value : undefined;
}
