import type { LostValue } from '../model/lost/lost-value.ts';
import type { Job } from '../model/pipeline/job.ts';
import { finishesBefore } from '../model/pipeline/order.ts';
import type { Fix } from './fix.ts';
import { lossFix, lossHint, lossProblem, type SharedLoss } from './lost-values.ts';
import type { Problem, Related } from './rule.ts';
import { show } from './show.ts';

/** Whether a lost value is one that a job or a step was to hand on. */
export const isOfOutput = ({ path: [context] }: LostValue): boolean =>
  context?.toLowerCase() === 'needs' || context?.toLowerCase() === 'steps';

/** What is wrong where a workflow reads an output of a job or a step that is not there. */
export function lostOutputProblem(loss: SharedLoss): Problem {
  const { value } = loss;
  const { why, help, others, related = [], fix } = reasonFor(value);
  const problem = lossProblem(loss, `${why}${lossHint(value, others)}`);
  const change = fix ?? lossFix(loss, others);
  return { ...problem, help, related: [...(problem.related ?? []), ...related], ...(change && { fix: change }) };
}

/** Why a value is not there, and what to do about it. */
interface Reason {
  readonly why: string;
  readonly help: string;
  /** The names that may be meant. */
  readonly others: readonly string[];
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

function reasonFor(value: LostValue): Reason {
  const { path, missing, others } = value;
  if (missing === 2) return noProperty(value);
  if (path[0]?.toLowerCase() === 'needs') return missing === 1 ? notNeeded(value) : noOutputOfJob(value);
  return missing === 1 ? noStep(value) : noOutputOfStep(path, others);
}

/** `needs.build.output.tag`: what a job or a step has is `outputs` and what became of it. */
const noProperty = ({ path, missing, others }: LostValue): Reason => ({
  why: `: there is no \`${path[missing] ?? ''}\` under \`${path.slice(0, missing).join('.')}\``,
  help: `write \`${path.slice(0, missing).join('.')}.outputs.NAME\``,
  others,
});

function notNeeded({ job, path: [, id = ''] }: LostValue): Reason {
  const { definition, pipeline } = job;
  const meant = pipeline.jobs.items.find((one) => one.definition.name.toLowerCase() === id.toLowerCase());
  const needed = job.needs.by === 'list' ? job.needs.needs.items.map(({ name }) => name) : [];
  if (meant === undefined || meant.definition === definition)
    return {
      why: `: \`${definition.name}\` needs no job \`${id}\``,
      help: `name a job that \`${definition.name}\` needs`,
      others: needed,
    };
  const fix = needFix(job, meant);
  return {
    why: `, because \`${definition.name}\` does not need \`${meant.definition.name}\``,
    help: `add \`${meant.definition.name}\` to the \`needs\` of \`${definition.name}\``,
    others: [],
    related: [{ at: meant.definition.span, message: 'outputs reach the jobs that need this one, and no others' }],
    ...(fix && { fix }),
  };
}

/** The missing need. A job that waits for this one cannot be waited for. */
function needFix(job: Job, meant: Job): Fix | undefined {
  if (finishesBefore(job, meant).is !== 'no') return undefined;
  const { name } = meant.definition;
  const { span, keywords } = job.definition;
  const key = keywords.get('needs');
  const title = `Need \`${name}\``;
  return key === undefined
    ? { title, safety: 'safe', patches: [{ op: 'set-key', in: span, path: ['needs'], value: [name] }] }
    : { title, safety: 'safe', patches: [{ op: 'append-item', to: key, item: name }] };
}

function noOutputOfJob({ job, path: [, id = '', , output = ''], others }: LostValue): Reason {
  const meant = job.pipeline.jobs.items.find((one) => one.definition.name.toLowerCase() === id.toLowerCase());
  const at = meant?.definition.keywords.get('outputs') ?? meant?.definition.span;
  const has = others.length === 0 ? 'has no outputs' : `hands on ${show.few(others)}`;
  return {
    why: `: \`${id}\` has no output \`${output}\``,
    help: `add \`${output}\` to the \`outputs\` of \`${id}\`${others.length === 0 ? '' : ', or name another one'}`,
    others,
    related: at === undefined ? [] : [{ at, message: `\`${id}\` ${has}` }],
  };
}

/** A step sets its outputs under its id, for the steps behind it. */
function noStep({ path: [, id = ''], others, place }: LostValue): Reason {
  const where = place.is === 'output' ? '' : ' before it';
  return {
    why: `: no step${where} has the id \`${id}\``,
    help: `give the step that sets it the id \`${id}\`${others.length === 0 ? '' : `, or name one that is there: ${show.few(others)}`}`,
    others,
  };
}

const noOutputOfStep = ([, id = '', , output = '']: readonly string[], others: readonly string[]): Reason => ({
  why: `: the step \`${id}\` sets no output \`${output}\``,
  help: `write \`${output}=…\` to \`$GITHUB_OUTPUT\` in \`${id}\`${others.length === 0 ? '' : `, or name one that it sets: ${show.few(others)}`}`,
  others,
});
