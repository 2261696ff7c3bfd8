import { withinLimits } from '../sarif-limits.ts';
import type { Joiner, Weight } from './joiner.ts';
import { distinct, firstOfEach, type JsonObject, objectAt, objectsAt, textAt } from './json-value.ts';
import { atLevel, type RunIndex, reindexed } from './sarif-indices.ts';

/** SARIF logs of multiarch-lint: all their runs become one, with each rule and each file once. */
export const joinSarif: Joiner = {
  whyNot(log) {
    if (log['version'] !== '2.1.0') return `its version is ${JSON.stringify(log['version'] ?? null)}, not 2.1.0`;
    const names = objectsAt(log, 'runs').map((run) => textAt(driverOf(run), 'name'));
    const other = names.find((name) => name !== 'multiarch-lint');
    return other === undefined ? undefined : `it has a run of another tool, \`${other}\``;
  },
  join(logs) {
    const { count, run } = joinedRun(logs.flatMap((log) => objectsAt(log, 'runs')));
    return withinLimits(count, (most) => ({ ...logs[0], runs: [run(most)] }));
  },
  weigh: (log) => objectsAt(log, 'runs').flatMap((run) => objectsAt(run, 'results').flatMap(weightOf)),
};

/** How many results there are, and the run as a function of how many it may have. */
function joinedRun(runs: readonly JsonObject[]): {
  readonly count: number;
  readonly run: (most: number) => JsonObject;
} {
  const first = runs.find((run) => objectsAt(driverOf(run), 'rules').length > 0) ?? runs[0] ?? {};
  const rules = firstOfEach(
    runs.flatMap((run) => objectsAt(driverOf(run), 'rules')),
    (rule) => textAt(rule, 'id'),
  );
  const artifacts = firstOfEach(
    runs.flatMap((run) => objectsAt(run, 'artifacts')),
    uriOf,
  );
  const index: RunIndex = {
    rules: new Map(rules.map((rule, at) => [textAt(rule, 'id'), at])),
    artifacts: new Map(artifacts.map((artifact, at) => [uriOf(artifact), at])),
  };
  const all = distinct(runs.flatMap((run) => objectsAt(run, 'results')).map((result) => reindexed(result, index)));
  const invocations = runs.flatMap((run) => objectsAt(run, 'invocations')).map((each) => reindexed(each, index));
  const whole = {
    ...first,
    ...automationOf(runs),
    tool: { ...objectAt(first, 'tool'), driver: { ...driverOf(first), rules } },
    artifacts,
  };
  const run = (most: number): JsonObject => {
    const results = uniform(mostSevere(all, most));
    return { ...whole, invocations: leftOutNoted(invocations, all.length - results.length), results };
  };
  return { count: all.length, run };
}

/** What runs over different projects have in common: nothing but the tool. */
function automationOf(runs: readonly JsonObject[]): JsonObject {
  const ids = new Set(runs.map((run) => textAt(objectAt(run, 'automationDetails'), 'id')));
  return ids.size > 1 ? { automationDetails: { id: 'multiarch-lint/' } } : {};
}

const driverOf = (run: JsonObject): JsonObject => objectAt(objectAt(run, 'tool'), 'driver');

const uriOf = (artifact: JsonObject): string => textAt(objectAt(artifact, 'location'), 'uri');

/** Either all results of a run tell whether they are suppressed and new, or none does (3.27.23, 3.27.24). */
function uniform(results: readonly JsonObject[]): readonly JsonObject[] {
  const tells = (key: string): boolean => results.some((result) => key in result);
  const rest = {
    ...(tells('suppressions') ? { suppressions: [] } : {}),
    ...(tells('baselineState') ? { baselineState: 'new' } : {}),
  };
  return results.map((result) => ({ ...rest, ...result }));
}

/** So many results; the most severe ones, where there are more. */
function mostSevere(results: readonly JsonObject[], most: number): readonly JsonObject[] {
  if (results.length <= most) return results;
  const orderOf = (result: JsonObject): number => (isSettled(result) ? 6 : severityRank(result));
  return results.toSorted((left, right) => orderOf(left) - orderOf(right)).slice(0, most);
}

const severityRank = (result: JsonObject): number =>
  ['error', 'warning', 'note', 'none'].indexOf(textAt(result, 'level'));

function leftOutNoted(invocations: readonly JsonObject[], leftOut: number): readonly JsonObject[] {
  const [first, ...others] = invocations;
  if (leftOut === 0 || first === undefined) return invocations;
  const note = { level: 'warning', message: { text: `${String(leftOut)} results are left out.` } };
  const notes = [note, ...objectsAt(first, 'toolExecutionNotifications')];
  return [{ ...first, toolExecutionNotifications: notes }, ...others];
}

/** Whether nobody has to look at a result: it is suppressed, or a baseline knows it. */
const isSettled = (result: JsonObject): boolean =>
  objectsAt(result, 'suppressions').length > 0 || ['unchanged', 'absent'].includes(textAt(result, 'baselineState'));

function weightOf(result: JsonObject): readonly Weight[] {
  if (isSettled(result)) return [];
  const severity = atLevel(textAt(result, 'level'));
  return [{ severity, certainty: result['kind'] === 'open' ? 'undecided' : 'violation' }];
}
