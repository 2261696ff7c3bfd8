import { type Cause, type Truth, yes } from '../../value/index.ts';
import { truthOf } from '../expression/condition.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { hiddenValue } from '../expression/hidden-value.ts';
import type { PlacedEntry } from './placed-value.ts';

/** What `strategy` says beside the matrix. */
export interface Settings {
  readonly failFast: Truth;
  /** As evaluated; absent: it is not written. */
  readonly values: { readonly 'fail-fast'?: GithubValue; readonly 'max-parallel'?: GithubValue };
}

/** Where a job stands among those of its matrix. */
export interface JobPlace {
  /** 0-based. */
  readonly index: number;
  /** How many there are; `undefined`: that is not known, for the reason in `cause`. */
  readonly total: number | undefined;
  readonly cause: Cause | undefined;
}

/** `fail-fast` and `max-parallel` among the entries of `strategy`. */
export function settingsOf(entries: readonly PlacedEntry[]): Settings {
  const failFast = entries.find(({ name }) => name === 'fail-fast')?.value;
  const maxParallel = entries.find(({ name }) => name === 'max-parallel')?.value;
  return {
    failFast: failFast === undefined ? yes : truthOf(failFast),
    values: {
      ...(failFast === undefined ? {} : { 'fail-fast': failFast }),
      ...(maxParallel === undefined ? {} : { 'max-parallel': maxParallel }),
    },
  };
}

/**
 * The properties of the context `strategy` of one job.
 * Source: docs.github.com/actions/reference/contexts (strategy context); `max-parallel` is the number of jobs where it is not set:
 * github.com/actions/runner, src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs.
 */
export function strategyContext({ values }: Settings, place: JobPlace): ReadonlyMap<string, GithubValue> {
  const total = totalOf(place);
  return new Map<string, GithubValue>([
    ['fail-fast', values['fail-fast'] ?? { is: 'boolean', value: true }],
    ['job-index', { is: 'number', value: place.index }],
    ['job-total', total],
    ['max-parallel', values['max-parallel'] ?? total],
  ]);
}

function totalOf({ total, cause }: JobPlace): GithubValue {
  if (total !== undefined) return { is: 'number', value: total };
  if (cause === undefined) return { is: 'null' };
  const shown = '${{ strategy.job-total }}';
  return hiddenValue(`${shown} ${cause.at.file.path}:${String(cause.at.start)}`, shown, cause.because, cause.at);
}
