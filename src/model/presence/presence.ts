import { type Cause, known, onceFor, type Truth, unknown, yes } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import { wordsOf } from '../words.ts';
import { allOf, always, type Claim, type Formula, notOf } from './formula.ts';
import { findPipeline } from './pipeline-search.ts';
import { type Witness, witnessOf } from './pipeline-witness.ts';

/** Whether two jobs of one pipeline file are in the same pipelines. */
export type Togetherness =
  /** Whatever pipeline is created holds both or neither. */
  | { readonly is: 'together' }
  /** Some pipeline holds one of them only. */
  | { readonly is: 'apart'; readonly witness: Witness }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** Whether some pipeline holds what is asked for. */
export type Occurrence =
  | { readonly is: 'never' }
  | { readonly is: 'sometimes'; readonly witness: Witness }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** Whether two jobs are in the same pipelines, and if not, one that holds only one of them. */
export function togetherness(one: Job, other: Job): Togetherness {
  const found = [pipelinesWith(one, [other]), pipelinesWith(other, [one])];
  const apart = found.find(({ is }) => is === 'sometimes');
  if (apart?.is === 'sometimes') return { is: 'apart', witness: apart.witness };
  if (found.every(({ is }) => is === 'never')) return { is: 'together' };
  return { is: 'unknown', causes: found.flatMap((one) => (one.is === 'unknown' ? one.causes : [])) };
}

/**
 * Whether some pipeline holds a job and none of `absent`, which are jobs of the same pipeline file, and for
 * which `only` is true. Variables that the file sets for all jobs are taken to have that value, though whoever starts a pipeline may replace it.
 */
export function pipelinesWith(job: Job, absent: readonly Job[], only: Formula = always): Occurrence {
  if (absent.some((other) => other === job || areAlike(job.presence, other.presence))) return { is: 'never' };
  const formula = allOf(only, job.presence, ...absent.map((other) => notOf(other.presence)));
  const found = findPipeline(formula, { at: job.definition.span, isGenerous: false });
  if (found.is === 'none') return { is: 'never' };
  if (found.is === 'unknown') return found;
  return { is: 'sometimes', witness: witnessOf(found.world, wordsOf(job).run) };
}

/** Whether some pipeline can hold two jobs of one pipeline file, whatever values its variables are started with. */
export function canMeet(one: Job, other: Job): Truth {
  if (one === other) return yes;
  const found = findPipeline(allOf(one.presence, other.presence), { at: one.definition.span, isGenerous: true });
  if (found.is === 'unknown') return unknown(...found.causes);
  return known(found.is === 'found');
}

/** Whether two conditions say the same in the same words, so that they are true of the same pipelines. */
const areAlike = (one: Formula, other: Formula): boolean => one === other || formulaKey(one) === formulaKey(other);

/** All that a condition says, without places and causes. */
const formulaKey = onceFor((formula: Formula): string => {
  switch (formula.is) {
    case 'constant':
      return String(formula.value);
    case 'not':
      return `not ${formulaKey(formula.of)}`;
    case 'all':
    case 'any':
      return `${formula.is}(${formula.of.map(formulaKey).join()})`;
    case 'claim':
      return claimKey(formula.claim);
    case 'files':
      return `files ${JSON.stringify(formula.files.glob)}`;
    case 'open':
      return `open ${JSON.stringify(formula.key)} ${String(formula.isOfPipeline)}`;
  }
});

function claimKey({ variable, that, usual, among }: Claim): string {
  const value = that.test === 'equals' ? that.text : that.test === 'matches' ? that.pattern : undefined;
  return JSON.stringify([variable, that.test, value, usual, among]);
}
