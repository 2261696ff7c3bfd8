import type { YamlValue } from '../../syntax/yaml-value.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { bridgeKeys, jobKeys } from '../keywords.ts';
import { entryAt, flatItems, isMapping, isSequence, isString, valueAt } from '../yaml-access.ts';
import { text, textOrTexts, texts } from './attributes.ts';
import { duration, week } from './duration.ts';
import { bridgeShapes, jobShapes } from './job-shapes.ts';
import { isListOfRules } from './rule-shapes.ts';
import { runSteps } from './run-steps.ts';
import { type Complaint, complain, entriesOf, isBlank, isOpen, unknownKeys } from './shape.ts';

/**
 * What GitLab refuses about one job: what concerns the job as a whole comes alone; only then the keywords speak. What
 * is only missing may stand in a template that was not read.
 * Source: GitLab `lib/gitlab/ci/config/entry/{processable,job,bridge}.rb`.
 */
export function jobComplaints(job: JobEntry): readonly Complaint[] {
  const path = `jobs:${job.name}`;
  const own = [...sharedComplaints(job, path), ...kindComplaints(job, path)];
  const found = own.length > 0 ? own : [...dependencyComplaints(job, path), ...keywordComplaints(job, path)];
  return job.hiddenBy.length === 0 ? found : found.filter(({ isAbsence }) => isAbsence !== true);
}

const keywordShapes = { job: Object.entries(jobShapes), bridge: Object.entries(bridgeShapes) } as const;

function keywordComplaints(job: JobEntry, path: string): readonly Complaint[] {
  const found: Complaint[] = [];
  for (const [keyword, shape] of keywordShapes[job.kind]) {
    const value = valueAt(job.own, keyword);
    if (value === undefined || isOpen(value)) continue;
    for (const complaint of shape(value, `${path}:${keyword}`)) found.push(complaint);
  }
  return found;
}

/** What is asked of jobs of both kinds first. */
function sharedComplaints(job: JobEntry, path: string): readonly Complaint[] {
  return [
    ...(job.name.length > longestName
      ? complain(path, `name is too long (maximum is ${longestName} characters)`, job.span)
      : []),
    ...pairComplaints(job, path, ['script', 'trigger'], ['run', 'trigger']),
    ...rulesComplaints(job, path),
    ...ofBoth(job.own, path),
  ];
}

const ofBoth = entriesOf({ extends: textOrTexts('extends'), resource_group: text('resource group') });
const dependencies = entriesOf({ dependencies: texts('dependencies') });
const laterKeys = entriesOf({ manual_confirmation: text('manual confirmation'), run: runSteps });

function kindComplaints(job: JobEntry, path: string): readonly Complaint[] {
  if (job.kind === 'bridge') {
    const problem = bridgeProblem(job);
    return [
      ...unknownKeys(job.own, bridgeKeys, path),
      ...(problem === undefined ? [] : complain(path, problem, job.span)),
      ...whenComplaints(job, path),
      ...allowFailureComplaints(job, path),
    ];
  }
  return [
    ...unknownKeys(job.own, jobKeys, path),
    ...pairComplaints(job, path, ['script', 'run'], ['before_script', 'run'], ['after_script', 'run']),
    ...scriptComplaints(job, path),
    ...whenComplaints(job, path),
    ...dependencies(job.own, path),
    ...allowFailureComplaints(job, path),
    ...laterKeys(job.own, path),
    ...delayComplaints(job, path),
    ...publishComplaints(job, path),
    ...inputComplaints(job, path),
  ];
}

/** Source: GitLab `entry/processable.rb`. */
const longestName = 255;

type Pair = readonly [string, string];

function pairComplaints({ own, span }: JobEntry, path: string, ...pairs: readonly Pair[]): readonly Complaint[] {
  const clashes = pairs.filter((keys) => keys.every((key) => valueAt(own, key) !== undefined));
  return clashes.flatMap((keys) => {
    const at = entryAt(own, keys[1])?.key.span ?? span;
    return complain(path, `config these keys cannot be used together: ${keys.join(', ')}`, at);
  });
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

/** `start_in` goes with `when: delayed`, and only with it. */
function delayComplaints({ own }: JobEntry, path: string): readonly Complaint[] {
  const [when, start] = [valueAt(own, 'when'), valueAt(own, 'start_in')];
  if (isString(when) && when.value === 'delayed') {
    if (start !== undefined) return duration('start in', week)(start, path);
    return ['should be a duration', 'should not exceed the limit'].map((problem) => ({
      path,
      message: `start in ${problem}`,
      at: when.span,
      isAbsence: true,
    }));
  }
  if (start === undefined || (when !== undefined && isOpen(when))) return [];
  return complain(path, 'start in must be blank', start.span);
}

/** Source: GitLab `entry/job.rb#pages_job?`. */
function publishComplaints({ own, name, hiddenBy }: JobEntry, path: string): readonly Complaint[] {
  const [published, pages] = [valueAt(own, 'publish'), valueAt(own, 'pages')];
  if (published === undefined || hiddenBy.length > 0) return [];
  const isOff = pages?.kind === 'boolean' && !pages.value;
  const isPages = pages === undefined ? name === 'pages' : !isOff && !isBlank(pages);
  return isPages ? [] : complain(path, 'publish can only be used within a `pages` job', published.span);
}

/** Source: GitLab `entry/job.rb`, `lib/ci/inputs/builder.rb`: the defaults must be of the inputs' types. */
function inputComplaints({ own }: JobEntry, path: string): readonly Complaint[] {
  const inputs = valueAt(own, 'inputs');
  if (!isMapping(inputs)) return [];
  return [...inputs.entries].flatMap(([name, { value }]) => {
    const fallback = isMapping(value) ? valueAt(value, 'default') : undefined;
    const type = isMapping(value) ? valueAt(value, 'type') : undefined;
    if (fallback === undefined || !isString(type) || isOpen(fallback)) return [];
    const isRight = inputKinds[type.value]?.includes(fallback.kind) ?? true;
    return isRight ? [] : complain(path, `inputs \`${name}\`: default value is not a ${type.value}`, fallback.span);
  });
}

const inputKinds: Readonly<Record<string, readonly YamlValue['kind'][]>> = {
  number: ['integer', 'float'],
  boolean: ['boolean'],
  array: ['sequence'],
};

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
  if (!isSequence(dependencies)) return [];
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
