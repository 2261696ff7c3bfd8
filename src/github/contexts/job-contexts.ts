import type { Span } from '../../source/source-file.ts';
import { literal } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { Use } from './github-context.ts';
import { runnerProperties } from './github-properties.ts';
import { runHole, symbolIn, textHole } from './run-hole.ts';

/** The context `strategy`; a job without one is the only one of its matrix. */
export const strategyContext = ({ strategy }: GithubScope): GithubValue => ({
  is: 'object',
  object: { entries: strategy ?? ofLoneJob },
});

const ofLoneJob: ReadonlyMap<string, GithubValue> = new Map<string, GithubValue>([
  ['fail-fast', { is: 'boolean', value: true }],
  ['job-index', { is: 'number', value: 0 }],
  ['job-total', { is: 'number', value: 1 }],
  ['max-parallel', { is: 'number', value: 1 }],
]);

/** The context `job`. Its steps are believed to succeed. */
export const jobContext = (scope: GithubScope, at: Span): GithubValue => ({
  is: 'object',
  object: {
    entries: new Map([['status', { is: 'text', text: literal('success', at) }]]),
    rest(name, place) {
      const symbol = symbolIn(scope, 'job', `job.${name.toLowerCase()}`);
      return { is: 'hidden', hole: runHole(symbol, `\${{ job.${name} }}`, 'is known only when the job runs', place) };
    },
  },
});

/** The context `runner`. */
export const runnerContext = (scope: GithubScope): GithubValue => ({
  is: 'object',
  object: {
    entries: scope.runner ?? new Map<string, GithubValue>(),
    rest: (name, at) => runnerProperty(scope, name.toLowerCase(), { shown: `\${{ runner.${name} }}`, at }),
  },
});

/** A property of `runner`, by its name in lower case: null for one that GitHub does not document. */
export function runnerProperty(scope: GithubScope, name: string, { shown, at }: Use): GithubValue {
  const given = scope.runner?.get(name);
  if (given !== undefined || !runnerProperties.has(name)) return given ?? { is: 'null' };
  const hole = runHole(symbolIn(scope, 'job', `RUNNER_${name.toUpperCase()}`), shown, 'depends on the runner', at);
  const among = fewValues.get(name);
  return textHole(among === undefined ? hole : { ...hole, among });
}

/** Source: docs.github.com/actions/reference/workflows-and-actions/contexts (runner context). */
const fewValues: ReadonlyMap<string, readonly string[]> = new Map([
  ['os', ['Linux', 'Windows', 'macOS']],
  ['arch', ['X86', 'X64', 'ARM', 'ARM64']],
  ['environment', ['github-hosted', 'self-hosted']],
]);
