import type { Job } from '../../model/pipeline/job.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { type Field, hidden, known, no, set, type Truth, unknown, yes } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { isMapping, valueAt } from '../yaml-access.ts';
import { type ReadValue, readField } from './read-field.ts';
import { causeOfRules, isUnconditional, type ReadRule, readRules, whenOf } from './rules.ts';

type When = Job['when'];

/** When a job starts, whether it may fail, and whether it can be in a pipeline at all. */
export interface Timing {
  readonly when: When;
  readonly allowFailure: Truth;
  readonly canRun: Truth;
}

/**
 * The rule that matches first overrides the job's own keywords; what all rules that can match agree on is known.
 * Source: GitLab `lib/gitlab/ci/build/rules.rb`, `lib/gitlab/ci/config/entry/processable.rb`, `job.rb#ignored?`.
 */
export function readTiming(job: JobEntry): Timing {
  const own = readWhen(job);
  const rules = readRules(job);
  if (rules === undefined) return { when: own, allowFailure: ownAllowFailure(job, own), canRun: yes };
  const reachable = reachableRules(rules.items);
  const running = reachable.filter(({ when }) => when !== 'never');
  if (rules.openTo.length > 0) {
    const open = unknown(...rules.openTo);
    return { when: hidden(...rules.openTo), allowFailure: open, canRun: running.length > 0 ? yes : open };
  }
  if (running.length === 0) return { when: set('never'), allowFailure: no, canRun: no };
  const at = rules.items[0]?.span ?? job.span;
  const whens = running.map((rule) => (rule.when === 'inherited' ? own : set(rule.when)));
  return {
    when: agreed(whens) ?? hidden(causeOfRules(at)),
    allowFailure: agreedTruth(running.map((rule) => ruleAllowFailure(rule, job))) ?? unknown(causeOfRules(at)),
    canRun: yes,
  };
}

/** The rules up to the first that always matches. */
export function reachableRules(rules: readonly ReadRule[]): readonly ReadRule[] {
  const last = rules.findIndex(isUnconditional);
  return last === -1 ? rules : rules.slice(0, last + 1);
}

function readWhen(job: JobEntry): When {
  const field = readField(job.keyword('when'), 'when', (value) => {
    const when = whenOf(value);
    return when === 'inherited' || when === 'never' ? undefined : when;
  });
  return field.is === 'unset' ? set('on_success') : field;
}

function agreed(whens: readonly When[]): When | undefined {
  const [first] = whens;
  const isAgreed = whens.every((when) => when.is === 'set' && first?.is === 'set' && when.value === first.value);
  return isAgreed ? first : undefined;
}

function agreedTruth(truths: readonly Truth[]): Truth | undefined {
  const [first] = truths;
  return truths.every(({ is }) => is !== 'unknown' && is === first?.is) ? first : undefined;
}

/** A manual job without rules may fail unless it says otherwise. */
function ownAllowFailure(job: JobEntry, when: When): Truth {
  const field = job.keyword('allow_failure');
  if (field.is === 'set') return allowFailureOf(field.value.value);
  if (field.is === 'unknown') return unknown(...field.causes);
  if (when.is === 'unknown') return unknown(...when.causes);
  return known(when.is === 'set' && when.value === 'manual');
}

function ruleAllowFailure({ block }: ReadRule, job: JobEntry): Truth {
  const own = valueAt(block, 'allow_failure');
  if (own !== undefined) return allowFailureOf(own);
  const field: Field<{ readonly value: YamlValue }> = job.keyword('allow_failure');
  if (field.is === 'unknown') return unknown(...field.causes);
  return field.is === 'set' ? allowFailureOf(field.value.value) : no;
}

/** `true`, `false`, or a mapping with the exit codes that are forgiven. */
function allowFailureOf(value: ReadValue | YamlValue): Truth {
  if (value.kind === 'boolean') return known(value.value);
  const because = isMapping(value)
    ? '`allow_failure:exit_codes` forgives some failures only'
    : '`allow_failure` has a value that GitLab refuses';
  return unknown({ kind: 'expression', because, at: value.span });
}
