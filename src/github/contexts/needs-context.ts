import type { Span } from '../../source/source-file.ts';
import { literal } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { expressionHole } from '../expression/hidden-value.ts';
import { textHole } from './run-hole.ts';

/** The context `needs`: the jobs under `needs`, and nothing for any other id. */
export const needsContext = (scope: GithubScope): GithubValue => ({
  is: 'object',
  object: {
    entries: new Map((scope.needs ?? []).map((job) => [job.toLowerCase(), neededJob(scope, job)])),
    spelling: new Map((scope.needs ?? []).map((job) => [job.toLowerCase(), job])),
  },
});

/** What becomes of a job in a run in which nothing fails and nobody cancels anything, which is the run that publishes. */
const results = ['success', 'skipped'];

function neededJob(scope: GithubScope, job: string): GithubValue {
  const outputs: GithubValue = {
    is: 'object',
    object: { entries: new Map(), rest: (name, at) => outputOf(scope, { job, name }, at) },
  };
  return {
    is: 'object',
    object: {
      entries: new Map([['outputs', outputs]]),
      rest(name, at) {
        if (name.toLowerCase() !== 'result') return { is: 'null' };
        if (scope.needsSucceed === true) return { is: 'text', text: literal('success', at) };
        return { is: 'hidden', hole: neededHole(scope, `${job}.result`, at), among: results };
      },
    },
  };
}

function outputOf(scope: GithubScope, { job, name }: { job: string; name: string }, at: Span): GithubValue {
  const text = scope.outputs?.(job, name);
  return text === undefined ? textHole(neededHole(scope, `${job}.outputs.${name}`, at)) : { is: 'text', text };
}

/** What a job hands on is the same for all jobs of its workflow. */
function neededHole({ workflow, job, run }: GithubScope, path: string, at: Span) {
  const shown = `\${{ needs.${path} }}`;
  const because = `\`${shown}\` is known only when that job has run`;
  return expressionHole(`needs.${path.toLowerCase()}@${workflow ?? job ?? run}`, shown, because, at);
}
